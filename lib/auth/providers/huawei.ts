import type { OAuth2Provider } from "./types"

export const huawei: OAuth2Provider = {
  id: "huawei",
  name: "HUAWEI ID",
  protocol: "oauth2",
  authorization: "https://oauth-login.cloud.huawei.com/oauth2/v3/authorize",
  token: "https://oauth-login.cloud.huawei.com/oauth2/v3/token",
  pkce: false,
  scope: "openid profile email",
  tokenAuth: "client_secret_post",
  userinfo: "https://account.cloud.huawei.com/rest.php?nsp_svc=GOpen.User.getInfo",
  // Without getNickName, the name is part of the email address or phone number.
  userinfoForm: { access_token: "{access_token}", getNickName: "1" },
  profile: { id: "openID", name: "displayName", email: "email", image: "headPictureURL" },
  ids: "app",
  console: "https://developer.huawei.com/consumer/en/service/josp/agc/index.html",
  color: "#FF0000",
  icon: "huawei",
}
