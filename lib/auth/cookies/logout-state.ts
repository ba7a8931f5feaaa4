// The trip to a provider's logout and back: where the visitor wanted to go, sealed in a cookie of its own.
import { randomBytes } from "node:crypto"
import { clearCookie, readCookie, writeCookie } from "./cookie"
import { open, seal } from "../crypto/seal"

const seconds = 600

/**
 * @param returnTo a path of this site
 * @returns the state that the provider must send back
 */
export async function setLogoutState(returnTo: string): Promise<string> {
  const state = randomBytes(32).toString("base64url")
  await writeCookie(cookieName(state), await seal("logout", { state, returnTo, at: Date.now() }), seconds)
  return state
}

/** @returns where the visitor wanted to go; undefined where this browser began no such trip, or too long ago */
export async function consumeLogoutState(state: string | null): Promise<string | undefined> {
  const value = state && /^[\w-]{43}$/.test(state) ? await readCookie(cookieName(state)) : undefined
  const sealed = value ? await open("logout", value) : null
  if (!state || sealed?.state !== state) return undefined
  await clearCookie(cookieName(state))
  const isFresh = Number(sealed.at) + seconds * 1000 > Date.now()
  return isFresh ? String(sealed.returnTo) : undefined
}

function cookieName(state: string): string {
  return `logout-${state.slice(0, 16)}`
}
