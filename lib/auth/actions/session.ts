import { after } from "next/server.js"
import { readSessionToken } from "../cookies/session"
import { findSession, isLastSeenStale, type Session } from "../store/session-read"

/** The body of `GET /api/auth/session`: what a browser may know about its session. Null without one. */
export type SessionResponse = {
  user: Pick<Session["user"], "id" | "name" | "email" | "image">
  /** An ISO 8601 date. */
  expires: string
} | null

/** The public fields of a session. */
export function sessionResponse(session: Session | null): SessionResponse {
  if (!session) return null
  const { id, name, email, image } = session.user
  return { user: { id, name, email, image }, expires: session.expires.toISOString() }
}

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
