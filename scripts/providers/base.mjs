// The providers that a checkout cannot do without, however few its owner keeps.

/** Any service, by its variables alone; the docs of each are .env.example. */
export const generic = ["oauth1", "oauth2", "oidc"]

/** The local identity servers play them. */
const played = ["github", "google", "twitter-legacy"]

/** Tests of the engine and of these scripts name them. */
const tested = [
  "apple",
  "clerk",
  "discord",
  "keycloak",
  "linear",
  "microsoft-entra-id",
  "okta",
  "slack",
  "vercel",
]

export const base = [...generic, ...played, ...tested]
