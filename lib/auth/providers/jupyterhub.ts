import type { OAuth2Provider } from "./types"

export const jupyterhub: OAuth2Provider = {
  id: "jupyterhub",
  name: "JupyterHub",
  protocol: "oauth2",
  settings: { issuer: null },
  authorization: "{issuer}/hub/api/oauth2/authorize",
  token: "{issuer}/hub/api/oauth2/token",
  // Without the parameter, a token has all scopes that the hub allows the service.
  scope: "",
  tokenAuth: "client_secret_post",
  userinfo: "{issuer}/hub/api/user",
  profile: {
    // A name can be given to another user, who then has another time of creation.
    id: "{created} {name}",
    name: "user_info.display_name|user_info.name|name",
    image: "user_info.avatar_url",
  },
  color: "#F37626",
  examples: { issuer: "https://hub.example.com" },
  notes: [
    "Register the app in jupyterhub_config.py as a service with oauth_redirect_uri and api_token, which is the client secret; the client id is service- and its name, or oauth_client_id.",
    'The service needs oauth_client_allowed_scopes: ["read:users!user"], and its users the scope access:services!service=<name>.',
    "A user who is renamed becomes another user.",
  ],
}
