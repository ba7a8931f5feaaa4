import type { OAuth2Provider } from "./types"

export const lichess: OAuth2Provider = {
  id: "lichess",
  name: "Lichess",
  protocol: "oauth2",
  authorization: "https://lichess.org/oauth",
  token: "https://lichess.org/api/token",
  scope: "email:read",
  tokenAuth: "none",
  userinfo: "https://lichess.org/api/account",
  also: { address: "https://lichess.org/api/account/email" },
  // The name in small letters; Lichess renames nobody, and gives no name out twice.
  profile: { id: "id", name: "username", email: "address.email" },
  color: "#000000",
  icon: "lichess",
  notes: ["There is no registration: choose any text as the client id, such as your domain."],
}
