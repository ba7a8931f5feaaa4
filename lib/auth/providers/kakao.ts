import type { OAuth2Provider } from "./types"

export const kakao: OAuth2Provider = {
  id: "kakao",
  name: "Kakao",
  protocol: "oauth2",
  authorization: "https://kauth.kakao.com/oauth/authorize",
  token: "https://kauth.kakao.com/oauth/token",
  // The console decides: a scope that is not switched on there fails the sign-in.
  scope: "",
  scopeSeparator: ",",
  tokenAuth: "client_secret_post",
  userinfo: "https://kapi.kakao.com/v2/user/me",
  profile: {
    id: "id",
    name: "kakao_account.profile.nickname",
    email: "kakao_account.email",
    emailVerified: "is_email_theirs",
    image: "kakao_account.profile.profile_image_url",
  },
  hooks: { person: (answer) => ({ ...answer, is_email_theirs: isTheirs(answer.kakao_account) }) },
  console: "https://developers.kakao.com/console/app",
  color: "#FFCD00",
  icon: "kakao",
}

/** A verified address may since have passed to somebody else; then it is no longer valid. */
function isTheirs(account: unknown): boolean {
  const { is_email_valid, is_email_verified } = Object(account) as Record<string, unknown>
  return is_email_valid === true && is_email_verified === true
}
