// Audit events of users, append-only. The unique column `attempt` also makes an attempt act once.
import { isUniqueViolation } from "../../database-errors"
import { afterCommit, db, type Tx } from "../../db"
import { AuthError, type ErrorCode } from "../errors"
import type { SecurityEvent } from "../hook-types"
import { runHookAfterResponse } from "../run-hook"
import { reportChecks, reportStep } from "../telemetry/flow-events"

export const events = [
  "signed_in",
  "refused",
  "signed_out",
  "signed_out_by_provider",
  "connected",
  "disconnected",
  "access_extended",
  "session_revoked",
  "sessions_revoked",
  "profile_changed",
  "email_verified",
  "email_changed",
  "email_unverified",
  "exported",
  "deleted",
  "revoked_by_admin",
  "disabled_by_admin",
  "enabled_by_admin",
  "role_changed_by_admin",
  "connection_added",
  "connection_changed",
  "connection_enabled",
  "connection_disabled",
  "connection_deleted",
  "connection_domain_added",
  "connection_domain_proved",
  "connection_domain_removed",
] as const

export type ActivityEvent = (typeof events)[number]

/** Those that onSecurityEvent of hooks.ts gets. */
const securityEvents: Partial<Record<ActivityEvent, SecurityEvent["type"]>> = {
  signed_in: "new_device",
  connected: "account_linked",
  disconnected: "account_unlinked",
  access_extended: "access_extended",
  session_revoked: "session_revoked",
  sessions_revoked: "sessions_revoked",
  signed_out_by_provider: "signed_out_by_provider",
  revoked_by_admin: "revoked_by_admin",
  disabled_by_admin: "disabled_by_admin",
  enabled_by_admin: "enabled_by_admin",
  role_changed_by_admin: "role_changed_by_admin",
  profile_changed: "profile_changed",
  email_changed: "email_changed",
  exported: "data_exported",
  deleted: "user_deleted",
}

export type AuditEvent = {
  event: ActivityEvent
  userId?: string
  /** The administrator who did it. */
  actorId?: string
  provider?: string | null
  error?: ErrorCode
  address?: string | null
  userAgent?: string | null
  /** The id of the attempt that caused it, or the hash of the logout token. */
  attempt?: string
}

/**
 * Records what the caller's transaction did.
 *
 * @throws AuthError attempt_used when the attempt already caused something; the transaction then rolls back
 */
export async function recordActivity(tx: Tx, auditEvent: AuditEvent): Promise<void> {
  const { event, attempt, provider } = auditEvent
  if (!(await insert(tx, auditEvent)))
    throw new AuthError("attempt_used", { details: { check: "attempt_unused" } })
  reportSecurityEvent(tx, auditEvent)
  // A logout token takes effect once too, and belongs to no flow.
  if (!attempt || event === "signed_out_by_provider") return
  const flow = { id: attempt, providerId: provider ?? "" }
  // What follows in the transaction may still fail, or make it run again.
  afterCommit(tx, () => {
    reportStep(flow, "finished", () => ({ event }))
    reportChecks(flow, "account", "attempt_unused")
  })
}

/** Records that an attempt failed, so that it can no longer act. Does nothing if it already acted. */
export async function recordFailedAttempt(tx: Tx, failed: Omit<AuditEvent, "event">): Promise<void> {
  const { attempt, ...rest } = failed
  await insert(tx, { event: "refused", ...rest, ...(!mayRaceWithSuccess(failed) && { attempt }) })
}

/** @returns false where the attempt already has a row, which stays as it is */
async function insert(tx: Tx, data: AuditEvent): Promise<boolean> {
  try {
    await tx.activity.create({ data, select: { id: true } })
    return true
  } catch (error) {
    if (data.attempt && isUniqueViolation(error)) return false
    throw error
  }
}

/**
 * Of two parallel callbacks with one code, the provider rejects one, perhaps before the other's transaction commits. An error
 * of the token endpoint therefore leaves the attempt to the callback that the provider accepted.
 */
function mayRaceWithSuccess({ error }: Pick<AuditEvent, "error">): boolean {
  return error === "token_refused" || error === "provider_unreachable"
}

/** How many earlier sign-ins are compared to find out whether a device is new. */
const comparedSignIns = 200

/**
 * Passes an audit event on to `onSecurityEvent` of hooks.ts, after the response and if the transaction commits. Of the sign-ins, only
 * those from a new device are events.
 */
function reportSecurityEvent(tx: Tx, auditEvent: AuditEvent): void {
  const { event, userId, provider = null, address = null, userAgent = null } = auditEvent
  const type = securityEvents[event]
  if (!type || !userId) return
  const run = async () => {
    // Loaded here, so that pages that only read the session do not load an owner's code.
    const { onSecurityEvent } = (await import("../hooks")).hooks
    if (!onSecurityEvent) return
    if (type === "new_device" && !(await isFromNewDevice(userId, auditEvent))) return
    await onSecurityEvent({ type, userId, providerId: provider, address, userAgent })
  }
  const options = { name: "onSecurityEvent", seconds: 30, providerId: provider }
  afterCommit(tx, () => runHookAfterResponse(options, run))
}

/** Whether the user signed in before, and never with this browser and system. */
async function isFromNewDevice(userId: string, { attempt = "", userAgent }: AuditEvent): Promise<boolean> {
  const earlier = await db.activity.findMany({
    where: { userId, event: "signed_in", attempt: { not: attempt } },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: comparedSignIns,
    select: { userAgent: true },
  })
  return earlier.length > 0 && !earlier.some((signIn) => deviceOf(signIn.userAgent) === deviceOf(userAgent))
}

/** The user agent without versions: an update of the browser is no new device. */
function deviceOf(userAgent: string | null | undefined): string {
  return (userAgent ?? "").replaceAll(/[\d._]+/g, "")
}
