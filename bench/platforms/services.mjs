// What a deployed app finds around it: a database server, and identity servers for one origin.
import { join } from "node:path"
import { withClient } from "../../scripts/database/client.mjs"
import { removePostgres, startPostgres } from "../../scripts/database/postgres.mjs"
import { startIdentity } from "../../scripts/identity/index.mjs"
import { onClose } from "../../scripts/test/closing.mjs"
import { dataDirectory } from "../paths.mjs"

/**
 * @typedef {object} Services
 * @property {() => Promise<string>} database the address of a new, empty database
 * @property {(origin: string) => Promise<{ env: Record<string, string>, close: () => Promise<void> }>} identity
 */

/** @returns {Promise<Services>} */
export async function openServices() {
  const directory = join(dataDirectory, "platforms-postgres")
  onClose(() => removePostgres({ directory }))
  const { url } = await startPostgres({ directory })
  let databases = 0
  return {
    database: async () => {
      const name = `platform_${process.pid}_${++databases}`
      await withClient(url, (client) => client.query(`CREATE DATABASE ${name}`))
      const address = new URL(url)
      address.pathname = `/${name}`
      return address.href
    },
    identity: async (origin) => {
      const identity = await startIdentity({
        url: origin,
        directory: join(dataDirectory, "platforms-identity"),
        env: {},
        ports: { oidc: 0, github: 0, google: 0, "twitter-legacy": 0 },
      })
      onClose(identity.close)
      return identity
    },
  }
}
