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
    // Userinfo has the flag as a string, the ID token as a boolean.
    verifiedValues: ["true"],
    image: "picture",
  },
  console: "https://console.aws.amazon.com/cognito/",
  color: "#DD344C",
  icon: "amazoncognito@14.15.0",
  examples: { issuer: "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI" },
  notes: [
    "The user pool needs a domain, and the app client needs the authorization code grant and these scopes.",
  ],
}
