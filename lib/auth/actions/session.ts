import { after } from "next/server.js"
import { findSession, isLastSeenStale, type Session, updateLastSeen } from "../store/sessions"

/**
 * Who is asking? Reads one row, and after the answer is sent moves its last-seen time, at most once an hour.
 *
 * @throws when the database cannot be asked
 */
export async function currentSession(): Promise<Session | null> {
  const session = await findSession()
  if (session && isLastSeenStale(session)) after(() => updateLastSeen(session))
  return session
}
