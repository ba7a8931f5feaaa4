// What happened to whom, append-only: the person reads it, and it makes an attempt act once.
import { db, type Transaction } from "../db"
import { AuthError, type ErrorCode } from "./errors"
import { reportStep } from "./trace"

export const events = [
  "signed_in",
  "refused",
  "signed_out",
  "signed_out_by_provider",
  "connected",
  "disconnected",
  "session_revoked",
  "sessions_revoked",
  "profile_changed",
  "exported",
  "deleted",
  "revoked_by_admin",
] as const

export type ActivityEvent = (typeof events)[number]

export type Happening = {
  event: ActivityEvent
  userId?: string
  provider?: string | null
  error?: ErrorCode
  address?: string | null
  userAgent?: string | null
  /** The id of the attempt that caused it. */
  attempt?: string
}

/**
 * Writes down what the caller's transaction did.
 *
 * @throws AuthError attempt_used when the attempt already caused something; the transaction then undoes the rest
 */
export async function recordActivity(tx: Transaction, happening: Happening): Promise<void> {
  const { count } = await tx.activity.createMany({ data: [happening], skipDuplicates: true })
  if (count === 0) throw new AuthError("attempt_used")
  const { event, attempt, provider } = happening
  if (attempt) reportStep({ id: attempt, provider: provider ?? "" }, "finished", () => ({ event }))
}

/** Writes down that an attempt was refused, so that it can act no more. Does nothing if it already acted. */
export async function recordRefusal(refusal: Omit<Happening, "event">): Promise<void> {
  const { attempt, ...rest } = refusal
  const data = { event: "refused", ...rest, ...(!isContested(refusal) && { attempt }) }
  await db.activity.createMany({ data: [data], skipDuplicates: true })
}

/**
 * Of two callbacks at once with one code the provider refuses one, perhaps before the other's transaction holds.
 * So a refusal by the token endpoint leaves the attempt to whoever the provider believed.
 */
function isContested({ error }: Pick<Happening, "error">): boolean {
  return error === "token_refused" || error === "provider_unreachable"
}
