import type { OidcProvider } from "./types"

export const descope: OidcProvider = {
  id: "descope",
  name: "Descope",
  protocol: "oidc",
  reauthentication: "sign-in",
  // The client id is the project's id. A custom domain is another issuer.
  settings: { issuer: "https://api.descope.com/{client_id}" },
  scope: "openid email profile",
  console: "https://app.descope.com",
  color: "#1C1C23",
  notes: ["AUTH_DESCOPE_ID is the project's id, and AUTH_DESCOPE_SECRET is an access key."],
}
