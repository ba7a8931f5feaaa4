import type { OidcProvider } from "./types"

export const riotGames: OidcProvider = {
  id: "riot-games",
  name: "Riot Games",
  protocol: "oidc",
  settings: {
    issuer: "https://auth.riotgames.com",
  },
  scope: "openid",
  // Riot documents none.
  nonceEchoed: false,
  also: {
    // The answer is the same in every region.
    account: "https://americas.api.riotgames.com/riot/account/v1/accounts/me",
  },
  profile: {
    id: "sub",
    name: "account.gameName",
  },
  console: "https://developer.riotgames.com",
  color: "#EB0029",
  icon: "riotgames",
  notes: ["Riot grants clients to approved products alone."],
}
