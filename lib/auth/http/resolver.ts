// Resolves names by DNS itself (c-ares). `dns.lookup` blocks one of the four threads that all of Node's lookups share: a name server that
// never answers, of a domain that a stranger names, would hold up those of every other request.
import { lookup } from "node:dns"
import { Resolver } from "node:dns/promises"
import type { LookupFunction } from "node:net"
import { isDeployed, setting } from "../../env"

/** Asks the name servers of this machine, or in tests those of PORTICO_NAME_SERVERS, which a deployed app ignores. */
export function newResolver(): Resolver {
  const resolver = new Resolver({ timeout: 3_000, tries: 2 })
  const servers = setting("PORTICO_NAME_SERVERS")
  if (servers && !isDeployed()) resolver.setServers(servers.split(","))
  return resolver
}

/** All addresses of a name. */
export const lookupByDns: LookupFunction = (hostname, options, callback) => {
  void addressesOf(hostname).then(
    (found) => {
      const [first] = found.addresses
      // Where no name server is configured, as in some containers, the system may know names in another way.
      if (found.isWithoutServer) lookup(hostname, options, callback)
      else if (first) callback(null, found.addresses)
      else callback(found.error, [])
    },
    (error: NodeJS.ErrnoException) => callback(error, []),
  )
}

async function addressesOf(hostname: string) {
  const resolver = newResolver()
  const answers = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)])
  const addresses = answers.flatMap((answer, index) =>
    answer.status === "fulfilled"
      ? answer.value.map((address) => ({ address, family: index === 0 ? 4 : 6 }))
      : [],
  )
  const errors = answers.flatMap((answer) => (answer.status === "rejected" ? [answer.reason as unknown] : []))
  const codes = errors.map((error) => (error instanceof Error && "code" in error ? error.code : undefined))
  const [reason] = errors
  return {
    addresses,
    isWithoutServer: codes.length === 2 && codes.every((code) => code === "ECONNREFUSED"),
    error: reason instanceof Error ? reason : new Error(`${hostname} has no address`),
  }
}
