import type { OidcProvider } from "./types"

export const ndiPerson: OidcProvider = {
  // Callback addresses with "singpass" or "myinfo" are refused.
  id: "ndi-person",
  name: "Singpass Myinfo",
  protocol: "oidc",
  settings: { issuer: "https://id.singpass.gov.sg/fapi" },
  scope: "openid name",
  securityProfile: "fapi2",
  tokenAuth: "private_key_jwt",
  encryptsIdTokens: true,
  reauthentication: "sign-in",
  // The person's data is only there, encrypted for the same key.
  userinfo: true,
  profile: { id: "sub", name: "person_info.name.value", email: "person_info.email.value" },
  console: "https://developer.singpass.gov.sg",
  color: "#d93841",
  gates: ["Singpass registers organizations of Singapore, and approves each item of data."],
  notes: [
    "Each item is a scope, such as `uinfin` or `dob` in AUTH_NDI_PERSON_SCOPE. A hook finds them in `rawProfile.person_info`; what you do not store is gone after the sign-in.",
    "For tests, set AUTH_NDI_PERSON_ISSUER=https://stg-id.singpass.gov.sg/fapi",
    "Holders of a Singpass Foreign Account have no Myinfo: offer them another provider.",
  ],
}
