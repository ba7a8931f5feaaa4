import type { OAuth2Provider } from "./types"

export const xsuaa: OAuth2Provider = {
  id: "xsuaa",
  name: "SAP XSUAA",
  protocol: "oauth2",
  settings: { issuer: null },
  authorization: "{issuer}/oauth/authorize",
  token: "{issuer}/oauth/token",
  scope: "openid",
  tokenAuth: "client_secret_post",
  userinfo: "{issuer}/userinfo",
  profile: { id: "user_id", name: "name|{given_name} {family_name}|user_name", email: "email" },
  color: "#0FAAFF",
  icon: "sap",
  examples: { issuer: "https://acme.authentication.eu10.hana.ondemand.com" },
  notes: [
    "The issuer is the url in the service key.",
    "Add the callback address to the instance's redirect-uris.",
  ],
}
