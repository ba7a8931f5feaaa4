import type { OAuth2Provider } from "./types"

export const mercadopago: OAuth2Provider = {
  id: "mercadopago",
  name: "Mercado Pago",
  protocol: "oauth2",
  authorization: "https://auth.mercadopago.com/authorization",
  token: "https://api.mercadopago.com/oauth/token",
  scope: "",
  params: {
    platform_id: "mp",
  },
  tokenAuth: "client_secret_post",
  userinfo: "https://api.mercadopago.com/users/me",
  profile: {
    id: "id",
    name: "{first_name} {last_name}|nickname",
    email: "email",
    image: "thumbnail.picture_url",
  },
  console: "https://www.mercadopago.com/developers/panel/app",
  color: "#00B1EA",
  icon: "mercadopago",
}
