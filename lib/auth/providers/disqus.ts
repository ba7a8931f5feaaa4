import type { OAuth2Provider } from "./types"

export const disqus: OAuth2Provider = {
  id: "disqus",
  name: "Disqus",
  protocol: "oauth2",
  authorization: "https://disqus.com/api/oauth/2.0/authorize/",
  token: "https://disqus.com/api/oauth/2.0/access_token/",
  pkce: false,
  scope: "read email",
  scopeSeparator: ",",
  tokenAuth: "client_secret_post",
  success: "code=0",
  // Disqus documents no header for the access token.
  userinfo:
    "https://disqus.com/api/3.0/users/details.json?access_token={access_token}&api_key={client_id}&api_secret={client_secret}",
  profile: {
    id: "response.id",
    name: "response.name|response.username",
    email: "response.email",
    image: "response.avatar.permalink",
  },
  console: "https://disqus.com/api/applications/",
  color: "#2E9FFF",
  icon: "disqus",
}
