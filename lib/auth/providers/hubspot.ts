import type { OAuth2Provider } from "./types"

export const hubspot: OAuth2Provider = {
  id: "hubspot",
  name: "HubSpot",
  protocol: "oauth2",
  authorization: "https://app.hubspot.com/oauth/authorize",
  token: "https://api.hubapi.com/oauth/v3/token",
  scope: "oauth",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.hubapi.com/oauth/v3/token/introspect",
  userinfoForm: { client_id: "{client_id}", client_secret: "{client_secret}", token: "{access_token}" },
  success: "active=true",
  profile: {
    id: "user_id",
    // HubSpot does not say whether the address is verified, and returns no name.
    email: "user",
  },
  console: "https://developers.hubspot.com/",
  color: "#FF7A59",
  icon: "hubspot",
}
