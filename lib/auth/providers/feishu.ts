import type { OAuth2Provider } from "./types"

export const feishu: OAuth2Provider = {
  id: "feishu",
  name: "Feishu",
  protocol: "oauth2",
  // For Lark, the international version: larksuite.com
  settings: { domain: "feishu.cn" },
  authorization: "https://accounts.{domain}/open-apis/authen/v1/authorize",
  token: "https://open.{domain}/open-apis/authen/v2/oauth/token",
  scope: "",
  tokenAuth: "client_secret_post",
  tokenRequest: "json",
  success: "code=0",
  userinfo: "https://open.{domain}/open-apis/authen/v1/user_info",
  profile: {
    // `open_id` differs between the apps of one owner.
    id: "data.union_id",
    name: "data.name",
    email: "data.enterprise_email|data.email",
    image: "data.avatar_url",
  },
  console: "https://open.feishu.cn/app",
  notes: ["Email addresses need the permission to read the user's email."],
}
