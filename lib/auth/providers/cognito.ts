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
  // Cognito's /logout (docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html).
  logoutParamNames: { post_logout_redirect_uri: "logout_uri", id_token_hint: null },
  console: "https://console.aws.amazon.com/cognito/",
  color: "#DD344C",
  icon: "amazoncognito@14.15.0",
  examples: { issuer: "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI" },
  notes: [
    "The user pool needs a domain, and the app client needs the authorization code grant and these scopes.",
    "To end Cognito's session too, add the signed-out address to the app client's allowed sign-out URLs.",
  ],
}
