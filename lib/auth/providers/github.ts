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
