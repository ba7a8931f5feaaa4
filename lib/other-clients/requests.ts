// The clients that the owner has named, and what they ask.
import { setting } from "../env"

export type AppRequest = { clientId: string; challenge: string; redirectUri: string; state: string }

/**
 * The redirect URI of an app in AUTH_MOBILE_APPS: an https link that the operating system opens only in this app, or an address with a scheme
 * of the app's own, which contains a dot (RFC 8252 section 7.1).
 */
export function redirectUriOf(clientId: string): string | undefined {
  const redirectUri = entriesOf(setting("AUTH_MOBILE_APPS")).get(clientId)
  if (!redirectUri || !URL.canParse(redirectUri)) return undefined
  const { protocol, hash } = new URL(redirectUri)
  return hash === "" && (protocol === "https:" || protocol.includes(".")) ? redirectUri : undefined
}

/** The request of an app; undefined for one that no named app sends. */
export function readAppRequest(query: Record<string, string | string[] | undefined>): AppRequest | undefined {
  const { client_id: clientId, code_challenge: challenge, state = "" } = query
  const redirectUri = typeof clientId === "string" ? redirectUriOf(clientId) : undefined
  if (typeof clientId !== "string" || redirectUri === undefined) return undefined
  if (typeof challenge !== "string" || !/^[\w-]{43}$/.test(challenge)) return undefined
  if (typeof state !== "string" || !/^[\w.~-]{0,64}$/.test(state)) return undefined
  return { clientId, challenge, redirectUri, state }
}

/** The authorization response: the redirect URI with a code or an error. */
export function appAddress({ redirectUri, state }: AppRequest, parameters: Record<string, string>): string {
  return start(redirectUri) + new URLSearchParams({ ...parameters, ...(state && { state }) })
}

/** Whether an address is an authorization response for this app. */
export function isAppAddress(clientId: unknown, address: unknown): address is string {
  const redirectUri = typeof clientId === "string" ? redirectUriOf(clientId) : undefined
  return redirectUri !== undefined && typeof address === "string" && address.startsWith(start(redirectUri))
}

function start(redirectUri: string): string {
  return redirectUri + (redirectUri.includes("?") ? "&" : "?")
}

/** Whether AUTH_DEVICE_CLIENTS names a tool. */
export function isKnownTool(clientId: string): boolean {
  return entriesOf(setting("AUTH_DEVICE_CLIENTS")).has(clientId)
}

/** Whether the device flow is on. */
export function hasTools(): boolean {
  return entriesOf(setting("AUTH_DEVICE_CLIENTS")).size > 0
}

/** Consonants, so that no word appears, without the vowel-like Y (RFC 8628 section 6.1): 20^8 codes. */
export const userCodeAlphabet = "BCDFGHJKLMNPQRSTVWXZ"
export const userCodeLength = 8
const userCodeFormat = new RegExp(`^[${userCodeAlphabet}]{${userCodeLength}}$`)

/** The code as it is stored, however the user typed it; undefined for anything else. */
export function readUserCode(typed: unknown): string | undefined {
  if (typeof typed !== "string" || typed.length > 40) return undefined
  const letters = typed.toUpperCase().replaceAll(/[^A-Z]/g, "")
  return userCodeFormat.test(letters) ? letters : undefined
}

/** As it is shown: `WDJB-MJHT`. */
export function shownUserCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`
}

/** `ios=com.example.app:/signed-in,android=https://app.example.com/signed-in`, or only ids. */
function entriesOf(list: string | undefined): Map<string, string> {
  const entries = (list ?? "").split(",").map((entry) => {
    const [id = "", ...rest] = entry.trim().split("=")
    return [id, rest.join("=")] as const
  })
  return new Map(entries.filter(([id]) => /^[\w.-]{1,40}$/.test(id)))
}
