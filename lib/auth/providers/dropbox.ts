import type { OAuth2Provider } from "./types"

export const dropbox: OAuth2Provider = {
  id: "dropbox",
  name: "Dropbox",
  protocol: "oauth2",
  authorization: "https://www.dropbox.com/oauth2/authorize",
  token: "https://api.dropboxapi.com/oauth2/token",
  scope: "account_info.read",
  // dropbox.tech/developers/using-oauth-2-0-with-offline-access
  offline: { params: { token_access_type: "offline" } },
  tokenAuth: "client_secret_basic",
  userinfo: "https://api.dropboxapi.com/2/users/get_current_account",
  userinfoForm: {},
  profile: {
    id: "account_id",
    name: "name.display_name",
    email: "email",
    emailVerified: "email_verified",
    image: "profile_photo_url",
  },
  console: "https://www.dropbox.com/developers/apps",
  color: "#0061FF",
  icon: "dropbox",
}
