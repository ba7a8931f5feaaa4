import type { OAuth2Provider } from "./types"

export const netsuite: OAuth2Provider = {
  id: "netsuite",
  name: "Oracle NetSuite",
  protocol: "oauth2",
  settings: {
    account_id: null,
    userinfo: null,
  },
  authorization: "https://{account_id}.app.netsuite.com/app/login/oauth2/authorize.nl",
  token: "https://{account_id}.suitetalk.api.netsuite.com/services/rest/auth/oauth2/v1/token",
  scope: "restlets",
  tokenAuth: "client_secret_basic",
  userinfo: "{userinfo}",
  profile: {
    id: "id",
    name: "name",
    email: "email",
  },
  color: "#181A1B",
  examples: {
    account_id: "1234567-sb1",
    userinfo: "https://1234567-sb1.restlets.api.netsuite.com/app/site/hosting/restlet.nl?script=1&deploy=1",
  },
  gates: ["NetSuite has no userinfo endpoint: deploy a RESTlet that returns N/runtime's getCurrentUser()."],
}
