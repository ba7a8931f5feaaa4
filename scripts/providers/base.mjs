// The providers that pruning never deletes.

/** Any service, configured only by variables; documented in .env.example. */
export const generic = ["oauth1", "oauth2", "oidc"]

/** The local identity servers emulate these. */
const emulated = ["github", "google", "twitter-legacy"]

/** End-to-end tests of posted authorization responses use its emulator. */
const tested = ["apple"]

export const base = [...generic, ...emulated, ...tested]
