import type { OidcProvider } from "./types"

export const google: OidcProvider = {
  id: "google",
  name: "Google",
  protocol: "oidc",
  reauthentication: "sign-in",
  settings: { issuer: "https://accounts.google.com" },
  scope: "openid email profile",
  tokenAuth: "client_secret_post",
  console: "https://console.cloud.google.com/auth/clients",
  color: "#4285F4",
  icon: "logos:google-icon",
}
