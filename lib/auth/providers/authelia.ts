import type { OidcProvider } from "./types"

export const authelia: OidcProvider = {
  id: "authelia",
  name: "Authelia",
  protocol: "oidc",
  settings: { issuer: null },
  scope: "openid profile email",
  profile: {
    id: "sub",
    name: "name|preferred_username",
    // Authelia assumes that every address is verified.
    email: "email",
    image: "picture",
  },
  color: "#113155",
  icon: "authelia",
  examples: { issuer: "https://authelia.example.com" },
}
