// Three instances of one build behind nginx, with PgBouncer in front of a PostgreSQL primary with a replica.
import { randomBytes } from "node:crypto"
import { chmodSync, chownSync, cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { databaseAccount } from "../../scripts/database/account.mjs"
import { withClient } from "../../scripts/database/client.mjs"
import { freePort } from "../../scripts/lib/ports.mjs"
import { ensurePrismaClient } from "../../scripts/prisma/client.mjs"
import { onClose } from "../../scripts/test/closing.mjs"
import { build, copyCheckout } from "../../scripts/test/copies.mjs"
import { root, testFolder } from "../../scripts/test/program.mjs"
import { instance } from "./instance.mjs"
import { startPair } from "./postgres.mjs"
import { findServers } from "./programs.mjs"
import { startProvider } from "./provider.mjs"
import { startNginx, startPgBouncer } from "./servers.mjs"

/** @typedef {Awaited<ReturnType<typeof prepareTestEnvironment>>} TestEnvironment */

/**
 * @param {{ rebuild?: boolean }} [options] rebuild: false uses the build of an earlier run
 * @throws when nginx or PgBouncer is not installed
 */
export async function prepareTestEnvironment({ rebuild = true } = {}) {
  const servers = findServers()
  const directory = mkdtempSync(join(tmpdir(), "portico-cluster-"))
  onClose(() => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }))
  const account = await databaseAccount(directory)
  if (account) chownSync(directory, account.uid, account.gid)
  chmodSync(directory, 0o755)
  const app = await buildApp({ name: "cluster", rebuild })

  const workspace = { directory, account }
  const pair = await startPair(directory)
  const pooler = await startPgBouncer(workspace, {
    program: servers.pgbouncer,
    version: servers.pgbouncerVersion,
    port: await freePort(),
    database: pair.primary.url,
  })
  const ports = { nginx: await freePort(), instances: [await freePort(), await freePort(), await freePort()] }
  const origin = `http://localhost:${ports.nginx}`
  const provider = await startProvider(await freePort())
  const env = {
    ...provider.env,
    AUTH_URL: origin,
    AUTH_SECRET: randomBytes(33).toString("base64"),
    AUTH_TRUST_PROXY: "127.0.0.0/8",
    DATABASE_URL: pooler.url,
    DIRECT_URL: pair.primary.url.href,
    DATABASE_PREPARE: pooler.prepare,
  }
  const log = join(directory, "app.log")
  const newInstance = async (/** @type {Record<string, string>} */ extraEnv = {}, port = 0) =>
    instance({
      directory: app,
      port: port || (await freePort()),
      inspector: await freePort(),
      env: { ...env, ...extraEnv },
      log,
    })
  const instances = await Promise.all(ports.instances.map((port) => newInstance({}, port)))
  const proxy = await startNginx(workspace, {
    program: servers.nginx,
    port: ports.nginx,
    instances: ports.instances,
  })
  for (const started of instances) await started.start()
  return {
    ...pair,
    servers: { ...servers, postgresVersion: await versionOf(pair.primary) },
    pooler,
    proxy,
    provider,
    origin,
    site: { origin, provider },
    env,
    instances,
    newInstance,
    unexpectedErrors: () =>
      readFileSync(log, "utf8")
        .split("\n")
        .filter((line) => line.includes('"code":"unexpected"')),
  }
}

/**
 * @param {{ name: string, added?: string, rebuild: boolean }} options added: a folder of routes for `app/api`; rebuild: false uses the
 *   build of an earlier run
 * @returns {Promise<string>} the folder of the built app
 */
export async function buildApp({ name, added, rebuild }) {
  if (!rebuild) return join(testFolder, name)
  await ensurePrismaClient()
  const copy = copyCheckout(name, {
    without: ["e2e", "scripts", "docs", "playwright.config.ts", "prisma.config.ts"],
    tests: false,
  })
  if (added) cpSync(join(root, added), join(copy, "app/api"), { recursive: true })
  const { code, output } = await build(copy)
  if (code !== 0) throw new Error(`The app could not be built:\n${output}`)
  return copy
}

/** @param {import("./postgres.mjs").Server} server @returns {Promise<string>} */
async function versionOf({ superuserUrl }) {
  return withClient(
    superuserUrl,
    async (client) => (await client.query("SHOW server_version")).rows[0].server_version,
  )
}
