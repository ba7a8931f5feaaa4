// What happened to whom, append-only: the person reads it, and it makes an attempt act once.
import { randomUUID } from "node:crypto"
import { sql, type Sql } from "../../sql"
import { AuthError, type ErrorCode } from "../errors"
import { reportStep } from "../telemetry/flow-events"

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

export type AuditEvent = {
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
export async function recordActivity(tx: Sql, auditEvent: AuditEvent): Promise<void> {
  if (!(await write(tx, auditEvent))) throw new AuthError("attempt_used")
  const { event, attempt, provider } = auditEvent
  if (attempt) reportStep({ id: attempt, provider: provider ?? "" }, "finished", () => ({ event }))
}

/** Writes down that an attempt was refused, so that it can act no more. Does nothing if it already acted. */
export async function recordFailedAttempt(refusal: Omit<AuditEvent, "event">): Promise<void> {
  const { attempt, ...rest } = refusal
  await write(sql, { event: "refused", ...rest, ...(!isContested(refusal) && { attempt }) })
}

/** @returns false where the attempt has a row already, which stays as it is */
async function write(on: Sql, auditEvent: AuditEvent): Promise<boolean> {
  const { event, userId = null, provider = null, error = null } = auditEvent
  const { address = null, userAgent = null, attempt = null } = auditEvent
  const written = await on`
    INSERT INTO "Activity" ("id", "at", "event", "userId", "provider", "error", "address", "userAgent", "attempt")
    VALUES (
      ${randomUUID()}, ${new Date()}, ${event}, ${userId}, ${provider}, ${error}, ${address}, ${userAgent}, ${attempt}
    )
    ON CONFLICT ("attempt") DO NOTHING RETURNING "id"`
  return written.length > 0
}

/**
 * Of two callbacks at once with one code the provider refuses one, perhaps before the other's transaction holds.
 * So a refusal by the token endpoint leaves the attempt to whoever the provider believed.
 */
function isContested({ error }: Pick<AuditEvent, "error">): boolean {
  return error === "token_refused" || error === "provider_unreachable"
}
