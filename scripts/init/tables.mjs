// The SQL that creates the tables of a Prisma schema, from Prisma's own engine, without a database.
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils"
import * as glue from "@prisma/schema-engine-wasm/schema_engine_bg"

/** What the engine asks of a database when it starts: whether the schema exists, and the version. */
const answer = {
  columnNames: ["exists", "version", "numeric_version"],
  columnTypes: [5, 7, 0],
  rows: [[true, "PostgreSQL 18.0", 180000]],
}

/** An empty database that stores nothing. */
const connection = {
  provider: "postgres",
  adapterName: "none",
  queryRaw: async () => answer,
  executeRaw: async () => 0,
  executeScript: async () => {},
  dispose: async () => {},
  getConnectionInfo: () => ({ schemaName: "public", supportsRelationJoins: false }),
}

/**
 * @param {string} schema the text of schema.prisma
 * @returns {Promise<string>} the SQL
 */
export async function createTables(schema) {
  const path = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg")
  const compiled = new WebAssembly.Module(readFileSync(path.replace(/\.js$/, ".wasm")))
  const imports = /** @type {WebAssembly.ModuleImports} */ (/** @type {unknown} */ (glue))
  const { exports } = new WebAssembly.Instance(compiled, { "./schema_engine_bg.js": imports })
  glue.__wbg_set_wasm(exports)
  if (typeof exports.__wbindgen_start === "function") exports.__wbindgen_start()
  const factory =
    /** @type {import("@prisma/driver-adapter-utils").SqlMigrationAwareDriverAdapterFactory} */ (
      /** @type {unknown} */ ({
        provider: "postgres",
        adapterName: "none",
        connect: async () => connection,
        connectToShadowDb: async () => connection,
      })
    )
  const engine = await glue.SchemaEngine.new(
    { datamodels: undefined },
    () => {},
    bindMigrationAwareSqlAdapterFactory(factory),
  )
  const { stdout } = await engine.diff({
    from: { tag: "empty" },
    to: { tag: "schemaDatamodel", files: [{ path: "schema.prisma", content: schema }] },
    script: true,
    filters: { externalTables: [], externalEnums: [] },
    exitCode: null,
  })
  if (!stdout)
    throw new Error("Nothing was changed: Prisma's engine returned no tables for prisma/schema.prisma.")
  return stdout
}
