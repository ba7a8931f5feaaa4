import type { OidcProvider } from "./types"

export const govukOneLogin: OidcProvider = {
  id: "govuk-one-login",
  name: "GOV.UK One Login",
  protocol: "oidc",
  // The vectors of trust (RFC 8485): `["Cl"]` without, `["Cl.Cm"]` with a second factor.
  settings: { issuer: "https://oidc.account.gov.uk/", vtr: '["Cl.Cm"]' },
  scope: "openid email",
  params: { vtr: "{vtr}" },
  // The level of an identity check, P2, is not in the ID token.
  vectorsOfTrust: { trustMark: "{issuer}trustmark", omits: "P" },
  tokenAuth: ["private_key_jwt", "client_secret_post"],
  keyAlgorithms: { key: "RS256" },
  // The parameter max_age must be granted to a service, which few get.
  reauthentication: "sign-in",
  profile: { id: "sub", email: "email", emailVerified: "email_verified" },
  ids: "app",
  console: "https://admin.sign-in.service.gov.uk",
  color: "#1d70b8",
  gates: ["Only services of the British public sector get access."],
  notes: [
    "Without an account for production, set AUTH_GOVUK_ONE_LOGIN_ISSUER=https://oidc.integration.account.gov.uk/",
    "A client secret is for platforms that cannot sign; it needs an exception.",
    '`requireUser({ acr: "Cl.Cm" })` asks for a second factor by `vtr`, and compares `vot`. The identity level P2 is only in userinfo (`coreIdentityJWT`): verify it in a hook.',
  ],
}
