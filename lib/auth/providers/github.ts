import type { OAuth2Provider } from "./types"

export const github: OAuth2Provider = {
  id: "github",
  name: "GitHub",
  protocol: "oauth2",
  settings: { issuer: "https://github.com", api: "https://api.github.com" },
  authorization: "{issuer}/login/oauth/authorize",
  token: "{issuer}/login/oauth/access_token",
  userinfo: "{api}/user",
  extraRequests: { emails: "{api}/user/emails" },
  issuer: "{issuer}/login/oauth",
  // GitHub Enterprise Server has the API below its own address, GHE.com at a host of its own.
  selfHosted: { settings: { api: "{issuer}/api/v3" } },
  scope: "read:user user:email",
  grantedScopeSeparator: ",",
  // GitHub leaves out of its response what another granted scope contains.
  impliedScopes: {
    repo: "repo:status repo_deployment public_repo repo:invite security_events",
    user: "read:user user:email user:follow",
    "admin:org": "write:org read:org",
    "write:org": "read:org",
    "admin:public_key": "write:public_key read:public_key",
    "write:public_key": "read:public_key",
    "admin:repo_hook": "write:repo_hook read:repo_hook",
    "write:repo_hook": "read:repo_hook",
  },
  selectAccount: { prompt: "select_account" },
  tokenAuth: "client_secret_post",
  profile: {
    id: "id",
    name: "name|login",
    // The address in /user is the public one: often null, and without a verified flag.
    email: "emails[primary=true].email",
    emailVerified: "emails[primary=true].verified",
    image: "avatar_url",
  },
  console: "https://github.com/settings/developers",
  color: "#181717",
  icon: "github",
  notes: [
    "On GHE.com, set AUTH_GITHUB_ISSUER=https://octocorp.ghe.com and AUTH_GITHUB_API=https://api.octocorp.ghe.com.",
  ],
}
