import type { OidcProvider } from "./types"

export const logto: OidcProvider = {
  id: "logto",
  name: "Logto",
  protocol: "oidc",
  settings: { issuer: null },
  scope: "openid profile email",
  profile: {
    id: "sub",
    name: "name|username",
    // Logto's email_verified only says that there is an address.
    email: "email",
    image: "picture",
  },
  console: "https://cloud.logto.io",
  examples: { issuer: "https://acme.logto.app/oidc" },
}
