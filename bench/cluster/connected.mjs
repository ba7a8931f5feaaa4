// Connections to identity providers of this machine, for the checks of connections.
import { withClient } from "../../scripts/database/client.mjs"
import { startManagement } from "./management.mjs"
import { startProvider } from "./provider.mjs"
import { RequestError } from "./visitor.mjs"

/** @typedef {import("./test-environment.mjs").TestEnvironment} TestEnvironment */
/** @typedef {import("./visitor.mjs").Site & { providerId: string }} Connected a site with the provider of a connection */

/**
 * Starts identity providers in this process, each with metadata and a key of its own, and a connection to each of them.
 * @template T
 * @param {TestEnvironment} environment
 * @param {number} count
 * @param {(connected: Connected[]) => Promise<T>} work
 */
export async function withConnections(environment, count, work) {
  const management = await startManagement(environment.env)
  try {
    /** @type {Connected[]} */
    const connected = []
    for (let index = 0; index < count; index++) {
      const provider = await startProvider()
      const providerId = await management.add(provider.issuer)
      await management.turn(providerId, true)
      connected.push({ origin: environment.origin, provider, providerId })
    }
    return await work(connected)
  } finally {
    await management.close()
    await removeConnections(environment)
  }
}

/** Removes all connections, their users, and users whose accounts were deleted. @param {TestEnvironment} environment */
export async function removeConnections({ primary }) {
  await withClient(primary.url.href, async (client) => {
    await client.query(
      `DELETE FROM "User" u WHERE NOT EXISTS (SELECT 1 FROM "Account" a WHERE a."userId" = u."id" AND a."provider" NOT LIKE 'c\\_%')`,
    )
    await client.query('DELETE FROM "Connection"')
  })
}

/**
 * Calls `work` for the numbers up to `count`, several at a time.
 * @param {number} atOnce
 * @param {number} count
 * @param {(index: number) => Promise<unknown>} work
 */
export async function concurrently(atOnce, count, work) {
  let next = 0
  const worker = async () => {
    for (let index = next++; index < count; index = next++) await work(index)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}

/**
 * The error code with which a request fails.
 * @param {Promise<unknown>} request
 * @throws when it succeeds, or fails without one
 */
export async function codeOf(request) {
  const error = await request.then(
    () => undefined,
    (/** @type {unknown} */ reason) => reason,
  )
  if (error instanceof RequestError) return `${error.status} ${error.code}`
  throw error ?? new Error("the request succeeded")
}
