// The last provider of this browser, which the sign-in page shows first. Visitors can change the cookie, so it is only a preference.
import { readCookie, writeCookie } from "./cookie"

const name = "provider"
const secondsPerYear = 365 * 86_400

export async function setLastProvider(providerId: string): Promise<void> {
  await writeCookie(name, providerId, secondsPerYear)
}

/** @returns the id of a provider, or any other text that the visitor set */
export async function readLastProvider(): Promise<string | undefined> {
  return readCookie(name)
}
