// The session's cookie. It holds the token; the database row decides whether the session is still valid.
import { config } from "../config"
import { clearCookie, readCookie, writeCookie } from "./cookie"

const name = "session"

/** @returns the session token that this browser sent */
export async function readSessionToken(): Promise<string | undefined> {
  return readCookie(name)
}

/** Sets the session cookie. The database row decides when the session expires. */
export async function setSessionCookie(token: string): Promise<void> {
  await writeCookie(name, token, config.sessionMaxDays * 86_400)
}

export async function clearSessionCookie(): Promise<void> {
  await clearCookie(name)
}
