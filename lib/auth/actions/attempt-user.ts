// Whether the user who started an attempt is still signed in. Apart from session.ts, which every page loads.
import { shortHash } from "../crypto/hash"
import type { Session } from "../store/session-read"
import { failedCheck } from "../telemetry/checks"
import { readSession } from "./session"

/**
 * The session of the user who started an attempt: another user may have signed in since, in this browser.
 *
 * @throws AuthError session_changed
 */
export async function requireUserOf({ userHash }: { userHash: string }): Promise<Session> {
  const session = await readSession()
  if (!session || shortHash(session.user.id) !== userHash)
    throw failedCheck("account", { code: "session_changed" })
  return session
}
