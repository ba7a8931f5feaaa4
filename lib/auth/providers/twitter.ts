import type { OAuth2Provider } from "./types"

export const twitter: OAuth2Provider = {
  id: "twitter",
  name: "X",
  protocol: "oauth2",
  authorization: "https://x.com/i/oauth2/authorize",
  token: "https://api.x.com/2/oauth2/token",
  scope: "users.read tweet.read users.email",
  // docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code
  offline: { scope: "offline.access" },
  invalidGrant: ["error_description=Value passed for the token was invalid."],
  tokenAuth: "client_secret_basic",
  userinfo: "https://api.x.com/2/users/me?user.fields=profile_image_url,confirmed_email",
  profile: {
    id: "data.id",
    name: "data.name",
    email: "data.confirmed_email",
    emailVerified: "confirmed",
    image: "data.profile_image_url",
  },
  // X has no flag: it returns only a confirmed address.
  hooks: { rawProfile: (response) => ({ ...response, confirmed: true }) },
  console: "https://console.x.com",
  color: "#000000",
  icon: "x",
  gates: ["X charges for each request to its API: buy credits in the console."],
  localhost: "127.0.0.1",
  notes: ["Email addresses must be enabled in the app's user authentication settings."],
}
