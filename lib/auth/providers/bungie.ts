import type { OAuth2Provider } from "./types"

export const bungie: OAuth2Provider = {
  id: "bungie",
  name: "Bungie",
  protocol: "oauth2",
  settings: {
    api_key: null,
  },
  authorization: "https://www.bungie.net/en/OAuth/Authorize",
  token: "https://www.bungie.net/platform/app/oauth/token/",
  scope: "",
  tokenAuth: "client_secret_basic",
  userinfo: "https://www.bungie.net/platform/User/GetMembershipsForCurrentUser/",
  headers: {
    "x-api-key": "{api_key}",
  },
  success: "ErrorCode=1",
  invalidGrant: [
    "error_description=RefreshTokenExpired",
    "error_description=ProvidedTokenNotValidRefreshToken",
    "error_description=AuthorizationRecordExpired",
    "error_description=AuthorizationRecordRevoked",
  ],
  profile: {
    id: "Response.bungieNetUser.membershipId",
    name: "Response.bungieNetUser.displayName",
    image: "https://www.bungie.net{Response.bungieNetUser.profilePicturePath}",
  },
  console: "https://www.bungie.net/en/Application",
  color: "#0075BB",
  icon: "bungie",
  examples: {
    api_key: "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
  },
  localhost: "https",
}
