// Reads the variables that are lists, separated by commas: who may sign in, and networks.
import { BlockList, isIP } from "node:net"
import { asciiDomain } from "./email-address"

export type AllowList = {
  /** Whether the list has this address, or its domain. */
  has(address: string): boolean
}

/**
 * Reads AUTH_ALLOW.
 *
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
  // A name without a dot is a top-level domain, or a host of this network.
  return domain?.includes(".") ? `${lowerCaseAscii(local)}@${domain}` : null
}

/** Only ASCII: `toLowerCase` would turn the Kelvin sign into a k. */
function lowerCaseAscii(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())
}

/**
 * Reads networks, such as those of AUTH_TRUST_PROXY.
 *
 * @param list addresses and networks (10.0.0.1, 10.0.0.0/8, fd00::/8), separated by commas
 * @returns also the entries that are neither. A network of length 0 is rejected: it would trust every address
 */
export function readNetworks(list: string): { networks: BlockList; unreadable: string[] } {
  const networks = new BlockList()
  const entries = list.split(",").map((entry) => entry.trim())
  return { networks, unreadable: entries.filter((entry) => !add(networks, entry)) }
}

function add(networks: BlockList, entry: string): boolean {
  const [, address = "", length] = /^([\d.]+|[\da-f:.]+)(?:\/(\d{1,3}))?$/i.exec(entry) ?? []
  const family = isIP(address)
  const bits = Number(length ?? (family === 4 ? 32 : 128))
  if (family === 0 || bits === 0 || bits > (family === 4 ? 32 : 128)) return false
  networks.addSubnet(address, bits, family === 4 ? "ipv4" : "ipv6")
  return true
}
