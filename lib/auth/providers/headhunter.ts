import type { OAuth2Provider } from "./types"

export const headhunter: OAuth2Provider = {
  id: "headhunter",
  name: "HeadHunter",
  protocol: "oauth2",
  authorization: "https://hh.ru/oauth/authorize",
  token: "https://hh.ru/oauth/token",
  pkce: false,
  scope: "",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.hh.ru/me",
  profile: { id: "id", name: "{first_name} {last_name}", email: "email" },
  console: "https://dev.hh.ru/admin",
  gates: ["HeadHunter approves each app manually."],
}
