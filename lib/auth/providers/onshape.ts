import type { OAuth2Provider } from "./types"

export const onshape: OAuth2Provider = {
  id: "onshape",
  name: "Onshape",
  protocol: "oauth2",
  authorization: "https://oauth.onshape.com/oauth/authorize",
  token: "https://oauth.onshape.com/oauth/token",
  // An app gets the scopes that it was registered with.
  scope: "",
  tokenAuth: "client_secret_post",
  userinfo: "https://cad.onshape.com/api/users/sessioninfo",
  profile: {
    id: "id",
    name: "name",
    email: "email",
    image: "image",
  },
  console: "https://dev-portal.onshape.com",
  notes: ["Names and email addresses need the permission to read the profile."],
}
