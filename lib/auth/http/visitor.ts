// The client IP and browser of a request.
import { isIP, type BlockList } from "node:net"
import { headers } from "next/headers.js"
import { env, isOnVercel } from "../../env"

export type Visitor = {
  /** The client IP, or the network of an IPv6 address; null if it is unknown. */
  address: string | null
  userAgent: string | null
}

const maxUserAgentLength = 512

/** The visitor of the current request, in a route handler or a server action. */
export async function currentVisitor(): Promise<Visitor> {
  const { trustedProxies, ipv6Prefix } = env()
  const requestHeaders = await headers()
  const list = requestHeaders.get(isOnVercel() ? "x-vercel-forwarded-for" : "x-forwarded-for")
  return {
    address: trustedProxies && list !== null ? clientIpFrom(list, trustedProxies, ipv6Prefix) : null,
    userAgent: requestHeaders.get("user-agent")?.slice(0, maxUserAgentLength) ?? null,
  }
}

/**
 * Finds the client IP in X-Forwarded-For: the right-most entry outside our own proxies, or the left-most entry if all are proxies. Each
 * proxy appends the address that connected to it, so a client can forge only the entries to the left of its own.
 *
 * @param list the value of X-Forwarded-For
 * @param ipv6Prefix the bits of an IPv6 address that are kept
 * @returns null if an entry cannot be read before that
 */
export function clientIpFrom(list: string, proxies: BlockList, ipv6Prefix: number): string | null {
  let address: string | null = null
  for (const entry of list.split(",").reverse()) {
    address = read(entry.trim())
    if (address === null || !proxies.check(address, isIP(address) === 4 ? "ipv4" : "ipv6")) break
  }
  return address && withoutHost(address, ipv6Prefix)
}

/** An address in the form that `URL` gives it, without port and brackets. IPv4-mapped IPv6 becomes IPv4. */
function read(entry: string): string | null {
  const [, inBrackets, v4, v6] =
    /^(?:\[([\da-f:.]+)\](?::\d{1,5})?|([\d.]+)(?::\d{1,5})?|([\da-f:.]+))$/i.exec(entry) ?? []
  const address = inBrackets ?? v4 ?? v6 ?? ""
  if (isIP(address) !== 6) return isIP(address) === 4 && !inBrackets ? address : null
  const canonical = canonicalIpv6(address)
  const [, high, low] = /^::ffff:([\da-f]+):([\da-f]+)$/.exec(canonical) ?? []
  if (!high || !low) return canonical
  return [high, low].flatMap((part) => [parseInt(part, 16) >> 8, parseInt(part, 16) & 255]).join(".")
}

/** An IPv6 address is counted by its network, since one subscriber can use all addresses of it. */
function withoutHost(address: string, prefix: number): string {
  if (isIP(address) === 4) return address
  const [left = [], right = []] = address.split("::").map((side) => side.split(":").filter(Boolean))
  const gap = Array<string>(8 - left.length - right.length).fill("0")
  const network = [...left, ...gap, ...right].map((group, index) => {
    const hostBits = Math.min(Math.max(16 * (index + 1) - prefix, 0), 16)
    return ((parseInt(group, 16) >> hostBits) << hostBits).toString(16)
  })
  return `${canonicalIpv6(network.join(":"))}/${prefix}`
}

function canonicalIpv6(v6: string): string {
  return new URL(`http://[${v6}]`).hostname.slice(1, -1)
}
