import type { OidcProvider } from "./types"

export const beyondidentity: OidcProvider = {
  id: "beyondidentity",
  name: "Beyond Identity",
  protocol: "oidc",
  reauthentication: "sign-in",
  settings: {
    issuer: null,
  },
  scope: "openid profile email",
  // Beyond Identity does not say whether the address is verified.
  profile: {
    id: "sub",
    name: "name|preferred_username",
    email: "email",
  },
  color: "#5077C5",
  examples: {
    issuer: "https://auth-us.beyondidentity.com/v1/tenants/0001/realms/0002/applications/0003",
  },
}
