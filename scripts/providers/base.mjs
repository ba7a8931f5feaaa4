// The providers that pruning never deletes.

/** Any service, configured only by variables; documented in .env.example. */
export const generic = ["oauth1", "oauth2", "oidc"]

/** The tests of the pages sign in at their emulators. */
export const emulatedForTests = ["github", "google"]

/** The engine's own tests also use the emulators of these, for OAuth 1.0a and for posted authorization responses. */
const engineTests = ["twitter-legacy", "apple"]

export const base = [...generic, ...emulatedForTests, ...engineTests]
