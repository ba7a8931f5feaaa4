import type { OidcProvider } from "./types"

/** Any OpenID provider, configured only by environment variables. */
export const oidc: OidcProvider = {
  id: "oidc",
  name: "Single sign-on",
  protocol: "oidc",
  settings: { issuer: null },
  scope: "openid email profile",
  icon: "own",
}
