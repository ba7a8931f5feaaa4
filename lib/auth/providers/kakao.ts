import type { OAuth2Provider } from "./types"

export const kakao: OAuth2Provider = {
  id: "kakao",
  name: "Kakao",
  protocol: "oauth2",
  authorization: "https://kauth.kakao.com/oauth/authorize",
  token: "https://kauth.kakao.com/oauth/token",
  // The scopes are set in the console: a request for one that is not enabled there fails.
  scope: "",
  scopeSeparator: ",",
  tokenAuth: "client_secret_post",
  userinfo: "https://kapi.kakao.com/v2/user/me",
  profile: {
    id: "id",
    name: "kakao_account.profile.nickname",
    email: "kakao_account.email",
    emailVerified: "is_email_current",
    image: "kakao_account.profile.profile_image_url",
  },
  hooks: { rawProfile: (response) => ({ ...response, is_email_current: isCurrent(response.kakao_account) }) },
  ids: "app",
  console: "https://developers.kakao.com/console/app",
  color: "#FFCD00",
  icon: "kakao",
  gates: ["Email addresses need a business app, which Kakao verifies."],
}

/** A verified address is no longer valid once another Kakao account uses it. */
function isCurrent(account: unknown): boolean {
  const { is_email_valid, is_email_verified } = Object(account) as Record<string, unknown>
  return is_email_valid === true && is_email_verified === true
}
