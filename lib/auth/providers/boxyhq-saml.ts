import type { OAuth2Provider } from "./types"

export const boxyhqSaml: OAuth2Provider = {
  id: "boxyhq-saml",
  name: "BoxyHQ SAML",
  protocol: "oauth2",
  settings: {
    issuer: null,
  },
  authorization: "{issuer}/api/oauth/authorize",
  token: "{issuer}/api/oauth/token",
  scope: "",
  // BoxyHQ does not form-decode the Authorization header, and a client id may be `tenant=…&product=…`.
  tokenAuth: "client_secret_post",
  userinfo: "{issuer}/api/oauth/userinfo",
  profile: {
    id: "id",
    name: "{firstName} {lastName}",
    email: "email",
  },
  color: "#25C2A0",
  examples: {
    issuer: "https://sso.example.com",
  },
  notes: [
    "Use a connection's client id, or `tenant=…&product=…`: under a client id for several tenants, two users could have the same id.",
  ],
}
