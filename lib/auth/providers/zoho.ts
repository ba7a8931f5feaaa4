import type { OAuth2Provider } from "./types"

export const zoho: OAuth2Provider = {
  id: "zoho",
  name: "Zoho",
  protocol: "oauth2",
  // Each data centre has its own issuer: https://accounts.zoho.eu, https://accounts.zoho.in, …
  settings: { issuer: "https://accounts.zoho.com" },
  authorization: "{issuer}/oauth/v2/auth",
  token: "{issuer}/oauth/v2/token",
  scope: "AaaServer.profile.Read",
  scopeSeparator: ",",
  tokenAuth: "client_secret_post",
  tokenType: "bearer",
  userinfo: "{issuer}/oauth/user/info",
  profile: {
    id: "ZUID",
    name: "{First_Name} {Last_Name}|Display_Name",
    email: "Email",
  },
  console: "https://api-console.zoho.com",
  color: "#E42527",
  icon: "zoho",
  notes: ["Only users of the data centre in AUTH_ZOHO_ISSUER can sign in."],
}
