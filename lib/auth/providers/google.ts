import type { OidcProvider } from "./types"

export const google: OidcProvider = {
  id: "google",
  name: "Google",
  protocol: "oidc",
  reauthentication: "sign-in",
  settings: { issuer: "https://accounts.google.com", hd: "", access_type: "" },
  params: { hd: "{hd}", access_type: "{access_type}" },
  scope: "openid email profile",
  impliedScopes: {
    "https://www.googleapis.com/auth/userinfo.email": "email",
    "https://www.googleapis.com/auth/userinfo.profile": "profile",
  },
  furtherScopeParams: { include_granted_scopes: "true" },
  // Without prompt=consent, only a user's first consent returns a refresh token.
  offline: { params: { access_type: "offline", prompt: "consent" } },
  selectAccount: { prompt: "select_account" },
  tokenAuth: "client_secret_post",
  profile: {
    id: "sub",
    name: "name|preferred_username|nickname",
    email: "email",
    emailVerified: "email_verified",
    // An address elsewhere may have changed hands since Google verified it
    // (developers.google.com/identity/gsi/web/guides/verify-google-id-token).
    verifiedDomains: ["gmail.com"],
    hostedDomain: "hd",
    image: "picture",
  },
  console: "https://console.cloud.google.com/auth/clients",
  color: "#4285F4",
  icon: "logos:google-icon",
  gates: ["While the publishing status is Testing, only test users whom you list can sign in, at most 100."],
  notes: [
    "AUTH_GOOGLE_HD=example.com offers only accounts of a Workspace domain. It is a hint: AUTH_ALLOW=@example.com decides.",
    "AUTH_GOOGLE_ACCESS_TYPE=offline requests a refresh token, which Google returns with a user's first consent.",
  ],
}
