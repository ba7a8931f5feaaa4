import type { OidcProvider } from "./types"

export const govbr: OidcProvider = {
  id: "govbr",
  name: "gov.br",
  protocol: "oidc",
  // https://sso.staging.acesso.gov.br/ for tests
  settings: { issuer: "https://sso.acesso.gov.br/" },
  scope: "openid email profile",
  // The id is the person's CPF. The picture is shown to nobody without an access token.
  profile: { id: "sub", name: "name", email: "email", emailVerified: "email_verified" },
  notes: [
    "Only public bodies of Brazil are given keys, upon a form.",
    "Ids are CPF numbers: treat them as personal data.",
  ],
}
