import type { OAuth2Provider } from "./types"

export const etsy: OAuth2Provider = {
  id: "etsy",
  name: "Etsy",
  protocol: "oauth2",
  authorization: "https://www.etsy.com/oauth/connect",
  token: "https://api.etsy.com/v3/public/oauth/token",
  scope: "email_r",
  tokenAuth: "client_secret_post",
  // The token endpoint takes PKCE without a secret; the API requires the secret in a header.
  tokenParams: { client_secret: null },
  userinfo: "https://openapi.etsy.com/v3/application/users/{token.user_id}",
  headers: { "x-api-key": "{client_id}:{client_secret}" },
  profile: {
    id: "user_id",
    name: "{first_name} {last_name}",
    email: "primary_email",
    image: "image_url_75x75",
  },
  // The access token starts with the user id and a dot.
  hooks: {
    tokenResponse: (response) => ({ ...response, user_id: String(response.access_token).split(".")[0] }),
  },
  console: "https://www.etsy.com/developers/your-apps",
  color: "#F16521",
  icon: "etsy",
  gates: ["Etsy reviews a new app before its keys work."],
}
