// Chooses the route of a request: through the owner's proxy, or directly to a public address.
import { lookup as resolve } from "node:dns"
import { BlockList, isIP, type LookupFunction } from "node:net"
import type { Dispatcher } from "undici"
import { isLoopback, setting } from "../../env"
import { lookupByDns } from "./resolver"

/** Global unicast of IPv6, as far as IANA has assigned it. Every IPv6 form of an IPv4 address but 6to4 is outside. */
const assigned = new BlockList()
assigned.addSubnet("2000::", 3, "ipv6")

/** What is not global among the rest: this machine, private networks, and what else IANA's special-purpose registries have. */
const special = new BlockList()
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const)
  special.addSubnet(network, bits, "ipv4")
for (const [network, bits] of [
  // Teredo, ORCHID, benchmarks: protocols, not hosts.
  ["2001::", 23],
  ["2001:db8::", 32],
  // 6to4 contains any IPv4 address.
  ["2002::", 16],
  ["3ffe::", 16],
  ["3fff::", 20],
] as const)
  special.addSubnet(network, bits, "ipv6")

/** Whether a response must not send us to an IP address, because it is not global unicast. */
export function isPrivate(address: string): boolean {
  if (isIP(address) !== 6) return special.check(address, "ipv4")
  return !assigned.check(address, "ipv6") || special.check(address, "ipv6")
}

/** Runs when the connection opens, so that the name cannot resolve to another address afterwards (DNS rebinding). */
function publicOnly(look: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    look(hostname, { ...options, all: true }, (error, found) => {
      const addresses = Array.isArray(found) ? found : []
      const refused = addresses.find(({ address }) => isPrivate(address))
      const [first] = addresses
      if (error) callback(error, [])
      else if (refused || !first) callback(new Error(`${hostname} has a private address`), [])
      else if (options.all) callback(null, addresses)
      else callback(null, first.address, first.family)
    })
  }
}

const lookups = { public: publicOnly(resolve), stranger: publicOnly(lookupByDns) }

const dispatchers = new Map<string, Dispatcher>()

/**
 * HTTPS_PROXY, HTTP_PROXY and NO_PROXY apply, except for loopback hosts. A proxy resolves names itself, so behind one only
 * literal private addresses are rejected.
 *
 * @param options isNamed: the owner or the catalogue names the host, so it may be private; isStranger: neither names any host of
 *   this client, so that its names must not hold up those of others
 * @throws Error for a literal private address that is not named
 */
export async function dispatcherFor(
  { hostname }: URL,
  { isNamed, isStranger = false }: { isNamed: boolean; isStranger?: boolean },
): Promise<Dispatcher> {
  const literal = hostname.replace(/^\[|\]$/g, "")
  if (!isNamed && isIP(literal) && isPrivate(literal)) throw new Error(`${hostname} is a private address`)
  // Loaded with the first request: most pages send none, and loading it would delay a cold start.
  const { Agent, EnvHttpProxyAgent } = await import("undici")
  if (isNamed && isLoopback(hostname)) return cached("direct", () => new Agent())
  if (isNamed) return cached("any", () => new EnvHttpProxyAgent())
  const kind = isStranger ? "stranger" : "public"
  return cached(kind, () => new EnvHttpProxyAgent({ connect: { lookup: lookups[kind] } }))
}

/** Created at the first request, because undici then reads the proxy from the environment. */
function cached(kind: "direct" | "any" | "public" | "stranger", create: () => Dispatcher): Dispatcher {
  const key = [
    kind,
    setting("HTTPS_PROXY"),
    setting("https_proxy"),
    setting("HTTP_PROXY"),
    setting("http_proxy"),
  ].join(" ")
  const dispatcher = dispatchers.get(key) ?? create()
  dispatchers.set(key, dispatcher)
  return dispatcher
}
