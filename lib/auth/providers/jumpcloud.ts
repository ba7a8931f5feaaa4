import type { OidcProvider } from "./types"

export const jumpcloud: OidcProvider = {
  id: "jumpcloud",
  name: "JumpCloud",
  protocol: "oidc",
  settings: {
    issuer: "https://oauth.id.jumpcloud.com/",
  },
  scope: "openid profile email",
  console: "https://console.jumpcloud.com",
  gates: ["Only members of the organisation that registered the app can sign in."],
}
