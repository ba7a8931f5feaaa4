import type { OidcProvider } from "./types"

export const planningCenter: OidcProvider = {
  id: "planning-center",
  name: "Planning Center",
  protocol: "oidc",
  reauthentication: "sign-in",
  settings: {
    issuer: "https://api.planningcenteronline.com",
  },
  scope: "openid",
  profile: {
    id: "sub",
    name: "name",
    // Planning Center does not say whether the address is verified.
    email: "email",
  },
  console: "https://api.planningcenteronline.com/oauth/applications",
  color: "#2565F4",
}
