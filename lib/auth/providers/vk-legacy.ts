import type { OAuth2Provider } from "./types"

export const vkLegacy: OAuth2Provider = {
  id: "vk-legacy",
  name: "VK (older apps)",
  protocol: "oauth2",
  // Auth.js's vk: apps that are older than VK ID.
  authorization: "https://oauth.vk.com/authorize",
  token: "https://oauth.vk.com/access_token",
  scope: "email",
  tokenAuth: "client_secret_post",
  tokenType: "bearer",
  // Errors come with status 200, and no error has the code 0.
  success: "error.error_code=0",
  userinfo: "https://api.vk.com/method/users.get?fields=photo_100&v=5.131",
  profile: {
    id: "response.0.id",
    name: "{response.0.first_name} {response.0.last_name}",
    email: "token.email",
    image: "response.0.photo_100",
  },
  console: "https://vk.com/apps?act=manage",
  color: "#0077FF",
  icon: "vk",
  notes: ["New apps are registered with VK ID and use the provider vk."],
}
