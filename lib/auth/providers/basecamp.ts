import type { OAuth2Provider } from "./types"

export const basecamp: OAuth2Provider = {
  id: "basecamp",
  name: "Basecamp",
  protocol: "oauth2",
  authorization: "https://launchpad.37signals.com/authorization/new",
  token: "https://launchpad.37signals.com/authorization/token",
  scope: "",
  params: {
    type: "web_server",
  },
  tokenAuth: "client_secret_post",
  tokenType: "bearer",
  tokenParams: {
    type: "web_server",
  },
  userinfo: "https://launchpad.37signals.com/authorization.json",
  profile: {
    id: "identity.id",
    name: "{identity.first_name} {identity.last_name}",
    email: "identity.email_address",
  },
  console: "https://launchpad.37signals.com/integrations",
  color: "#1D2D35",
  icon: "basecamp",
}
