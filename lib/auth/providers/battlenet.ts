import type { OidcProvider } from "./types"

export const battlenet: OidcProvider = {
  id: "battlenet",
  name: "Battle.net",
  protocol: "oidc",
  reauthentication: "sign-in",
  settings: {
    issuer: "https://oauth.battle.net",
  },
  scope: "openid",
  profile: {
    id: "sub",
    // The ID token has `battle_tag`, userinfo has `battletag`.
    name: "battle_tag|battletag",
  },
  console: "https://develop.battle.net/access/clients",
  color: "#148eff",
  icon: "battledotnet",
}
