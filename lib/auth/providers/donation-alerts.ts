import type { OAuth2Provider } from "./types"

export const donationAlerts: OAuth2Provider = {
  id: "donation-alerts",
  name: "DonationAlerts",
  protocol: "oauth2",
  authorization: "https://www.donationalerts.com/oauth/authorize",
  token: "https://www.donationalerts.com/oauth/token",
  pkce: false,
  scope: "oauth-user-show",
  tokenAuth: "client_secret_post",
  userinfo: "https://www.donationalerts.com/api/v1/user/oauth",
  profile: {
    id: "data.id",
    name: "data.name|data.code",
    email: "data.email",
    image: "data.avatar",
  },
  console: "https://www.donationalerts.com/application/clients",
}
