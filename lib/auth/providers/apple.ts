import type { OidcProvider } from "./types"

export const apple: OidcProvider = {
  id: "apple",
  name: "Apple",
  protocol: "oidc",
  settings: { issuer: "https://appleid.apple.com" },
  scope: "name email",
  tokenAuth: "client_secret_minted",
  // Apple requires form_post when the scope includes name or email.
  responseMode: "form_post",
  userInCallback: true,
  profile: {
    id: "sub",
    // Apple sends the name only once, with the first consent.
    name: "{user.name.firstName} {user.name.lastName}",
    email: "email",
    emailVerified: "email_verified",
    verifiedValues: ["true"],
  },
  console: "https://developer.apple.com/account/resources/identifiers/list/serviceId",
  color: "#000000",
  icon: "apple",
  localhost: "https",
}
