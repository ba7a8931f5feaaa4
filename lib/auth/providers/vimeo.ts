import type { OAuth2Provider } from "./types"

export const vimeo: OAuth2Provider = {
  id: "vimeo",
  name: "Vimeo",
  protocol: "oauth2",
  authorization: "https://api.vimeo.com/oauth/authorize",
  token: "https://api.vimeo.com/oauth/access_token",
  scope: "public",
  tokenAuth: "client_secret_basic",
  userinfo: "https://api.vimeo.com/me",
  headers: { accept: "application/vnd.vimeo.*+json;version=3.4" },
  profile: { id: "id", name: "name", image: "pictures.base_link" },
  hooks: { rawProfile: (response) => ({ ...response, id: lastSegment(response.uri) }) },
  console: "https://developer.vimeo.com/apps",
  color: "#1AB7EA",
  icon: "vimeo",
}

/** The id is the last segment of `/users/152184`. */
function lastSegment(path: unknown): unknown {
  return typeof path === "string" ? path.split("/").at(-1) : null
}
