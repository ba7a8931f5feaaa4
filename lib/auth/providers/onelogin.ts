import type { OidcProvider } from "./types"

export const onelogin: OidcProvider = {
  id: "onelogin",
  name: "OneLogin",
  protocol: "oidc",
  settings: { issuer: null },
  scope: "openid profile email",
  examples: { issuer: "https://acme.onelogin.com/oidc/2" },
  notes: ["The app's token endpoint must be set to Basic authentication."],
}
