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
    // Authelia reports every address as verified, so its flag is not used.
    email: "email",
    image: "picture",
  },
  color: "#113155",
  icon: "authelia",
  examples: { issuer: "https://authelia.example.com" },
}
