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
  extraRequests: { address: "https://lichess.org/api/account/email" },
  // The id is the user name in lower case; Lichess never changes a name or gives it to another user.
  profile: { id: "id", name: "username", email: "address.email" },
  color: "#000000",
  icon: "lichess",
  notes: ["Lichess has no registration: choose any text as the client id, such as your domain."],
}
