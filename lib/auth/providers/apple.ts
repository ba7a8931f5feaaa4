import type { OidcProvider } from "./types"

export const apple: OidcProvider = {
  id: "apple",
  name: "Apple",
  protocol: "oidc",
  settings: { issuer: "https://appleid.apple.com" },
  scope: "name email",
  tokenAuth: "client_secret_minted",
  // Apple refuses any other way to answer once name or address are asked for.
  responseMode: "form_post",
  userInCallback: true,
  profile: {
    id: "sub",
    // Told once, at the first consent.
    name: "{user.name.firstName} {user.name.lastName}",
    email: "email",
    emailVerified: "email_verified",
    verifiedValues: ["true"],
  },
  console: "https://developer.apple.com/account/resources/identifiers/list/serviceId",
  color: "#000000",
  icon: "apple",
  notes: ["It calls back to https addresses alone, and never to localhost or an IP address."],
}
