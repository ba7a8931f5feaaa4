import type { OidcProvider } from "./types"

export const globus: OidcProvider = {
  id: "globus",
  name: "Globus",
  protocol: "oidc",
  reauthentication: "prompt",
  settings: { issuer: "https://auth.globus.org" },
  scope: "openid profile email",
  console: "https://app.globus.org/settings/developers",
}
