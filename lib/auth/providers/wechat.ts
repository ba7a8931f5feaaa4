import type { OAuth2Provider } from "./types"

export const wechat: OAuth2Provider = {
  id: "wechat",
  name: "WeChat",
  protocol: "oauth2",
  settings: { page: "qrconnect" },
  authorization: "https://open.weixin.qq.com/connect/{page}",
  token: "https://api.weixin.qq.com/sns/oauth2/access_token",
  refresh: "https://api.weixin.qq.com/sns/oauth2/refresh_token",
  scope: "snsapi_login",
  scopeSeparator: ",",
  paramNames: {
    client_id: "appid",
  },
  // WeChat requires the documented parameters in their order, and PKCE is not among them.
  pkce: false,
  tokenAuth: "client_secret_post",
  tokenRequest: "query",
  tokenParamNames: {
    client_id: "appid",
    client_secret: "secret",
  },
  tokenFormat: "json",
  tokenType: "bearer",
  success: "errcode=0",
  invalidGrant: ["errcode=40030", "errcode=42002"],
  // WeChat accepts the access token only in the URL.
  userinfo:
    "https://api.weixin.qq.com/sns/userinfo?lang=zh_CN&access_token={access_token}&openid={token.openid}",
  profile: {
    // Only an account at the WeChat Open Platform has a `unionid`; `openid` identifies the user in one app.
    id: "unionid|token.unionid|openid",
    // An app that is bound to the Open Platform later.
    formerId: "openid",
    name: "nickname",
    image: "headimgurl",
  },
  hooks: { authorization: sortParameters },
  console: "https://open.weixin.qq.com",
  color: "#07C160",
  icon: "wechat",
  notes: [
    "The callback address must be on the domain that the app was approved for.",
    "For pages inside the WeChat app, set AUTH_WECHAT_PAGE=oauth2/authorize and AUTH_WECHAT_SCOPE=snsapi_userinfo.",
    "Bind the app to an account of the WeChat Open Platform, so that its users have the same id in all your apps.",
  ],
}

/** WeChat requires its parameters in the documented, alphabetical order, and this fragment. */
function sortParameters(url: URL): void {
  url.searchParams.sort()
  url.hash = "wechat_redirect"
}
