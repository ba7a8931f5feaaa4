import type { OidcProvider } from "./types"

export const tailscale: OidcProvider = {
  id: "tailscale",
  name: "Tailscale",
  protocol: "oidc",
  reauthentication: "sign-in",
  settings: {
    issuer: null,
  },
  scope: "openid profile email",
  // tsidp's `email` is the login name, which may look like ann@github.
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
  notes: ["Run tsidp in your tailnet, where the app can reach it."],
}
