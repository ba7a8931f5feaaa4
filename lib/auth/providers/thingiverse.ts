import type { OAuth2Provider } from "./types"

export const thingiverse: OAuth2Provider = {
  id: "thingiverse",
  name: "Thingiverse",
  protocol: "oauth2",
  authorization: "https://www.thingiverse.com/login/oauth/authorize",
  token: "https://www.thingiverse.com/login/oauth/access_token",
  pkce: false,
  scope: "",
  tokenAuth: "client_secret_post",
  tokenFormat: "form",
  userinfo: "https://api.thingiverse.com/users/me",
  profile: {
    id: "id",
    name: "full_name|name",
    email: "email",
    image: "thumbnail",
  },
  console: "https://www.thingiverse.com/apps/create",
  color: "#248BFB",
  icon: "thingiverse",
  gates: ["At most ten users can sign in until the app is approved."],
}
