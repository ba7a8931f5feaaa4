import type { OAuth2Provider } from "./types"

export const nokotime: OAuth2Provider = {
  id: "nokotime",
  name: "Noko",
  protocol: "oauth2",
  authorization: "https://secure.nokotime.com/oauth/2/authorize",
  token: "https://secure.nokotime.com/oauth/2/access_token",
  pkce: false,
  scope: "",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.nokotime.com/v2/current_user",
  profile: {
    id: "id",
    name: "{first_name} {last_name}",
    email: "email",
    image: "profile_image_url",
  },
}
