import type { OidcProvider } from "./types"

export const govbr: OidcProvider = {
  id: "govbr",
  name: "gov.br",
  protocol: "oidc",
  // For tests: https://sso.staging.acesso.gov.br/
  settings: { issuer: "https://sso.acesso.gov.br/" },
  scope: "openid email profile",
  // The id is the user's CPF number. The picture is left out: its URL needs an access token.
  profile: {
    id: "sub",
    name: "name",
    email: "email",
    emailVerified: "email_verified",
    // The ID token has a string, userinfo a boolean.
    verifiedValues: ["true"],
  },
  gates: ["Only public bodies of Brazil get keys, by submitting a form."],
  notes: ["Ids are CPF numbers: treat them as personal data."],
}
