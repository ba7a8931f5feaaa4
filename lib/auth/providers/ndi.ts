import type { OidcProvider } from "./types"

export const ndi: OidcProvider = {
  // Singpass refuses callback addresses that contain its name. This is the programme that it belongs to, National Digital Identity.
  id: "ndi",
  name: "Singpass",
  protocol: "oidc",
  settings: {
    issuer: "https://id.singpass.gov.sg/fapi",
    // What the user signs in for, by which Singpass looks for fraud. Required, and only of apps of the product Login.
    authentication_context_type: "APP_AUTHENTICATION_DEFAULT",
  },
  scope: "openid",
  params: { authentication_context_type: "{authentication_context_type}" },
  securityProfile: "fapi2",
  tokenAuth: "private_key_jwt",
  encryptsIdTokens: true,
  // The user approves each sign-in in the app, and the ID token has no auth_time.
  reauthentication: "sign-in",
  // Only for apps of the product Myinfo.
  userinfo: false,
  profile: { id: "sub", name: "sub_attributes.name", email: "sub_attributes.email" },
  console: "https://developer.singpass.gov.sg",
  color: "#d93841",
  gates: ["Singpass registers organizations of Singapore, which must offer another way to sign in as well."],
  notes: [
    "Without the scopes `name` and `email` in AUTH_NDI_SCOPE, which Singpass approves for each app, a user has neither.",
    "For tests, set AUTH_NDI_ISSUER=https://stg-id.singpass.gov.sg/fapi",
    "An app of the product Myinfo is `ndi-person`; one for companies, Corppass, is `ndi-business`.",
  ],
}
