import type { OidcProvider } from "./types"

export const onelogin: OidcProvider = {
  id: "onelogin",
  name: "OneLogin",
  protocol: "oidc",
  settings: { issuer: null },
  scope: "openid profile email",
  examples: { issuer: "https://acme.onelogin.com/oidc/2" },
  notes: ["Set the app's token endpoint to Basic authentication."],
}
