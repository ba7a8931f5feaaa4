import { config } from "../config"
import { readSessionTokens } from "../cookies/session"
import { findSession, isLastSeenStale, type Session } from "../store/session-read"

/** All that a browser may know about its user. */
const publicFields = ["id", "name", "email", "image", ...config.publicSessionFields] as const

type PublicUser = { [Name in (typeof publicFields)[number]]: InJson<Session["user"][Name]> }

/** A time is an ISO 8601 date. */
type InJson<Value> = Value extends Date ? string : Value

/** The body of `GET /api/auth/session`: what a browser may know about its session. Null without one. */
export type SessionResponse = { user: PublicUser; expires: string } | null

/** The public fields of a session. */
export function sessionResponse(session: Session | null): SessionResponse {
  if (!session) return null
  const user = Object.fromEntries(publicFields.map((name) => [name, inJson(session.user[name])]))
  return { user: user as PublicUser, expires: session.expires.toISOString() }
}

function inJson(value: string | number | boolean | Date | null): string | number | boolean | null {
  return value instanceof Date ? value.toISOString() : value
}

/**
 * This browser's session. Reads one row, and updates its last-seen time after the response, at most once an hour.
 *
 * @throws when the database cannot be reached
 */
export async function currentSession(): Promise<Session | null> {
  const session = await readSession()
  if (session && isLastSeenStale(session)) {
    const { afterResponse } = await import("../after-response")
    afterResponse(async () => (await import("../store/sessions")).updateLastSeen(session))
  }
  return session
}

/** More cookies of one name than a change of AUTH_COOKIE_DOMAIN leaves. */
const maxTokens = 3

/**
 * This browser's session, without its last-seen time. If the cookie came with the tokens of two sessions, neither counts: a subdomain
 * can add a cookie with the token of its own user, so that a visitor would write to that user's account.
 *
 * @throws when the database cannot be reached
 */
export async function readSession(): Promise<Session | null> {
  const tokens = await readSessionTokens()
  if (tokens.length > maxTokens) return null
  const found = (await Promise.all(tokens.map(findSession))).filter((session) => session !== null)
  return found.length === 1 ? (found[0] ?? null) : null
}
