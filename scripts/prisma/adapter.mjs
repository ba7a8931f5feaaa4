// Prisma's schema engine from npm, compiled to WebAssembly, and its connection to PostgreSQL: Prisma's own adapter with fixes for
// migrations.
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { PrismaPg } from "@prisma/adapter-pg"
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils"
import * as glue from "@prisma/schema-engine-wasm/schema_engine_bg"
import { readDatabaseUrl, sessionSettings } from "../../lib/database-url.mjs"
import { addressOf, withClient } from "../database/client.mjs"
import { createSchema } from "../database/migrate.mjs"

// PostgreSQL's catalogues use the type "char", a single byte. The engine requires that type and the adapter rejects it, so the
// column passes the adapter as text, with a suffix on its name.
const byteType = 18
const textType = 25
const charSuffix = " (char)"

/**
 * @typedef {import("@prisma/driver-adapter-utils").SqlQueryable} Queryable
 * @typedef {import("pg").FieldDef} Field
 * @typedef {Awaited<ReturnType<PrismaPg["connect"]>>} Connection
 */

export class MigrationAdapter extends PrismaPg {
  #url

  /** @param {string} url */
  constructor(url) {
    const { url: connectionString, schema } = readDatabaseUrl(url)
    super({ connectionString, onConnect: (client) => prepare(client, schema) }, schema ? { schema } : {})
    this.#url = url
  }

  /** @override */
  async connect() {
    return patch(await super.connect())
  }

  /**
   * Creates an empty database beside ours. The adapter's own method connects to ours again and fails to drop the other.
   * @override
   */
  async connectToShadowDb() {
    const admin = await this.connect()
    const name = `prisma_shadow_${crypto.randomUUID()}`
    await admin.executeScript(`CREATE DATABASE "${name}"`)
    const url = withDatabase(this.#url, name)
    await withClient(url, (client) => createSchema(client, readDatabaseUrl(url).schema))
    const shadow = await new MigrationAdapter(url).connect()
    const close = shadow.dispose.bind(shadow)
    shadow.dispose = async () => {
      await close()
      await admin.executeScript(`DROP DATABASE "${name}" WITH (FORCE)`)
      await admin.dispose()
    }
    return shadow
  }
}

/**
 * The URL of another database on the same server.
 * @param {string} url
 * @param {string} name
 */
export function withDatabase(url, name) {
  const address = addressOf(url)
  address.pathname = `/${encodeURIComponent(name)}`
  return address.href
}

/**
 * @param {import("pg").ClientBase} client
 * @param {string | undefined} schema
 */
async function prepare(client, schema) {
  if (!("connection" in client)) throw new Error("This version of pg does not expose its connection.")
  const { connection } = /** @type {import("pg").Client} */ (client)
  connection.prependListener("rowDescription", (/** @type {{ fields: Field[] }} */ { fields }) => {
    for (const field of fields) if (field.dataTypeID === byteType) passAsText(field)
  })
  await client.query(sessionSettings({ schema }))
}

/** @param {Field} field */
function passAsText(field) {
  field.dataTypeID = textType
  field.name += charSuffix
}

/**
 * @template {Queryable} T
 * @param {T} queryable
 */
function restoreChars(queryable) {
  const query = queryable.queryRaw.bind(queryable)
  queryable.queryRaw = async (...argv) => {
    const result = await query(...argv)
    for (const [index, name] of result.columnNames.entries()) {
      if (!name.endsWith(charSuffix)) continue
      result.columnNames[index] = name.slice(0, -charSuffix.length)
      result.columnTypes[index] = ColumnTypeEnum.Character
      for (const row of result.rows) if (row[index] === "") row[index] = "\0"
    }
    return result
  }
  return queryable
}

/** @param {Connection} connection */
function patch(connection) {
  const begin = connection.startTransaction.bind(connection)
  connection.startTransaction = async (level) => restoreChars(await begin(level))
  // The adapter would split a script at every semicolon, even within functions, and send the parts over several connections.
  connection.executeScript = async (sql) =>
    void (await connection.executeRaw({ sql, args: [], argTypes: [] }))
  return restoreChars(connection)
}

/** The engine's JavaScript. Its WebAssembly is beside it. */
export const enginePath = createRequire(import.meta.url).resolve(
  "@prisma/schema-engine-wasm/schema_engine_bg",
)

/**
 * @param {import("@prisma/schema-engine-wasm").ConstructorOptions} options
 * @param {import("@prisma/driver-adapter-utils").SqlMigrationAwareDriverAdapterFactory} adapter of the database
 */
export function openWasmEngine(options, adapter) {
  const compiled = new WebAssembly.Module(readFileSync(enginePath.replace(/\.js$/, ".wasm")))
  const imports = /** @type {WebAssembly.ModuleImports} */ (/** @type {unknown} */ (glue))
  const { exports } = new WebAssembly.Instance(compiled, { "./schema_engine_bg.js": imports })
  glue.__wbg_set_wasm(exports)
  if (typeof exports.__wbindgen_start === "function") exports.__wbindgen_start()
  return glue.SchemaEngine.new(options, () => {}, bindMigrationAwareSqlAdapterFactory(adapter))
}
