import type { OidcProvider } from "./types"

export const vercel: OidcProvider = {
  id: "vercel",
  name: "Vercel",
  protocol: "oidc",
  reauthentication: "sign-in",
  settings: { issuer: "https://vercel.com" },
  scope: "openid email profile",
  tokenAuth: "client_secret_post",
  // Among the claims that Vercel announces, none says that the address is verified.
  profile: { id: "sub", name: "name|preferred_username", email: "email", image: "picture" },
  console: "https://vercel.com/dashboard/settings/apps",
  color: "#000000",
  icon: "vercel",
}
