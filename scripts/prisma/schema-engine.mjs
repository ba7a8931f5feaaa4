#!/usr/bin/env node
// Replaces the schema engine that Prisma's command line would download with the same engine from npm, compiled to
// WebAssembly, behind the JSON-RPC protocol of the command line. prisma.config.ts points to it.
import { readFileSync } from "node:fs"
import { createInterface } from "node:readline"
import { parseArgs } from "node:util"
import { addressOf, withClient } from "../database/client.mjs"
import { enginePath, MigrationAdapter, openWasmEngine, withDatabase } from "./adapter.mjs"

/**
 * @typedef {{ id: number | string, method?: string, params?: unknown }} Message
 * @typedef {{ message?: string, code?: string, meta?: unknown }} Failure
 */

const { values, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: {
    datasource: { type: "string" },
    datamodels: { type: "string", multiple: true },
    version: { type: "boolean" },
  },
})
/** @type {{ url?: string }} */
const datasource = typeof values.datasource === "string" ? JSON.parse(values.datasource) : {}
/** The message of a panic in the engine. */
let panic = ""
Object.assign(globalThis, {
  PRISMA_WASM_PANIC_REGISTRY: { set_message: (/** @type {string} */ message) => (panic = message) },
})
/** Whether the engine has in memory which schema the migrations lead to. */
let knowsHistory = false
const url = datasource.url ?? "postgres://127.0.0.1:1/none"

if (values.version) console.log(`schema-engine-cli ${engineHash()}`)
else if (positionals[0] === "cli") await runCommand(positionals[1])
else await serve()

/** One-off commands: the result is the exit code, or an error on stderr. */
async function runCommand(/** @type {string | undefined} */ name) {
  try {
    if (name === "can-connect-to-database") await withClient(url, async () => {})
    else if (name === "create-database") await createDatabase()
    else throw new Error(`The schema engine has no command ${name}.`)
  } catch (error) {
    const { message, code = "" } = /** @type {Failure} */ (error)
    /** @type {Record<string, string>} */
    const names = { ECONNREFUSED: "P1001", "3D000": "P1003", "28P01": "P1000" }
    const fields = { message, is_panic: false, error_code: names[code] ?? "", meta: {} }
    const line = { timestamp: new Date(), level: "ERROR", fields, target: "schema_engine::logger" }
    // The command line ignores the first line.
    process.stderr.write(`schema-engine\n${JSON.stringify(line)}`)
    process.exitCode = 1
  }
}

async function createDatabase() {
  const name = decodeURIComponent(addressOf(url).pathname.slice(1))
  await withClient(withDatabase(url, "postgres"), async (client) => {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`)
  })
}

/** Responds to one request per line until the input ends. */
async function serve() {
  const engine = await openEngine()
  /** @type {Promise<void>[]} */
  const responses = []
  for await (const line of createInterface({ input: process.stdin })) {
    /** @type {Message} */
    const message = line.trim() ? JSON.parse(line) : {}
    if (message.method) responses.push(respond(engine, message))
  }
  await Promise.all(responses)
  process.exit(0)
}

/**
 * @param {import("@prisma/schema-engine-wasm/schema_engine_bg").SchemaEngine} engine
 * @param {Message} request
 */
async function respond(engine, { id, method = "", params }) {
  try {
    send({ id, result: (await call(engine, method, params)) ?? null })
  } catch (error) {
    const { message = String(error), code = null, meta = null } = /** @type {Failure} */ (error)
    const data = { is_panic: false, message: panic || message, meta, error_code: code }
    send({ id, error: { code: 4466, message: "An error happened. Check the data field for details.", data } })
  }
}

/**
 * @param {import("@prisma/schema-engine-wasm/schema_engine_bg").SchemaEngine} engine
 * @param {string} method
 * @param {unknown} params
 */
async function call(engine, method, params) {
  if (method === "getDatabaseVersion") return engine.version()
  if (method === "createDatabase")
    return { databaseName: decodeURIComponent(addressOf(url).pathname.slice(1)) }
  const methods = /** @type {Record<string, (params: unknown) => Promise<unknown>>} */ (
    /** @type {unknown} */ (engine)
  )
  await readHistory(engine, method, params)
  const result = await methods[method]?.(params)
  if (method !== "diff") return result
  const { exitCode, stdout } = /** @type {import("@prisma/schema-engine-wasm").DiffResult} */ (result)
  // The command line prints only on request, and the request needs an id.
  if (stdout !== null) send({ id: crypto.randomUUID(), method: "print", params: { content: stdout } })
  return { exitCode, stdout: null }
}

/**
 * In WebAssembly the engine builds the schema of the migrations only while it diagnoses their history, and forgets it when it
 * applies one. Without it, the commands that compare it fail with "shadow DB must be provided through an external factory".
 * @param {import("@prisma/schema-engine-wasm/schema_engine_bg").SchemaEngine} engine
 * @param {string} method  the one that is called next
 * @param {unknown} params
 */
async function readHistory(engine, method, params) {
  if (method === "applyMigrations") knowsHistory = false
  if (knowsHistory || (method !== "evaluateDataLoss" && method !== "createMigration")) return
  const { migrationsList, filters } =
    /** @type {import("@prisma/schema-engine-wasm").EvaluateDataLossInput} */ (params)
  await engine.diagnoseMigrationHistory({ migrationsList, filters, optInToShadowDatabase: true })
  knowsHistory = true
}

async function openEngine() {
  const files = (values.datamodels ?? []).filter((file) => typeof file === "string")
  /** @type {[string, string][]} */
  const datamodels = files.map((file) => [file, readFileSync(file, "utf8")])
  const options = { datamodels: datamodels.length > 0 ? datamodels : undefined }
  return openWasmEngine(options, new MigrationAdapter(url))
}

/** @param {object} message */
function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`)
}

function engineHash() {
  const { version } = JSON.parse(
    readFileSync(enginePath.replace("schema_engine_bg.js", "package.json"), "utf8"),
  )
  return String(version).split(".").at(-1)
}
