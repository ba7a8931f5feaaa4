import type { OidcProvider } from "./types"

export const railway: OidcProvider = {
  id: "railway",
  name: "Railway",
  protocol: "oidc",
  reauthentication: "sign-in",
  settings: { issuer: "https://backboard.railway.com" },
  discovery: "https://backboard.railway.com/oauth/.well-known/openid-configuration",
  scope: "openid email profile",
  console: "https://railway.com/workspace/developer",
  color: "#0B0D0E",
  icon: "railway",
}
