import type { OidcProvider } from "./types"

export const polar: OidcProvider = {
  id: "polar",
  name: "Polar",
  protocol: "oidc",
  reauthentication: "sign-in",
  settings: {
    issuer: "https://polar.sh",
  },
  discovery: "https://api.polar.sh/.well-known/openid-configuration",
  scope: "openid profile email",
  // Some apps request organizations by default.
  params: { sub_type: "user" },
  tokenAuth: "client_secret_post",
  console: "https://polar.sh/settings",
}
