import type { OAuth2Provider } from "./types"

export const pinterest: OAuth2Provider = {
  id: "pinterest",
  name: "Pinterest",
  protocol: "oauth2",
  authorization: "https://www.pinterest.com/oauth/",
  token: "https://api.pinterest.com/v5/oauth/token",
  scope: "user_accounts:read",
  scopeSeparator: ",",
  tokenAuth: "client_secret_basic",
  userinfo: "https://api.pinterest.com/v5/user_account",
  profile: {
    // The user name is no id: it can change and be given up.
    id: "id",
    name: "username",
    image: "profile_image",
  },
  console: "https://developers.pinterest.com/apps/",
  color: "#BD081C",
  icon: "pinterest",
}
