import type { OidcProvider } from "./types"

export const frontegg: OidcProvider = {
  id: "frontegg",
  name: "Frontegg",
  protocol: "oidc",
  reauthentication: "sign-in",
  settings: {
    issuer: null,
  },
  scope: "openid email profile",
  profile: {
    id: "sub",
    name: "name",
    email: "email",
    emailVerified: "email_verified",
    image: "profilePictureUrl",
  },
  discovery: "{issuer}/oauth/.well-known/openid-configuration",
  // The ID token has all claims.
  userinfo: false,
  console: "https://portal.frontegg.com",
  notes: ["Hosted login must be enabled."],
  examples: {
    issuer: "https://app-acme.frontegg.com",
  },
}
