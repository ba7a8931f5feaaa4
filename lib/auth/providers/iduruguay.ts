import type { OAuth2Provider } from "./types"

export const iduruguay: OAuth2Provider = {
  id: "iduruguay",
  name: "ID Uruguay",
  // Agesic's SDK expects another issuer in ID tokens than the test server's metadata names, so only userinfo counts.
  protocol: "oauth2",
  settings: { host: "auth.iduruguay.gub.uy" },
  authorization: "https://{host}/oidc/v1/authorize",
  token: "https://{host}/oidc/v1/token",
  userinfo: "https://{host}/oidc/v1/userinfo",
  scope: "openid profile email",
  tokenAuth: "client_secret_basic",
  pkce: false,
  selectAccount: { prompt: "login" },
  profile: { id: "sub", name: "name", email: "email", emailVerified: "email_verified" },
  gates: ["Agesic registers each service before its users can sign in."],
  notes: [
    "For the test environment, set AUTH_IDURUGUAY_HOST=auth-testing.iduruguay.gub.uy",
    "The scope `document` in AUTH_IDURUGUAY_SCOPE adds country, kind and number of the user's document for hooks.",
  ],
}
