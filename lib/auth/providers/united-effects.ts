import type { OidcProvider } from "./types"

export const unitedEffects: OidcProvider = {
  id: "united-effects",
  name: "United Effects",
  protocol: "oidc",
  settings: {
    issuer: null,
  },
  scope: "openid email",
  // With it, the ID token contains the email address, and the access token is not valid at userinfo.
  params: {
    resource: "{issuer}",
  },
  userinfo: false,
  profile: {
    id: "sub",
    email: "email",
  },
  examples: {
    issuer: "https://auth.unitedeffects.com/YQpbQV5dbW-224dCovz-3",
  },
}
