import type { OAuth2Provider } from "./types"

export const tiktok: OAuth2Provider = {
  id: "tiktok",
  name: "TikTok",
  protocol: "oauth2",
  authorization: "https://www.tiktok.com/v2/auth/authorize/",
  token: "https://open.tiktokapis.com/v2/oauth/token/",
  scope: "user.info.basic",
  scopeSeparator: ",",
  paramNames: {
    client_id: "client_key",
  },
  tokenAuth: "client_secret_post",
  tokenParamNames: {
    client_id: "client_key",
  },
  tokenType: "bearer",
  success: "error.code=ok",
  userinfo: "https://open.tiktokapis.com/v2/user/info/?fields=open_id,union_id,avatar_url,display_name",
  profile: {
    id: "data.user.open_id",
    name: "data.user.display_name",
    image: "data.user.avatar_url",
  },
  ids: "app",
  console: "https://developers.tiktok.com/apps/",
  color: "#000000",
  icon: "tiktok",
  gates: ["TikTok reviews each app: until then only test users of its sandbox can sign in."],
  localhost: "https",
}
