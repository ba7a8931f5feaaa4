import type { OidcProvider } from "./types"

export const twitch: OidcProvider = {
  id: "twitch",
  name: "Twitch",
  protocol: "oidc",
  reauthentication: "sign-in",
  settings: {
    issuer: "https://id.twitch.tv/oauth2",
  },
  scope: "openid user:read:email",
  // Without it, the ID token and userinfo contain little more than `sub`.
  params: {
    claims: JSON.stringify({
      userinfo: { email: null, email_verified: null, picture: null, preferred_username: null },
    }),
  },
  tokenAuth: "client_secret_post",
  console: "https://dev.twitch.tv/console/apps",
  color: "#9146FF",
  icon: "twitch",
}
