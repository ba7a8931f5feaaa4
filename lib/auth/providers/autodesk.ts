import type { OidcProvider } from "./types"

export const autodesk: OidcProvider = {
  id: "autodesk",
  name: "Autodesk",
  protocol: "oidc",
  reauthentication: "prompt",
  settings: {
    issuer: "https://developer.api.autodesk.com",
  },
  // Not documented, and switched off in the list of Nango, which has many apps of this service.
  pkce: false,
  scope: "openid user-profile:read",
  tokenAuth: "client_secret_basic",
  console: "https://aps.autodesk.com/myapps/",
  color: "#000000",
  icon: "autodesk",
}
