import type { OidcProvider } from "./types"

export const clerk: OidcProvider = {
  id: "clerk",
  name: "Clerk",
  protocol: "oidc",
  reauthentication: "sign-in",
  // The Frontend API URL of the Clerk application.
  settings: { issuer: null },
  scope: "openid email profile",
  console: "https://dashboard.clerk.com",
  color: "#6C47FF",
  icon: "clerk",
  examples: { issuer: "https://clerk.example.com" },
}
