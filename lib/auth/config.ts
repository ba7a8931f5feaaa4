// The settings that you may change.
import type { User } from "../generated/prisma/client"

/** A field of User that the session read can return as it is: text, enum, number, boolean or time. */
type SessionField = {
  [Name in keyof User]: User[Name] extends string | number | boolean | Date | null ? Name : never
}[keyof User]

export const config = {
  /** The pages that the engine sends visitors to. */
  pages: {
    signIn: "/signin",
    signOut: "/signout",
    afterSignIn: "/dashboard",
    afterSignOut: "/",
    accounts: "/dashboard/accounts",
    preview: "/signin/preview",
    access: "/signin/access",
  },
  /** Which of the two callback addresses is sent to providers. Both always work. */
  callback: "/api/auth/:provider/callback" as "/api/auth/:provider/callback" | "/api/auth/callback/:provider",
  /** Fields of User that `session.user` has besides its own, such as "plan". On the server only. */
  sessionFields: [] as const satisfies readonly SessionField[],
  /** Fields that `session.user` has, and that the browser gets too: `useUser()` and `GET /api/auth/session`. */
  publicSessionFields: [] as const satisfies readonly SessionField[],
  /** How long a visitor has for signing in at the provider. */
  attemptMinutes: 10,
  /** The tolerated difference between a provider's clock and ours, unless the provider declares more. */
  clockSkewSeconds: 30,
  /** A session expires after this many days without a visit … */
  sessionIdleDays: 30,
  /** … and after this many days in any case. */
  sessionMaxDays: 90,
  /** For this long after authenticating, a user may link, unlink, export and delete without authenticating again. */
  recentMinutes: 10,
  /** `lastSeen` of a session is written at most once in this many minutes. */
  lastSeenMinutes: 60,
}
