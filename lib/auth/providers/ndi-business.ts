import type { OidcProvider } from "./types"

export const ndiBusiness: OidcProvider = {
  // Callback addresses with "corppass" are refused.
  id: "ndi-business",
  name: "Corppass",
  protocol: "oidc",
  settings: {
    issuer: "https://id.corppass.gov.sg",
    authentication_context_type: "APP_AUTHENTICATION_DEFAULT",
  },
  scope: "openid",
  params: { authentication_context_type: "{authentication_context_type}" },
  securityProfile: "fapi2",
  tokenAuth: "private_key_jwt",
  encryptsIdTokens: true,
  reauthentication: "sign-in",
  // It has the user's roles, and nothing of the profile.
  userinfo: false,
  // `sub` is the company, for which several people act, and a person may act for several companies.
  profile: { id: "{sub}:{act.sub}", name: "act.sub_attributes.name" },
  console: "https://developer.corppass.gov.sg",
  localhost: "https",
  gates: ["Corppass registers digital services of Singapore, for users who act for a company."],
  notes: [
    "A user of the app is one person in one company: `sub` is the company's UEN, `act.sub` the person. A hook finds both in `rawProfile`.",
    "More scopes, such as `user.name entity.basic_profile.name authinfo`, are approved for each app: set them in AUTH_NDI_BUSINESS_SCOPE.",
    "For tests, set AUTH_NDI_BUSINESS_ISSUER=https://stg-id.corppass.gov.sg",
  ],
}
