import type { OidcProvider } from "./types"

export const adobe: OidcProvider = {
  id: "adobe",
  name: "Adobe",
  protocol: "oidc",
  settings: {
    issuer: "https://ims-na1.adobelogin.com",
  },
  scope: "openid email profile",
  discovery: "{issuer}/ims/.well-known/openid-configuration",
  console: "https://developer.adobe.com/console",
  notes: ["It calls back to https addresses alone."],
}
