import type { OidcProvider } from "./types"

export const salesforce: OidcProvider = {
  id: "salesforce",
  name: "Salesforce",
  protocol: "oidc",
  reauthentication: "prompt",
  // For a sandbox: https://test.salesforce.com. Also the organisation's own "My Domain".
  settings: { issuer: "https://login.salesforce.com" },
  scope: "openid email profile",
  console: "https://login.salesforce.com",
  color: "#00A1E0",
  icon: "salesforce@15.22.0",
}
