import type { OAuth2Provider } from "./types"

export const docusign: OAuth2Provider = {
  id: "docusign",
  name: "Docusign",
  protocol: "oauth2",
  // For developer accounts: https://account-d.docusign.com
  settings: { issuer: "https://account.docusign.com" },
  authorization: "{issuer}/oauth/auth",
  token: "{issuer}/oauth/token",
  scope: "signature",
  tokenAuth: "client_secret_basic",
  userinfo: "{issuer}/oauth/userinfo",
  profile: {
    id: "sub",
    name: "name",
    email: "email",
  },
  console: "https://apps.docusign.com/admin/apps-and-keys",
  color: "#FFCC22",
  icon: "docusign@12.4.0",
  gates: ["Only developer accounts can sign in until the app has passed the go-live review."],
}
