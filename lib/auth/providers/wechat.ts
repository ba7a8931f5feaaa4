import type { OAuth2Provider } from "./types"

export const wechat: OAuth2Provider = {
  id: "wechat",
  name: "WeChat",
  protocol: "oauth2",
  // For pages inside the WeChat app: oauth2/authorize, with the scope snsapi_userinfo
  settings: { page: "qrconnect" },
  authorization: "https://open.weixin.qq.com/connect/{page}",
  token: "https://api.weixin.qq.com/sns/oauth2/access_token",
  scope: "snsapi_login",
  scopeSeparator: ",",
  paramNames: {
    client_id: "appid",
  },
  tokenAuth: "client_secret_post",
  tokenRequest: "query",
  tokenParamNames: {
    client_id: "appid",
    client_secret: "secret",
  },
  tokenFormat: "json",
  tokenType: "bearer",
  success: "errcode=0",
  // WeChat accepts the access token only in the URL.
  userinfo:
    "https://api.weixin.qq.com/sns/userinfo?lang=zh_CN&access_token={access_token}&openid={token.openid}",
  profile: {
    // `openid` differs between the apps of one owner.
    id: "unionid",
    name: "nickname",
    image: "headimgurl",
  },
  hooks: { authorization: sortParameters },
  console: "https://open.weixin.qq.com",
  color: "#07C160",
  icon: "wechat",
  notes: ["The callback address must be on the domain that the app was approved for."],
}

/** WeChat requires its parameters in the documented, alphabetical order, and this fragment. */
function sortParameters(url: URL): void {
  url.searchParams.sort()
  url.hash = "wechat_redirect"
}
