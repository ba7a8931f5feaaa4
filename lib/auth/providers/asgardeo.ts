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
    "The issuer is in the Info tab of the application, and ends with /oauth2/token.",
    "Name and address come only if the application's user attributes include them.",
  ],
}
