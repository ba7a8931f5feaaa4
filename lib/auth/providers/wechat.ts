import type { OAuth2Provider } from "./types"

export const wechat: OAuth2Provider = {
  id: "wechat",
  name: "WeChat",
  protocol: "oauth2",
  // For pages inside the WeChat app: oauth2/authorize, with the scope snsapi_userinfo.
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
  // It takes the token in the address alone.
  userinfo:
    "https://api.weixin.qq.com/sns/userinfo?lang=zh_CN&access_token={access_token}&openid={token.openid}",
  profile: {
    // The openid is another one for each of an owner's apps.
    id: "unionid",
    name: "nickname",
    image: "headimgurl",
  },
  hooks: { authorization: asDocumented },
  console: "https://open.weixin.qq.com",
  color: "#07C160",
  icon: "wechat",
  notes: ["It calls back to the domain that the app was approved for, and nowhere else."],
}

/** WeChat demands its parameters in the order that it documents, which is the alphabet's, and this fragment. */
function asDocumented(url: URL): void {
  url.searchParams.sort()
  url.hash = "wechat_redirect"
}
