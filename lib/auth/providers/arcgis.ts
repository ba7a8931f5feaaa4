import type { OAuth2Provider } from "./types"

export const arcgis: OAuth2Provider = {
  id: "arcgis",
  name: "ArcGIS",
  protocol: "oauth2",
  // A self-hosted portal has a path: https://gis.example.com/portal.
  settings: { issuer: "https://www.arcgis.com" },
  authorization: "{issuer}/sharing/rest/oauth2/authorize",
  token: "{issuer}/sharing/rest/oauth2/token",
  scope: "",
  tokenAuth: "client_secret_post",
  tokenType: "bearer",
  // Only an error response has a code.
  success: "error.code=0",
  userinfo: "{issuer}/sharing/rest/community/self?f=json",
  headers: { "x-esri-authorization": "Bearer {access_token}" },
  profile: {
    id: "id",
    name: "fullName|username",
    email: "email",
  },
  console: "https://www.arcgis.com/home/content.html",
  color: "#2C7AC3",
  icon: "arcgis",
}
