import type { OAuth2Provider } from "./types"

export const zalo: OAuth2Provider = {
  id: "zalo",
  name: "Zalo",
  protocol: "oauth2",
  authorization: "https://oauth.zaloapp.com/v4/permission",
  token: "https://oauth.zaloapp.com/v4/access_token",
  scope: "",
  paramNames: { client_id: "app_id" },
  tokenAuth: "client_secret_post",
  tokenHeaders: { secret_key: "{client_secret}" },
  tokenParams: { client_secret: null },
  tokenParamNames: { client_id: "app_id" },
  tokenType: "bearer",
  success: "error=0",
  userinfo: "https://graph.zalo.me/v2.0/me?fields=id,name,picture",
  headers: { access_token: "{access_token}" },
  profile: { id: "id", name: "name", image: "picture.data.url" },
  console: "https://developers.zalo.me/apps",
  color: "#0068FF",
  icon: "zalo",
  notes: ["Zalo returns profiles only to servers in Vietnam."],
}
