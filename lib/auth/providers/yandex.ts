import type { OAuth2Provider } from "./types"

export const yandex: OAuth2Provider = {
  id: "yandex",
  name: "Yandex",
  protocol: "oauth2",
  authorization: "https://oauth.yandex.com/authorize",
  token: "https://oauth.yandex.com/token",
  // Without a scope, the app gets those that it is registered for.
  scope: "",
  tokenAuth: "client_secret_basic",
  userinfo: "https://login.yandex.ru/info?format=json",
  headers: { authorization: "OAuth {access_token}" },
  profile: {
    id: "id",
    name: "display_name|real_name|login",
    email: "default_email",
    image: "https://avatars.yandex.net/get-yapic/{default_avatar_id}/islands-200",
  },
  console: "https://oauth.yandex.com",
  color: "#FF0000",
  icon: "yandex@4.25.0",
  notes: ["Select access to the email address, the name and the portrait when you register the app."],
}
