import type { OAuth2Provider } from "./types"

export const stackexchange: OAuth2Provider = {
  id: "stackexchange",
  name: "Stack Exchange",
  protocol: "oauth2",
  // The site whose profile is read. The account is the same on every site.
  settings: { site: "stackoverflow" },
  authorization: "https://stackoverflow.com/oauth",
  token: "https://stackoverflow.com/oauth/access_token/json",
  scope: "",
  scopeSeparator: ",",
  tokenAuth: "client_secret_post",
  tokenType: "bearer",
  userinfo: "https://api.stackexchange.com/2.3/me?site={site}",
  profile: {
    id: "items.0.account_id",
    name: "items.0.display_name",
    image: "items.0.profile_image",
  },
  console: "https://stackapps.com/apps/oauth",
  color: "#1E5397",
  icon: "stackexchange",
  notes: ["Only users with a profile on the site in AUTH_STACKEXCHANGE_SITE can sign in."],
}
