import type { OidcProvider } from "./types"

export const riotGames: OidcProvider = {
  id: "riot-games",
  name: "Riot Games",
  protocol: "oidc",
  reauthentication: "sign-in",
  settings: {
    issuer: "https://auth.riotgames.com",
  },
  pkce: false,
  scope: "openid",
  // Riot documents no nonce.
  nonceEchoed: false,
  extraRequests: {
    // The response is the same in every region.
    account: "https://americas.api.riotgames.com/riot/account/v1/accounts/me",
  },
  profile: {
    id: "sub",
    name: "account.gameName",
  },
  console: "https://developer.riotgames.com",
  color: "#EB0029",
  icon: "riotgames",
  gates: ["Riot registers clients only for approved products."],
}
