import type { OAuth2Provider } from "./types"

export const dingtalk: OAuth2Provider = {
  id: "dingtalk",
  name: "DingTalk",
  protocol: "oauth2",
  authorization: "https://login.dingtalk.com/oauth2/auth",
  token: "https://api.dingtalk.com/v1.0/oauth2/userAccessToken",
  pkce: false,
  scope: "openid",
  // Required, and DingTalk has no other value.
  params: { prompt: "consent" },
  codeParam: "authCode",
  tokenAuth: "client_secret_post",
  tokenRequest: "json",
  tokenParamNames: { client_id: "clientId", client_secret: "clientSecret", grant_type: "grantType" },
  tokenParams: { redirect_uri: null },
  tokenPaths: { access_token: "accessToken", refresh_token: "refreshToken", expires_in: "expireIn" },
  tokenType: "bearer",
  userinfo: "https://api.dingtalk.com/v1.0/contact/users/me",
  headers: { "x-acs-dingtalk-access-token": "{access_token}" },
  // `unionId` is the same in all apps of a developer; `openId` differs.
  profile: { id: "unionId", name: "nick", email: "email", image: "avatarUrl" },
  console: "https://open-dev.dingtalk.com",
  gates: ["The app needs the permission Contact.User.Read."],
}
