import type { OAuth1Provider } from "./types"

export const plurk: OAuth1Provider = {
  id: "plurk",
  name: "Plurk",
  protocol: "oauth1",
  requestToken: "https://www.plurk.com/OAuth/request_token",
  authorization: "https://www.plurk.com/OAuth/authorize",
  token: "https://www.plurk.com/OAuth/access_token",
  userinfo: "https://www.plurk.com/APP/Users/me",
  profile: {
    id: "id",
    name: "display_name|full_name|nick_name",
    image: "avatar_big",
  },
  console: "https://www.plurk.com/PlurkApp/",
  color: "#FF574D",
  icon: "plurk",
  gates: [
    "Doubtful: Plurk publishes no sample of a response about the current user: the entry follows another library.",
  ],
}
