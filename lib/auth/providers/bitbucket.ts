import type { OAuth2Provider } from "./types"

export const bitbucket: OAuth2Provider = {
  id: "bitbucket",
  name: "Bitbucket",
  protocol: "oauth2",
  authorization: "https://bitbucket.org/site/oauth2/authorize",
  token: "https://bitbucket.org/site/oauth2/access_token",
  scope: "account email",
  tokenAuth: "client_secret_basic",
  userinfo: "https://api.bitbucket.org/2.0/user",
  extraRequests: {
    emails: "https://api.bitbucket.org/2.0/user/emails",
  },
  profile: {
    id: "account_id",
    name: "display_name|username",
    email: "emails.values[is_primary=true].email",
    emailVerified: "emails.values[is_primary=true].is_confirmed",
    image: "links.avatar.href",
  },
  console: "https://support.atlassian.com/bitbucket-cloud/docs/use-oauth-on-bitbucket-cloud/",
  color: "#0052CC",
  icon: "bitbucket",
  notes: ["In a workspace's settings, add an OAuth consumer with the permissions Account: Email and Read."],
}
