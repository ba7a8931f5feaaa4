import type { OAuth2Provider } from "./types"

export const todoist: OAuth2Provider = {
  id: "todoist",
  name: "Todoist",
  protocol: "oauth2",
  authorization: "https://todoist.com/oauth/authorize",
  token: "https://todoist.com/oauth/access_token",
  scope: "data:read",
  scopeSeparator: ",",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.todoist.com/api/v1/user",
  profile: {
    id: "id",
    name: "full_name",
    email: "email",
    image: "avatar_big",
  },
  console: "https://developer.todoist.com/appconsole.html",
  color: "#E44332",
  icon: "todoist",
}
