import type { OAuth2Provider } from "./types"

export const openEdx: OAuth2Provider = {
  id: "open-edx",
  name: "Open edX",
  protocol: "oauth2",
  settings: { issuer: null },
  authorization: "{issuer}/oauth2/authorize",
  token: "{issuer}/oauth2/access_token",
  scope: "profile email",
  tokenAuth: "client_secret_post",
  // Neither documented nor sent by allauth or Open edX's own client.
  pkce: false,
  userinfo: "{issuer}/api/user/v1/me",
  extraRequests: { account: "{issuer}/api/user/v1/accounts/{username}" },
  profile: {
    // A user cannot change it, and it stays reserved after the account is deleted (username_exists_or_retired of edx-platform).
    id: "username",
    name: "account.name|username",
    email: "account.email",
    image: "account.profile_image.image_url_full",
  },
  examples: { issuer: "https://courses.example.com" },
  notes: ["Create the application in the Django administration of the LMS, under Django OAuth Toolkit."],
}
