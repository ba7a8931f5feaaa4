import type { OAuth2Provider } from "./types"

export const mailru: OAuth2Provider = {
  id: "mailru",
  name: "Mail.ru",
  protocol: "oauth2",
  authorization: "https://oauth.mail.ru/login",
  token: "https://oauth.mail.ru/token",
  scope: "userinfo",
  tokenAuth: "client_secret_basic",
  tokenType: "bearer",
  userinfo: "https://oauth.mail.ru/userinfo?access_token={access_token}",
  profile: {
    id: "id",
    name: "name|nickname",
    email: "email",
    image: "image",
  },
  console: "https://o2.mail.ru/app/",
  color: "#005FF9",
  icon: "maildotru",
  gates: ["Apps registered since July 2025 use VK ID instead, which is the provider vk."],
}
