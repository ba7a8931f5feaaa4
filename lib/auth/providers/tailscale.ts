import type { OidcProvider } from "./types"

export const tailscale: OidcProvider = {
  id: "tailscale",
  name: "Tailscale",
  protocol: "oidc",
  settings: {
    issuer: null,
  },
  scope: "openid profile email",
  // What tsidp gives as email is the login name, which may look like ann@github.
  profile: {
    id: "sub",
    name: "name|username",
    image: "picture",
  },
  color: "#242424",
  icon: "tailscale",
  examples: {
    issuer: "https://idp.example.ts.net",
  },
  notes: ["It needs tsidp in your tailnet, and the app within its reach."],
}
