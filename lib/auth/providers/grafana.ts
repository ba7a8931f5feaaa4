import type { OAuth2Provider } from "./types"

export const grafana: OAuth2Provider = {
  id: "grafana",
  name: "Grafana Cloud",
  protocol: "oauth2",
  authorization: "https://grafana.com/oauth2/authorize",
  token: "https://grafana.com/api/oauth2/token",
  pkce: false,
  scope: "user:email",
  tokenAuth: "client_secret_basic",
  userinfo: "https://grafana.com/api/oauth2/user",
  profile: {
    id: "id",
    name: "name|username",
    // Grafana does not say whether the address is verified.
    email: "email",
  },
  color: "#F46800",
  icon: "grafana",
}
