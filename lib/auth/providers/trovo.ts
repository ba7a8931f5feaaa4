import type { OAuth2Provider } from "./types"

export const trovo: OAuth2Provider = {
  id: "trovo",
  name: "Trovo",
  protocol: "oauth2",
  authorization: "https://open.trovo.live/page/login.html",
  token: "https://open-api.trovo.live/openplatform/exchangetoken",
  refresh: "https://open-api.trovo.live/openplatform/refreshtoken",
  pkce: false,
  scope: "user_details_self",
  tokenAuth: "client_secret_post",
  tokenRequest: "json",
  tokenHeaders: {
    "client-id": "{client_id}",
  },
  tokenParams: {
    client_id: null,
  },
  tokenType: "bearer",
  userinfo: "https://open-api.trovo.live/openplatform/getuserinfo",
  headers: {
    "client-id": "{client_id}",
    authorization: "OAuth {access_token}",
  },
  profile: {
    id: "userId",
    name: "nickName|userName",
    email: "email",
    image: "profilePic",
  },
  console: "https://developer.trovo.live",
}
