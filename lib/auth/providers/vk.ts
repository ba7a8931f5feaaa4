import type { OAuth2Provider } from "./types"

export const vk: OAuth2Provider = {
  id: "vk",
  name: "VK",
  protocol: "oauth2",
  // VK ID, on vk.ru since September 2025. The older service, which Auth.js calls vk, is vk-legacy here.
  authorization: "https://id.vk.ru/authorize",
  token: "https://id.vk.ru/oauth2/auth",
  scope: "email",
  tokenAuth: "none",
  repeatedParams: ["device_id", "state"],
  userinfo: "https://id.vk.ru/oauth2/user_info",
  userinfoForm: { access_token: "{access_token}", client_id: "{client_id}" },
  profile: {
    id: "user.user_id",
    name: "{user.first_name} {user.last_name}",
    email: "user.email",
    image: "user.avatar",
  },
  hooks: {
    // A refresh needs this sign-in's device_id, which is not stored, so the refresh token is of no use.
    tokenResponse: (response) => ({ ...response, refresh_token: undefined }),
  },
  console: "https://id.vk.ru/about/business/go",
  color: "#0077FF",
  icon: "vk",
  gates: ["VK registers apps only for a business profile that is confirmed in VK Business ID."],
  notes: ["Apps that are older than VK ID use the provider vk-legacy."],
}
