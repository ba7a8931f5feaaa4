// Writes the figures of a run into docs/scaling.md, between its marker comments.
import { readFileSync, writeFileSync } from "node:fs"
import { cpus, totalmem } from "node:os"
import { fileURLToPath } from "node:url"
import { format, resolveConfig } from "prettier"
import { plan } from "./plan.mjs"

const file = fileURLToPath(new URL("../../docs/scaling.md", import.meta.url))

/** @typedef {{ name: string, figures: string }} Result */

/**
 * @param {string} region "checks" or "connections"
 * @param {import("./test-environment.mjs").TestEnvironment} environment
 * @param {Result[]} results of the checks
 */
export async function writeChecks(region, environment, results) {
  await write(region, `${conditions(environment)}\n\n${table(results)}`)
}

/**
 * @param {import("./test-environment.mjs").TestEnvironment} environment
 * @param {Result[]} results of the load run
 * @param {import("./checks-load.mjs").Measured} measured
 */
export async function writeLoad(environment, results, measured) {
  await write("load", `${conditions(environment)}\n\n${table(results)}`)
  await write("plan", plan(measured))
}

/**
 * @param {import("./distributed/environment.mjs").DistributedEnvironment} environment
 * @param {Result[]} results of the checks
 */
export async function writeDistributed({ versions }, results) {
  const setup = `Citus ${versions.citus} on PostgreSQL ${versions.postgres}, a coordinator and ${versions.workers} workers on this machine, without standbys`
  await write("distributed", `${machineOfToday()}, ${setup}.\n\n${table(results)}`)
}

function machineOfToday() {
  const [cpu] = cpus()
  const machine = `${cpus().length} × ${cpu?.model.trim()}, ${(totalmem() / 2 ** 30).toFixed(0)} GB, ${process.platform}`
  return `${new Date().toISOString().slice(0, 10)}, ${machine}; Node ${process.versions.node}`
}

/** @param {import("./test-environment.mjs").TestEnvironment} environment */
function conditions({ servers, pooler }) {
  return `${machineOfToday()}, PostgreSQL ${servers.postgresVersion}, nginx ${servers.nginxVersion}, PgBouncer ${servers.pgbouncerVersion} (\`DATABASE_PREPARE=${pooler.prepare}\`).`
}

/** @param {Result[]} results */
function table(results) {
  const rows = results.map(({ name, figures }) => `| ${name} | ${figures} |`)
  return ["| Check | Measured |", "| --- | --- |", ...rows].join("\n")
}

/**
 * @param {string} region
 * @param {string} content
 * @throws when the marker comments are missing
 */
async function write(region, content) {
  const text = readFileSync(file, "utf8")
  const markers = new RegExp(`(<!-- ${region} -->\n)[^]*?(<!-- /${region} -->)`)
  if (!markers.test(text)) throw new Error(`${file} has no markers for "${region}".`)
  const written = text.replace(markers, (_, first, last) => `${first}\n${content}\n\n${last}`)
  writeFileSync(file, await format(written, { ...(await resolveConfig(file)), filepath: file }))
}
