import type { OidcProvider } from "./types"

export const authentik: OidcProvider = {
  id: "authentik",
  name: "authentik",
  protocol: "oidc",
  settings: { issuer: null },
  scope: "openid profile email",
  // Releases before 2025.10 reported every address as verified, and an administrator still can: no flag is used.
  profile: { id: "sub", name: "name|preferred_username", email: "email", image: "picture" },
  color: "#FD4B2D",
  icon: "authentik",
  examples: { issuer: "https://auth.example.com/application/o/my-app/" },
  notes: [
    "The issuer ends with a slash, as authentik shows it.",
    "Choose a signing key in the provider's settings: without one, ID tokens are signed with the client secret.",
  ],
}
