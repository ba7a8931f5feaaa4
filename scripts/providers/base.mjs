// The providers that pruning never deletes.

/** Any service, configured only by variables; documented in .env.example. */
export const generic = ["oauth1", "oauth2", "oidc"]

/** The local identity servers emulate these. */
const emulated = ["github", "google", "twitter-legacy"]

/** Tests of the engine and of these scripts use these. */
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

export const base = [...generic, ...emulated, ...tested]
