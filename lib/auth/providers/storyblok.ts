import type { OAuth2Provider } from "./types"

export const storyblok: OAuth2Provider = {
  id: "storyblok",
  name: "Storyblok",
  protocol: "oauth2",
  authorization: "https://app.storyblok.com/oauth/authorize",
  token: "https://app.storyblok.com/oauth/token",
  scope: "read_content",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.storyblok.com/oauth/user_info",
  profile: { id: "user.id", name: "user.friendly_name" },
  console: "https://app.storyblok.com/#/partner/apps",
  color: "#09B3AF",
  icon: "storyblok",
  gates: ["The app is a plugin: users must be in a space on Storyblok's EU servers that has it installed."],
}
