import type { OAuth2Provider } from "./types"

export const vkLegacy: OAuth2Provider = {
  id: "vk-legacy",
  name: "VK (older apps)",
  protocol: "oauth2",
  settings: { api: "https://api.vk.ru" },
  // Auth.js's vk: apps that are older than VK ID.
  authorization: "https://oauth.vk.ru/authorize",
  token: "https://oauth.vk.ru/access_token",
  // The service answers PKCE parameters with an error.
  pkce: false,
  scope: "email",
  tokenAuth: "client_secret_post",
  tokenType: "bearer",
  // Errors come with status 200, and no error has the code 0.
  success: "error.error_code=0",
  userinfo: "{api}/method/users.get?fields=photo_100&v=5.131",
  profile: {
    id: "response.0.id",
    name: "{response.0.first_name} {response.0.last_name}",
    email: "token.email",
    image: "response.0.photo_100",
  },
  console: "https://id.vk.ru/about/business/go",
  color: "#0077FF",
  icon: "vk",
  gates: ["VK no longer supports this service: new apps are registered with VK ID and use the provider vk."],
  notes: [
    "VK is moving its API to AUTH_VK_LEGACY_API=https://partners.api.vk.ru, whose certificate needs the Russian national root certificate in NODE_EXTRA_CA_CERTS.",
  ],
}
