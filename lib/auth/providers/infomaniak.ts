import type { OidcProvider } from "./types"

export const infomaniak: OidcProvider = {
  id: "infomaniak",
  name: "Infomaniak",
  protocol: "oidc",
  reauthentication: "sign-in",
  settings: { issuer: "https://login.infomaniak.com" },
  pkce: false,
  scope: "openid profile email",
  console: "https://manager.infomaniak.com",
  color: "#0098FF",
  icon: "infomaniak",
}
