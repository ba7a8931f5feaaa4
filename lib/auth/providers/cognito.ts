import type { OidcProvider } from "./types"

export const cognito: OidcProvider = {
  id: "cognito",
  name: "Amazon Cognito",
  protocol: "oidc",
  settings: { issuer: null },
  scope: "openid profile email",
  profile: {
    id: "sub",
    name: "name|preferred_username|nickname",
    email: "email",
    emailVerified: "email_verified",
    // userinfo says it as text, the ID token does not.
    verifiedValues: ["true"],
    image: "picture",
  },
  console: "https://console.aws.amazon.com/cognito/",
  color: "#DD344C",
  icon: "amazoncognito@14.15.0",
  examples: { issuer: "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI" },
  notes: ["The app client needs a domain for the user pool, the authorization code grant and these scopes."],
}
