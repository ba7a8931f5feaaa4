import type { OAuth2Provider } from "./types"

export const etsy: OAuth2Provider = {
  id: "etsy",
  name: "Etsy",
  protocol: "oauth2",
  authorization: "https://www.etsy.com/oauth/connect",
  token: "https://api.etsy.com/v3/public/oauth/token",
  scope: "email_r",
  tokenAuth: "client_secret_post",
  // The secret goes into a header of the API; the token endpoint wants PKCE alone.
  tokenParams: { client_secret: null },
  userinfo: "https://openapi.etsy.com/v3/application/users/{token.user_id}",
  headers: { "x-api-key": "{client_id}:{client_secret}" },
  profile: {
    id: "user_id",
    name: "{first_name} {last_name}",
    email: "primary_email",
    image: "image_url_75x75",
  },
  // The access token begins with the user's number and a dot.
  hooks: { tokenResponse: (answer) => ({ ...answer, user_id: String(answer.access_token).split(".")[0] }) },
  console: "https://www.etsy.com/developers/your-apps",
  color: "#F16521",
  icon: "etsy",
}
