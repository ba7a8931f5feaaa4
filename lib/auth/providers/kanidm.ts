import type { OidcProvider } from "./types"

export const kanidm: OidcProvider = {
  id: "kanidm",
  name: "Kanidm",
  protocol: "oidc",
  reauthentication: "sign-in",
  settings: {
    issuer: null,
  },
  scope: "openid profile email",
  // Kanidm reports every address as verified, no matter who entered it.
  profile: {
    id: "sub",
    name: "name|preferred_username",
    email: "email",
  },
  examples: {
    issuer: "https://idm.example.com/oauth2/openid/portico",
  },
  notes: ["The issuer ends with the client's name."],
}
