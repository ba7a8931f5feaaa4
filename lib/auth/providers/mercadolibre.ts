import type { OAuth2Provider } from "./types"

export const mercadolibre: OAuth2Provider = {
  id: "mercadolibre",
  name: "Mercado Libre",
  protocol: "oauth2",
  settings: {
    issuer: "https://auth.mercadolibre.com.ar",
  },
  authorization: "{issuer}/authorization",
  token: "https://api.mercadolibre.com/oauth/token",
  scope: "",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.mercadolibre.com/users/me",
  profile: {
    id: "id",
    name: "{first_name} {last_name}|nickname",
    email: "email",
    image: "thumbnail.picture_url",
  },
  console: "https://developers.mercadolibre.com.ar/devcenter",
  notes: ["Set AUTH_MERCADOLIBRE_ISSUER to your country's, such as https://auth.mercadolivre.com.br."],
}
