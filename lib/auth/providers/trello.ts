import type { OAuth1Provider } from "./types"

export const trello: OAuth1Provider = {
  id: "trello",
  name: "Trello",
  protocol: "oauth1",
  requestToken: "https://trello.com/1/OAuthGetRequestToken",
  authorization: "https://trello.com/1/OAuthAuthorizeToken",
  token: "https://trello.com/1/OAuthGetAccessToken",
  // Without "account", the response has no email address.
  params: {
    scope: "read,account",
    expiration: "1hour",
  },
  userinfo: "https://api.trello.com/1/members/me",
  profile: {
    id: "id",
    name: "fullName|username",
    email: "email",
    image: "{avatarUrl}/170.png",
  },
  console: "https://trello.com/power-ups/admin",
  color: "#0052CC",
  icon: "trello",
}
