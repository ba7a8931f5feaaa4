import type { OAuth2Provider } from "./types"

export const github: OAuth2Provider = {
  id: "github",
  name: "GitHub",
  protocol: "oauth2",
  settings: { issuer: "https://github.com" },
  authorization: "{issuer}/login/oauth/authorize",
  token: "{issuer}/login/oauth/access_token",
  userinfo: "https://api.github.com/user",
  extraRequests: { emails: "https://api.github.com/user/emails" },
  issuer: "{issuer}/login/oauth",
  // For GitHub Enterprise Server.
  selfHosted: { userinfo: "{issuer}/api/v3/user", extraRequests: { emails: "{issuer}/api/v3/user/emails" } },
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
}
