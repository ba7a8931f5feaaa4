// The names of the AT Protocol: handles (atproto.com/specs/handle) and DIDs (atproto.com/specs/did). All of them come from strangers.
import { isLoopback } from "../../../env"

/** What a visitor named: their account, or a server that will ask which account. */
export type Named =
  { type: "handle"; handle: string } | { type: "did"; did: string } | { type: "server"; origin: string }

const hostName = /^([a-z\d]([a-z\d-]{0,61}[a-z\d])?\.)+[a-z]([a-z\d-]{0,61}[a-z\d])?$/

/** Top-level domains that are no names of the public internet. `.test` is for development. */
const reserved = /\.(alt|arpa|example|internal|invalid|local|localhost|onion)$/

type Scope = {
  /** The provider is on this machine, in development and tests. */
  loopback: boolean
}

/** @returns undefined for a text that is neither a handle, nor a DID, nor the address of a server */
export function readName(text: string, scope: Scope): Named | undefined {
  const name = text.trim().replace(/^@/, "")
  const isAccount: boolean = isDid(name, scope)
  if (isAccount) return { type: "did", did: name }
  if (/^https?:/i.test(name)) {
    const origin = serverOrigin(name, scope)
    return origin === undefined ? undefined : { type: "server", origin }
  }
  const handle = lowerCase(name)
  return isHandle(handle, scope) ? { type: "handle", handle } : undefined
}

/** Only letters of ASCII: `toLowerCase` makes a k of the Kelvin sign (U+212A), and another text would be another handle. */
export function lowerCase(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())
}

/** Whether a text is a handle, in lower case. */
export function isHandle(text: string, { loopback }: Scope): boolean {
  if (text.length > 253 || !hostName.test(text) || reserved.test(text)) return false
  return loopback || !text.endsWith(".test")
}

/** Whether a value is a DID of one of the two methods that the protocol has. A port is for this machine only. */
export function isDid(value: unknown, scope: Scope): value is string {
  if (typeof value !== "string") return false
  if (/^did:plc:[a-z2-7]{24}$/.test(value)) return true
  const [, host] = /^did:web:(.+)$/.exec(value) ?? []
  return (
    host !== undefined && (isHandle(host, scope) || (scope.loopback && /^localhost%3A\d{1,5}$/.test(host)))
  )
}

/** The address of a DID's document. */
export function documentAddress(did: string, directory: string): string {
  const [, host] = /^did:web:(.+)$/.exec(did) ?? []
  if (host === undefined) return `${directory.replace(/\/$/, "")}/${did}`
  const scheme = host.startsWith("localhost%3A") ? "http" : "https"
  return `${scheme}://${decodeURIComponent(host)}/.well-known/did.json`
}

/**
 * @returns the origin of an address that has nothing else, in the form that `URL` gives it; undefined for any other, and for plain http
 * unless it is on this machine
 */
export function serverOrigin(address: unknown, { loopback }: Scope): string | undefined {
  if (typeof address !== "string" || !URL.canParse(address)) return undefined
  const { origin, href, protocol, hostname } = new URL(address)
  const isSafe = protocol === "https:" || (protocol === "http:" && loopback && isLoopback(hostname))
  return isSafe && href === `${origin}/` ? origin : undefined
}
