import type { OAuth2Provider } from "./types"

export const eventbrite: OAuth2Provider = {
  id: "eventbrite",
  name: "Eventbrite",
  protocol: "oauth2",
  authorization: "https://www.eventbrite.com/oauth/authorize",
  token: "https://www.eventbrite.com/oauth/token",
  // Eventbrite has no scopes: an app may do everything that its user may.
  scope: "",
  tokenAuth: "client_secret_post",
  userinfo: "https://www.eventbriteapi.com/v3/users/me/",
  profile: {
    id: "id",
    name: "name",
    email: "emails[primary=true].email",
    emailVerified: "emails[primary=true].verified",
    image: "https://img.evbuc.com/https%3A%2F%2Fcdn.evbuc.com%2Fimages%2F{image_id}%2F1%2Foriginal.jpg",
  },
  console: "https://www.eventbrite.com/account-settings/apps",
  color: "#F05537",
  icon: "eventbrite@14.15.0",
}
