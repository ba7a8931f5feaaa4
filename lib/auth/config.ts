// What an owner may change.

export const config = {
  /** The pages that the engine sends visitors to. */
  pages: {
    signIn: "/signin",
    signOut: "/signout",
    afterSignIn: "/dashboard",
    afterSignOut: "/",
    accounts: "/dashboard/accounts",
  },
  /** Which of the two callback addresses is sent to providers; both are always answered. */
  callback: "/api/auth/:provider/callback" as "/api/auth/:provider/callback" | "/api/auth/callback/:provider",
  /** How long a visitor may take at the provider. */
  attemptMinutes: 10,
  /** How far a provider's clock may be off from ours, unless the provider declares more. */
  clockSkewSeconds: 30,
  /** A session ends after so many days without a visit … */
  sessionIdleDays: 30,
  /** … and after so many days in any case. */
  sessionMaxDays: 90,
  /** For so long after signing in, a visitor may connect, disconnect, export and delete without doing it again. */
  recentMinutes: 10,
  /** At most once in so many minutes a session's row is touched. */
  lastSeenMinutes: 60,
}
