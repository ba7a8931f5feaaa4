import { after } from "next/server.js"
import { readSessionToken } from "../cookies/session"
import { findSession, isLastSeenStale, type Session } from "../store/session-read"

/**
 * This browser's session. Reads one row, and updates its last-seen time after the response, at most once an hour.
 *
 * @throws when the database cannot be reached
 */
export async function currentSession(): Promise<Session | null> {
  const session = await findSession(await readSessionToken())
  if (session && isLastSeenStale(session))
    after(async () => (await import("../store/sessions")).updateLastSeen(session))
  return session
}
