import type { OidcProvider } from "./types"

export const duo: OidcProvider = {
  id: "duo",
  name: "Duo",
  protocol: "oidc",
  reauthentication: "sign-in",
  settings: {
    issuer: null,
  },
  scope: "openid profile email",
  console: "https://admin.duosecurity.com",
  examples: {
    issuer: "https://sso-abc1def2.sso.duosecurity.com/oidc/DIABC123DEF456GHI789",
  },
  notes: ["Register a generic OIDC relying party; each one has its own issuer."],
}
