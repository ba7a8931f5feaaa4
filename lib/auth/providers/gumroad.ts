import type { OAuth2Provider } from "./types"

export const gumroad: OAuth2Provider = {
  id: "gumroad",
  name: "Gumroad",
  protocol: "oauth2",
  authorization: "https://gumroad.com/oauth/authorize",
  token: "https://api.gumroad.com/oauth/token",
  scope: "view_profile",
  tokenAuth: "client_secret_post",
  success: "success=true",
  userinfo: "https://api.gumroad.com/v2/user",
  profile: {
    id: "user.user_id",
    name: "user.name|user.display_name",
    // The address may still be unconfirmed.
    email: "user.email",
    // Despite its name this is the picture; the profile page is `url`.
    image: "user.profile_url",
  },
  console: "https://gumroad.com/settings/advanced",
  color: "#FF90E8",
  icon: "gumroad",
}
