import type { OAuth2Provider } from "./types"

export const naver: OAuth2Provider = {
  id: "naver",
  name: "Naver",
  protocol: "oauth2",
  authorization: "https://nid.naver.com/oauth2.0/authorize",
  token: "https://nid.naver.com/oauth2.0/token",
  scope: "",
  tokenAuth: "client_secret_post",
  repeatedParams: ["state"],
  success: "resultcode=00",
  userinfo: "https://openapi.naver.com/v1/nid/me",
  profile: {
    id: "response.id",
    name: "response.name|response.nickname",
    email: "response.email",
    image: "response.profile_image",
  },
  ids: "app",
  console: "https://developers.naver.com/apps/",
  color: "#03C75A",
  icon: "naver",
}
