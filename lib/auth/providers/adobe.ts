import type { OidcProvider } from "./types"

export const adobe: OidcProvider = {
  id: "adobe",
  name: "Adobe",
  protocol: "oidc",
  reauthentication: "sign-in",
  settings: {
    issuer: "https://ims-na1.adobelogin.com",
  },
  scope: "openid email profile",
  discovery: "{issuer}/ims/.well-known/openid-configuration",
  console: "https://developer.adobe.com/console",
  color: "#FF0000",
  icon: "adobe@13.21.0",
  localhost: "https",
}
