import type { OidcProvider } from "./types"

export const vipps: OidcProvider = {
  id: "vipps",
  name: "Vipps MobilePay",
  protocol: "oidc",
  // https://apitest.vipps.no/access-management-1.0/access/ for the test environment
  settings: { issuer: "https://api.vipps.no/access-management-1.0/access/" },
  scope: "openid name email",
  console: "https://portal.vippsmobilepay.com",
  notes: [
    "Login must be part of the merchant's agreement.",
    "An id belongs to one merchant: another merchant gets another one for the same person.",
  ],
}
