import type { OidcProvider } from "./types"

export const roblox: OidcProvider = {
  id: "roblox",
  name: "Roblox",
  protocol: "oidc",
  reauthentication: "prompt",
  settings: {
    issuer: "https://apis.roblox.com/oauth/",
  },
  scope: "openid profile",
  console: "https://create.roblox.com/dashboard/credentials?activeTab=OAuthTab",
  color: "#000000",
  icon: "roblox",
  gates: ["At most ten users can sign in until Roblox has reviewed the app."],
}
