import type { OAuth2Provider } from "./types"

export const nextcloud: OAuth2Provider = {
  id: "nextcloud",
  name: "Nextcloud",
  protocol: "oauth2",
  settings: { issuer: null },
  authorization: "{issuer}/apps/oauth2/authorize",
  token: "{issuer}/apps/oauth2/api/v1/token",
  scope: "",
  tokenAuth: "client_secret_basic",
  userinfo: "{issuer}/ocs/v2.php/cloud/user?format=json",
  headers: { "ocs-apirequest": "true" },
  profile: {
    // The login name. The API has no other id of an account.
    id: "ocs.data.id",
    name: "ocs.data.display-name",
    email: "ocs.data.email",
    image: "{issuer}/avatar/{ocs.data.id}/512",
  },
  ids: "name",
  color: "#0082C9",
  icon: "nextcloud",
  examples: { issuer: "https://cloud.example.com" },
}
