import type { OAuth2Provider } from "./types"

export const reddit: OAuth2Provider = {
  id: "reddit",
  name: "Reddit",
  protocol: "oauth2",
  authorization: "https://www.reddit.com/api/v1/authorize",
  token: "https://www.reddit.com/api/v1/access_token",
  scope: "identity",
  scopeSeparator: ",",
  // github.com/reddit-archive/reddit/wiki/OAuth2
  offline: { params: { duration: "permanent" } },
  tokenAuth: "client_secret_basic",
  userinfo: "https://oauth.reddit.com/api/v1/me",
  // Reddit rejects clients without a descriptive user agent.
  tokenHeaders: { "user-agent": "web:{client_id}:1" },
  headers: { "user-agent": "web:{client_id}:1" },
  profile: {
    id: "id",
    name: "name",
    image: "icon_img",
  },
  hooks: { rawProfile: (response) => ({ ...response, icon_img: unescapeHtml(response.icon_img) }) },
  console: "https://www.reddit.com/prefs/apps/",
  color: "#FF4500",
  icon: "reddit",
  gates: ["Since November 2025 Reddit must approve an app before it issues keys: request access first."],
}

/** Reddit escapes the URL of a picture for HTML. */
function unescapeHtml(url: unknown): unknown {
  return typeof url === "string" ? url.replaceAll("&amp;", "&") : url
}
