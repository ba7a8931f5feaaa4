import type { OAuth1Provider } from "./types"

export const flickr: OAuth1Provider = {
  id: "flickr",
  name: "Flickr",
  protocol: "oauth1",
  requestToken: "https://www.flickr.com/services/oauth/request_token",
  authorization: "https://www.flickr.com/services/oauth/authorize",
  token: "https://www.flickr.com/services/oauth/access_token",
  params: { perms: "read" },
  profile: {
    id: "token.user_nsid",
    name: "token.fullname|token.username",
  },
  console: "https://www.flickr.com/services/apps/create/",
  color: "#0063DC",
  icon: "flickr",
}
