import type { OidcProvider } from "./types"

export const linkedin: OidcProvider = {
  id: "linkedin",
  name: "LinkedIn",
  protocol: "oidc",
  reauthentication: "sign-in",
  settings: {
    issuer: "https://www.linkedin.com/oauth",
  },
  scope: "openid profile email",
  tokenAuth: "client_secret_post",
  profile: {
    id: "sub",
    name: "name",
    email: "email",
    emailVerified: "email_verified",
    verifiedValues: ["true"],
    image: "picture",
  },
  // LinkedIn's flow for web apps rejects PKCE.
  pkce: false,
  nonceEchoed: false,
  ids: "app",
  console: "https://www.linkedin.com/developers/apps/",
  color: "#0A66C2",
  icon: "linkedin@13.21.0",
  gates: ["Request the product Sign In with LinkedIn using OpenID Connect for the app."],
}
