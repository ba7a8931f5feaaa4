import type { OidcProvider } from "./types"

export const asgardeo: OidcProvider = {
  id: "asgardeo",
  name: "Asgardeo",
  protocol: "oidc",
  settings: { issuer: null },
  scope: "openid profile email",
  console: "https://console.asgardeo.io",
  color: "#000000",
  examples: { issuer: "https://api.asgardeo.io/t/acme/oauth2/token" },
  notes: [
    "The issuer is in the application's Info tab and ends with /oauth2/token.",
    "The name and the email address are returned only if the application's user attributes include them.",
  ],
}
