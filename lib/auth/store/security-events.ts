// Passes audit events on to onSecurityEvent of hooks.ts.
import { afterCommit, db, type Tx } from "../../db"
import type { SecurityEvent } from "../hook-types"
import { runHookAfterResponse } from "../run-hook"
import type { ActivityEvent, AuditEvent } from "./activity"

const typeOf: Partial<Record<ActivityEvent, SecurityEvent["type"]>> = {
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

/** How many earlier sign-ins are compared to find out whether a device is new. */
const comparedSignIns = 200

/** Runs the hook after the response, if the transaction commits. Of the sign-ins, only those from a new device are events. */
export function reportSecurityEvent(tx: Tx, auditEvent: AuditEvent): void {
  const { event, userId, provider = null, address = null, userAgent = null } = auditEvent
  const type = typeOf[event]
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
