import type { OAuth2Provider } from "./types"

export const coinbase: OAuth2Provider = {
  id: "coinbase",
  name: "Coinbase",
  protocol: "oauth2",
  authorization: "https://login.coinbase.com/oauth2/auth",
  token: "https://login.coinbase.com/oauth2/token",
  revocation: "https://login.coinbase.com/oauth2/revoke",
  scope: "wallet:user:email wallet:user:read",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.coinbase.com/v2/user",
  profile: {
    id: "data.id",
    name: "data.name",
    // Coinbase does not say whether the address is verified.
    email: "data.email",
    image: "data.avatar_url",
  },
  console: "https://portal.cdp.coinbase.com",
  color: "#0052FF",
  icon: "coinbase",
  gates: ["Coinbase accepts new apps only from approved partners."],
}
