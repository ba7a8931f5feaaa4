// Reads the list of who may sign in, AUTH_ALLOW.
import { domainToASCII, domainToUnicode } from "node:url"

export type AllowList = {
  /** Whether the list has this address, or its domain. */
  has(address: string): boolean
}

/**
 * @param list domains (@example.com) and addresses (ada@example.org), separated by commas
 * @returns also the entries that are neither
 */
export function readAllowList(list: string): { allowed: AllowList; unreadable: string[] } {
  const entries = list.split(",").map((entry) => entry.trim())
  const keys = new Map(entries.map((entry) => [entry, keyOf(entry)]))
  const known = new Set([...keys.values()].filter((key) => key !== null))
  return { allowed: { has: (address) => hasAddress(known, address) }, unreadable: unreadableIn(keys) }
}

function unreadableIn(keys: ReadonlyMap<string, string | null>): string[] {
  return [...keys].filter(([, key]) => key === null).map(([entry]) => entry)
}

/** The domain must be equal as a whole: neither a subdomain nor a longer name counts. */
function hasAddress(known: ReadonlySet<string>, address: string): boolean {
  const key = keyOf(address)
  if (key === null || key.startsWith("@")) return false
  const domain = key.slice(key.indexOf("@"))
  return known.has(key) || known.has(domain)
}

/** An address or `@domain` in the form in which two are compared; null if it is neither. An asterisk is no wildcard. */
function keyOf(entry: string): string | null {
  const [, local = "", name = ""] = /^([^\s@,"<>*]*)@([^\s@,"<>]+)$/.exec(entry) ?? []
  const domain = asciiDomain(name)
  return domain && `${lowerCaseAscii(local)}@${domain}`
}

/**
 * The domain in ASCII (IDNA). IDNA maps many spellings to one name: full-width letters, invisible characters, percent-encoding,
 * IPv4 addresses in hexadecimal. Only the usual two forms are read, so that a strange spelling matches no entry.
 */
function asciiDomain(name: string): string | null {
  if (name !== name.normalize("NFKC")) return null
  const lower = name.toLowerCase()
  const ascii = domainToASCII(lower)
  const isUsual = lower === ascii || lower === domainToUnicode(ascii)
  const isHost = /^(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z](?:[a-z\d-]*[a-z\d])?$/.test(ascii)
  return isUsual && isHost ? ascii : null
}

/** Only ASCII: `toLowerCase` would turn the Kelvin sign into a k. */
function lowerCaseAscii(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())
}
