import type { OAuth2Provider } from "./types"

export const gitee: OAuth2Provider = {
  id: "gitee",
  name: "Gitee",
  protocol: "oauth2",
  authorization: "https://gitee.com/oauth/authorize",
  token: "https://gitee.com/oauth/token",
  scope: "user_info emails",
  tokenAuth: "client_secret_post",
  userinfo: "https://gitee.com/api/v5/user",
  extraRequests: { emails: "https://gitee.com/api/v5/emails" },
  profile: {
    id: "id",
    name: "name|login",
    email: "primary.email",
    emailVerified: "primary.state",
    verifiedValues: ["confirmed"],
    image: "avatar_url",
  },
  hooks: { rawProfile: (response) => ({ ...response, primary: primaryEmail(response.emails) }) },
  console: "https://gitee.com/oauth/applications",
  color: "#C71D23",
  icon: "gitee",
}

/** An address has a list of purposes: `["primary", "notified"]`. */
function primaryEmail(emails: unknown): unknown {
  const list: unknown[] = Array.isArray(emails) ? emails : []
  return list.find((entry) => [Object(entry).scope].flat().includes("primary"))
}
