// Audit events of users, append-only. The unique column `attempt` also ensures that an attempt is used once.
import { randomUUID } from "node:crypto"
import { sql, type Sql } from "../../sql"
import { AuthError, type ErrorCode } from "../errors"
import { reportChecks, reportStep } from "../telemetry/flow-events"

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
  /** The id of the attempt that caused the event. */
  attempt?: string
}

/**
 * Records an audit event in the caller's transaction.
 *
 * @throws AuthError attempt_used if the attempt already has an event; the transaction then rolls back
 */
export async function recordActivity(tx: Sql, auditEvent: AuditEvent): Promise<void> {
  const { event, attempt, provider } = auditEvent
  if (!(await insert(tx, auditEvent)))
    throw new AuthError("attempt_used", { details: { check: "attempt_unused" } })
  if (!attempt) return
  const flow = { id: attempt, providerId: provider ?? "" }
  reportStep(flow, "finished", () => ({ event }))
  reportChecks(flow, "account", "attempt_unused")
}

/** Records that an attempt failed, so that it cannot succeed later. Does nothing if the attempt already has an event. */
export async function recordFailedAttempt(failed: Omit<AuditEvent, "event">): Promise<void> {
  const { attempt, ...rest } = failed
  await insert(sql, { event: "refused", ...rest, ...(!mayRaceWithSuccess(failed) && { attempt }) })
}

/** @returns false if the attempt already has a row, which is not changed */
async function insert(tx: Sql, auditEvent: AuditEvent): Promise<boolean> {
  const { event, userId = null, provider = null, error = null } = auditEvent
  const { address = null, userAgent = null, attempt = null } = auditEvent
  const inserted = await tx`
    INSERT INTO "Activity" ("id", "at", "event", "userId", "provider", "error", "address", "userAgent", "attempt")
    VALUES (
      ${randomUUID()}, ${new Date()}, ${event}, ${userId}, ${provider}, ${error}, ${address}, ${userAgent}, ${attempt}
    )
    ON CONFLICT ("attempt") DO NOTHING RETURNING "id"`
  return inserted.length > 0
}

/**
 * Of two parallel callbacks with one code, the provider rejects one, perhaps before the other's transaction commits. An error
 * of the token endpoint therefore leaves the attempt to the callback that the provider accepted.
 */
function mayRaceWithSuccess({ error }: Pick<AuditEvent, "error">): boolean {
  return error === "token_refused" || error === "provider_unreachable"
}
