// The way in that this browser took last, for the sign-in page alone. A visitor can write it, so it decides nothing.
import { readCookie, writeCookie } from "./cookie"

const cookieName = "provider"
const yearInSeconds = 365 * 86_400

/** Beside the session's cookie, which it outlives. */
export async function setLastProvider(id: string): Promise<void> {
  await writeCookie(cookieName, id, yearInSeconds)
}

/** @returns the id of a provider, or whatever else stands there */
export async function readLastProvider(): Promise<string | undefined> {
  return readCookie(cookieName)
}
