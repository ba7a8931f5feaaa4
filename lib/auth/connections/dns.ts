// Reads TXT records.
import { Resolver } from "node:dns/promises"
import { isDeployed, setting } from "../../env"

/** @returns the values of all records of a name; none if there are none */
export type ReadTxt = (name: string) => Promise<string[]>

/**
 * Asks the name servers of this machine, or in tests those of PORTICO_NAME_SERVERS, which a deployed app ignores.
 *
 * @throws Error if no server answers
 */
export const readTxt: ReadTxt = async (name) => {
  const resolver = new Resolver({ timeout: 3_000, tries: 2 })
  const servers = setting("PORTICO_NAME_SERVERS")
  if (servers && !isDeployed()) resolver.setServers(servers.split(","))
  try {
    // A value of over 255 bytes is in several strings (RFC 1035 section 3.3.14).
    return (await resolver.resolveTxt(name)).map((strings) => strings.join(""))
  } catch (error) {
    if (error instanceof Error && "code" in error && /^(ENOTFOUND|ENODATA)$/.test(String(error.code)))
      return []
    throw error
  }
}
