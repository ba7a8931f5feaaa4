// The state of a redirect to a provider's logout and back: where the visitor wanted to go, sealed in a cookie.
import { randomBytes } from "node:crypto"
import { record, text } from "../shape"
import { sealedCookie } from "./sealed-cookie"

type LogoutState = { state: string; returnTo: string }

const cookie = sealedCookie<LogoutState>({
  name: "logout",
  purpose: "logout",
  seconds: 600,
  shape: record<LogoutState>({ state: text, returnTo: text }),
})

/**
 * @param returnTo a path of this site
 * @returns the state that the provider must send back
 */
export async function setLogoutState(returnTo: string): Promise<string> {
  const state = randomBytes(32).toString("base64url")
  await cookie.set({ state, returnTo }, keyOf(state))
  return state
}

/** @returns where the visitor wanted to go; undefined where this browser has no logout in progress, or an expired one */
export async function consumeLogoutState(state: string | null): Promise<string | undefined> {
  if (!state || !/^[\w-]{43}$/.test(state)) return undefined
  const opened = await cookie.read(keyOf(state))
  // A request with a wrong state leaves the logout in progress as it is.
  if (opened?.value.state !== state) return undefined
  await cookie.clear(keyOf(state))
  return opened.isExpired ? undefined : opened.value.returnTo
}

function keyOf(state: string): string {
  return state.slice(0, 16)
}
