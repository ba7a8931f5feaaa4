import type { OidcProvider } from "./types"

export const zitadel: OidcProvider = {
  id: "zitadel",
  name: "ZITADEL",
  protocol: "oidc",
  settings: { issuer: null },
  scope: "openid profile email",
  tokenAuth: ["client_secret_basic", "private_key_jwt", "none"],
  console: "https://zitadel.com/admin/dashboard",
  examples: { issuer: "https://acme-ab12cd.us1.zitadel.cloud" },
}
