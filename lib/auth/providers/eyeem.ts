import type { OAuth2Provider } from "./types"

export const eyeem: OAuth2Provider = {
  id: "eyeem",
  name: "EyeEm",
  protocol: "oauth2",
  authorization: "https://www.eyeem.com/oauth/authorize",
  token: "https://api.eyeem.com/v2/oauth/token",
  pkce: false,
  scope: "",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.eyeem.com/v2/users/me",
  profile: {
    id: "user.id",
    name: "user.fullname|user.nickname",
    email: "user.email",
    image: "user.photoUrl",
  },
  console: "https://www.eyeem.com/developers",
  gates: [
    "Doubtful: Freepik bought EyeEm in 2023, and nothing published since then shows that it still approves apps.",
  ],
}
