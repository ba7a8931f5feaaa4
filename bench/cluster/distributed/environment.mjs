// Two instances of one build on a Citus cluster that is handed to the run (docs/scaling.md), and one on plain tables for comparison.
import { randomBytes } from "node:crypto"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describeUrl, withClient } from "../../../scripts/database/client.mjs"
import { migrate } from "../../../scripts/database/migrate.mjs"
import { freePort } from "../../../scripts/lib/ports.mjs"
import { onClose } from "../../../scripts/test/closing.mjs"
import { root } from "../../../scripts/test/program.mjs"
import { instance } from "../instance.mjs"
import { startProvider } from "../provider.mjs"
import { buildApp } from "../test-environment.mjs"

/** @typedef {Awaited<ReturnType<typeof prepareDistributedEnvironment>>} DistributedEnvironment */

/**
 * @typedef {object} Handed
 * @property {string} url of the coordinator's database, as the app uses it
 * @property {string} [administrator] the URL of a role that may add and remove nodes, and end connections
 * @property {string} [stopWorker] a shell command that stops one worker
 * @property {string} [startWorker] a shell command that starts it again
 * @property {string} [addWorker] host:port of a worker that is not in the cluster yet
 * @property {boolean} rebuild false uses the build of an earlier run
 */

/** The schema of the plain tables. */
const plainSchema = "portico_plain"

/** @param {Handed} handed */
export async function prepareDistributedEnvironment({ url, rebuild, ...hooks }) {
  await requireTestDatabase(url)
  const directory = mkdtempSync(join(tmpdir(), "portico-distributed-"))
  onClose(() => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }))
  await migrate(url)
  await distribute(url)
  const plainUrl = new URL(url)
  plainUrl.searchParams.set("schema", plainSchema)
  await migrate(plainUrl.href)
  for (const at of [url, plainUrl.href]) await clear(at)

  const app = await buildApp({ name: "cluster-distributed", added: "e2e/support/owner/app/api", rebuild })
  const provider = await startProvider(await freePort(), { full: true })
  const second = await startProvider(await freePort())
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const env = {
    ...provider.env,
    ...Object.fromEntries(
      Object.entries(second.env).map(([name, value]) => [
        name.replace("AUTH_OIDC_", "AUTH_OIDC_SECOND_"),
        value,
      ]),
    ),
    AUTH_URL: origin,
    AUTH_SECRET: randomBytes(33).toString("base64"),
    AUTH_TRUST_PROXY: "127.0.0.0/8",
    DATABASE_URL: url,
  }
  const log = join(directory, "app.log")
  const newInstance = async (/** @type {Record<string, string>} */ extraEnv = {}, at = 0) =>
    instance({
      directory: app,
      port: at || (await freePort()),
      inspector: await freePort(),
      env: { ...env, ...extraEnv },
      log,
    })
  const instances = [await newInstance({}, port), await newInstance()]
  for (const started of instances) await started.start()
  const unexpectedErrors = () =>
    readFileSync(log, "utf8")
      .split("\n")
      .filter((line) => line.includes('"code":"unexpected"') || /^\s+at |Unhandled/.test(line))
  return {
    hooks,
    url,
    administrator: hooks.administrator ?? url,
    plainUrl: plainUrl.href,
    versions: await versionsOf(url),
    primary: { url: new URL(url) },
    provider,
    second,
    origin,
    site: { origin, provider },
    instances,
    newInstance,
    unexpectedErrors,
  }
}

/**
 * The run writes users and deletes rows.
 * @param {string} url
 */
async function requireTestDatabase(url) {
  await withClient(url, async (client) => {
    const { rows: tables } = await client.query(
      `SELECT to_regclass('"User"') AS name, to_regclass('pg_dist_node') AS nodes`,
    )
    if (!tables[0].nodes) throw new Error(`${describeUrl(url)} has no Citus: CREATE EXTENSION citus.`)
    if (!tables[0].name) return
    const { rowCount } = await client.query(
      `SELECT 1 FROM "User" WHERE "email" IS NULL OR "email" NOT LIKE '%@example.test' LIMIT 1`,
    )
    if (rowCount) throw new Error(`${describeUrl(url)} has users. Use a database for this test only.`)
  })
}

/** Runs prisma/citus.sql, unless it was run before. @param {string} url */
async function distribute(url) {
  await withClient(url, async (client) => {
    const { rowCount } = await client.query(
      `SELECT 1 FROM pg_dist_partition WHERE logicalrelid = '"Session"'::regclass AND partmethod = 'h'`,
    )
    // One query is one transaction.
    if (!rowCount) await client.query(readFileSync(join(root, "prisma/citus.sql"), "utf8"))
  })
}

/** Removes the users and counters of an earlier run. @param {string} url */
async function clear(url) {
  await withClient(url, async (client) => {
    await client.query(`DELETE FROM "User" WHERE "email" LIKE '%@example.test'`)
    await client.query(`DELETE FROM "RateLimit"`)
  })
}

/** @param {string} url @returns {Promise<{ postgres: string, citus: string, workers: number }>} */
async function versionsOf(url) {
  return withClient(url, async (client) => {
    const { rows } = await client.query(
      `SELECT current_setting('server_version') AS postgres, citus_version() AS citus,
        (SELECT count(*)::int FROM pg_dist_node WHERE shouldhaveshards AND noderole = 'primary') AS workers`,
    )
    const [{ postgres, citus, workers }] = rows
    const number = (/** @type {string} */ text) => /[\d.]+/.exec(text)?.[0] ?? ""
    return { postgres: number(postgres), citus: number(citus), workers }
  })
}
