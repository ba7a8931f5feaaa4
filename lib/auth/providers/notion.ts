import type { OAuth2Provider } from "./types"

export const notion: OAuth2Provider = {
  id: "notion",
  name: "Notion",
  protocol: "oauth2",
  authorization: "https://api.notion.com/v1/oauth/authorize",
  token: "https://api.notion.com/v1/oauth/token",
  scope: "",
  params: {
    owner: "user",
  },
  tokenAuth: "client_secret_basic",
  tokenRequest: "json",
  userinfo: "https://api.notion.com/v1/users/me",
  headers: {
    "notion-version": "2022-06-28",
  },
  profile: {
    id: "bot.owner.user.id",
    name: "bot.owner.user.name",
    email: "bot.owner.user.person.email",
    image: "bot.owner.user.avatar_url",
  },
  console: "https://www.notion.so/developers/connections",
  color: "#000000",
  icon: "notion",
}
