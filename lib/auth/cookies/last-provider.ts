// The provider that this browser used last, which the sign-in page shows first. A visitor can write it, so it decides nothing.
import { readCookie, writeCookie } from "./cookie"

const name = "provider"
const secondsPerYear = 365 * 86_400

export async function setLastProvider(providerId: string): Promise<void> {
  await writeCookie(name, providerId, secondsPerYear)
}

/** @returns the id of a provider, or any text that the visitor put there */
export async function readLastProvider(): Promise<string | undefined> {
  return readCookie(name)
}
