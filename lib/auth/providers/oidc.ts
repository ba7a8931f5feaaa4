import type { OidcProvider } from "./types"

/** Any OpenID provider, configured only by environment variables. */
export const oidc: OidcProvider = {
  id: "oidc",
  name: "Single sign-on",
  protocol: "oidc",
  custom: true,
  settings: { issuer: null, params: "", token_params: "", headers: "", scope_separator: "" },
  scope: "openid email profile",
  icon: "own",
  examples: {
    issuer: "https://id.example.com/realms/staff",
    params: "prompt=select_account",
    token_params: "audience=api",
    headers: "x-api-key: {client_id}",
    scope_separator: ",",
    token_auth: "client_secret_post",
    id_token_alg: "RS256",
  },
  notes: ["A second issuer: AUTH_OIDC_ACME_ISSUER and the like give the provider oidc-acme."],
}
