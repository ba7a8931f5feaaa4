import type { OAuth2Provider } from "./types"

export const salla: OAuth2Provider = {
  id: "salla",
  name: "Salla",
  protocol: "oauth2",
  authorization: "https://accounts.salla.sa/oauth2/auth",
  token: "https://accounts.salla.sa/oauth2/token",
  // The only scope that Salla documents.
  pkce: false,
  scope: "offline_access",
  tokenAuth: "client_secret_post",
  tokenType: "bearer",
  success: "success=true",
  userinfo: "https://accounts.salla.sa/oauth2/user/info",
  profile: {
    // The user who approves the app; the store is `data.merchant`.
    id: "data.id",
    name: "data.name",
    email: "data.email",
  },
  console: "https://salla.partners",
  color: "#BAF3E6",
  icon: "salla",
  notes: ["Users are merchants; signing in installs the app in their store."],
}
