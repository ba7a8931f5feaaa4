import type { OAuth2Provider } from "./types"

export const reddit: OAuth2Provider = {
  id: "reddit",
  name: "Reddit",
  protocol: "oauth2",
  authorization: "https://www.reddit.com/api/v1/authorize",
  token: "https://www.reddit.com/api/v1/access_token",
  scope: "identity",
  scopeSeparator: ",",
  tokenAuth: "client_secret_basic",
  userinfo: "https://oauth.reddit.com/api/v1/me",
  // Reddit turns away programs that do not name themselves.
  tokenHeaders: { "user-agent": "web:{client_id}:1" },
  headers: { "user-agent": "web:{client_id}:1" },
  profile: {
    id: "id",
    name: "name",
    image: "icon_img",
  },
  hooks: { person: (answer) => ({ ...answer, icon_img: unescaped(answer.icon_img) }) },
  console: "https://www.reddit.com/prefs/apps/",
  color: "#FF4500",
  icon: "reddit",
}

/** Pictures come with their address escaped for HTML. */
function unescaped(address: unknown): unknown {
  return typeof address === "string" ? address.replaceAll("&amp;", "&") : address
}
