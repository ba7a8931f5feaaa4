import type { OidcProvider } from "./types"

export const dataporten: OidcProvider = {
  id: "dataporten",
  name: "Feide",
  protocol: "oidc",
  settings: { issuer: "https://auth.dataporten.no" },
  pkce: false,
  scope: "openid profile email",
  console: "https://kunde.feide.no",
  notes: [
    "The service needs the attribute groups for profile and email, which Feide's customer portal grants.",
  ],
}
