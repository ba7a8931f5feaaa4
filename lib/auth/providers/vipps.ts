import type { OidcProvider } from "./types"

export const vipps: OidcProvider = {
  id: "vipps",
  name: "Vipps MobilePay",
  protocol: "oidc",
  // For the test environment: https://apitest.vipps.no/access-management-1.0/access/
  settings: { issuer: "https://api.vipps.no/access-management-1.0/access/" },
  scope: "openid name email",
  console: "https://portal.vippsmobilepay.com",
  gates: ["Login must be part of the merchant's agreement."],
  notes: ["A user has a different id for each merchant."],
}
