import type { OidcProvider } from "./types"

export const salesforce: OidcProvider = {
  id: "salesforce",
  name: "Salesforce",
  protocol: "oidc",
  reauthentication: "prompt",
  // For a sandbox: https://test.salesforce.com. Also the organisation's own "My Domain".
  settings: { issuer: "https://login.salesforce.com" },
  scope: "openid email profile",
  // email_verified does not count: the administrators of an organisation enter its users' addresses, any organisation signs in
  // here, and the metadata (login.salesforce.com/.well-known/openid-configuration) names the claim without saying who verified.
  profile: {
    id: "sub",
    name: "name|preferred_username|nickname",
    email: "email",
    image: "picture",
  },
  console: "https://login.salesforce.com",
  color: "#00A1E0",
  icon: "salesforce@15.22.0",
}
