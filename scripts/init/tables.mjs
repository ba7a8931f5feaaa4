// The SQL that creates the tables of a Prisma schema, from Prisma's own engine, without a database.
import { openWasmEngine } from "../prisma/adapter.mjs"

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
  const factory =
    /** @type {import("@prisma/driver-adapter-utils").SqlMigrationAwareDriverAdapterFactory} */ (
      /** @type {unknown} */ ({
        provider: "postgres",
        adapterName: "none",
        connect: async () => connection,
        connectToShadowDb: async () => connection,
      })
    )
  const engine = await openWasmEngine({ datamodels: undefined }, factory)
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
