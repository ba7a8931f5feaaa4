import type { OAuth2Provider } from "./types"

export const foursquare: OAuth2Provider = {
  id: "foursquare",
  name: "Foursquare",
  protocol: "oauth2",
  authorization: "https://foursquare.com/oauth2/authenticate",
  token: "https://foursquare.com/oauth2/access_token",
  scope: "",
  tokenAuth: "client_secret_post",
  tokenType: "bearer",
  userinfo: "https://api.foursquare.com/v2/users/self?v=20230131&oauth_token={access_token}",
  profile: {
    id: "response.user.id",
    name: "{response.user.firstName} {response.user.lastName}",
    email: "response.user.contact.email",
    image: "{response.user.photo.prefix}original{response.user.photo.suffix}",
  },
  console: "https://foursquare.com/developers/home",
  color: "#3333FF",
  icon: "foursquare",
  gates: ["Users can sign in only to projects that were created before November 2021."],
}
