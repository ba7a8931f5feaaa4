import type { OAuth2Provider } from "./types"

export const clickUp: OAuth2Provider = {
  id: "click-up",
  name: "ClickUp",
  protocol: "oauth2",
  authorization: "https://app.clickup.com/api",
  token: "https://api.clickup.com/api/v2/oauth/token",
  // ClickUp has no scopes: the visitor chooses which workspaces the app may see.
  scope: "",
  tokenAuth: "client_secret_post",
  tokenType: "bearer",
  userinfo: "https://api.clickup.com/api/v2/user",
  profile: { id: "user.id", name: "user.username", email: "user.email", image: "user.profilePicture" },
  console: "https://app.clickup.com/settings/apps",
  color: "#7B68EE",
  icon: "clickup",
  gates: ["A workspace's owner or administrator must register the app."],
}
