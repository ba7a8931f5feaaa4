import type { OAuth2Provider } from "./types"

export const fortyTwoSchool: OAuth2Provider = {
  id: "42-school",
  name: "42 School",
  protocol: "oauth2",
  authorization: "https://api.intra.42.fr/oauth/authorize",
  token: "https://api.intra.42.fr/oauth/token",
  scope: "public",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.intra.42.fr/v2/me",
  profile: { id: "id", name: "usual_full_name|login", email: "email", image: "image.link" },
  console: "https://profile.intra.42.fr/oauth/applications",
  color: "#000000",
  icon: "42",
}
