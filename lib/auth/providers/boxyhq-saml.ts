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
  // It does not decode what the Authorization header holds, and a client id may be `tenant=…&product=…`.
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
    "The client id is a connection's, or `tenant=…&product=…`; one that stands for many tenants would mix up their people.",
  ],
}
