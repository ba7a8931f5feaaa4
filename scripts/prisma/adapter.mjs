// The schema engine's way to PostgreSQL: Prisma's own adapter, with what migrations need and it does not do.
import { PrismaPg } from "@prisma/adapter-pg"
import { ColumnTypeEnum } from "@prisma/driver-adapter-utils"

// PostgreSQL's "char", a single byte, fills its catalogues. The engine insists on that type and the adapter refuses it, so
// it passes the adapter as text, with a mark on the column's name.
const byteType = 18
const textType = 25
const mark = " (char)"

/**
 * @typedef {import("@prisma/driver-adapter-utils").SqlQueryable} Queryable
 * @typedef {import("pg").FieldDef} Field
 * @typedef {Awaited<ReturnType<PrismaPg["connect"]>>} Connection
 */

export class MigrationAdapter extends PrismaPg {
  #url

  /** @param {string} url */
  constructor(url) {
    super({ connectionString: url, onConnect: prepare })
    this.#url = url
  }

  /** @override */
  async connect() {
    return mend(await super.connect())
  }

  /**
   * An empty database beside ours. (The adapter's own way connects to ours again, and drops the other while connected.)
   * @override
   */
  async connectToShadowDb() {
    const admin = await this.connect()
    const name = `prisma_shadow_${crypto.randomUUID()}`
    await admin.executeScript(`CREATE DATABASE "${name}"`)
    const shadow = await new MigrationAdapter(withDatabase(this.#url, name)).connect()
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
 * The address of another database on the same server.
 * @param {string} url
 * @param {string} name
 */
export function withDatabase(url, name) {
  const address = new URL(url)
  address.pathname = `/${encodeURIComponent(name)}`
  return address.href
}

/** @param {import("pg").ClientBase} client */
async function prepare(client) {
  if (!("connection" in client)) throw new Error("This version of pg hides its connection.")
  const { connection } = /** @type {import("pg").Client} */ (client)
  connection.prependListener("rowDescription", (/** @type {{ fields: Field[] }} */ { fields }) => {
    for (const field of fields) if (field.dataTypeID === byteType) disguise(field)
  })
  await client.query("SET TIME ZONE 'UTC'")
}

/** @param {Field} field */
function disguise(field) {
  field.dataTypeID = textType
  field.name += mark
}

/**
 * @template {Queryable} T
 * @param {T} queryable
 */
function readBytes(queryable) {
  const query = queryable.queryRaw.bind(queryable)
  queryable.queryRaw = async (...words) => {
    const result = await query(...words)
    for (const [index, name] of result.columnNames.entries()) {
      if (!name.endsWith(mark)) continue
      result.columnNames[index] = name.slice(0, -mark.length)
      result.columnTypes[index] = ColumnTypeEnum.Character
      for (const row of result.rows) if (row[index] === "") row[index] = "\0"
    }
    return result
  }
  return queryable
}

/** @param {Connection} connection */
function mend(connection) {
  const begin = connection.startTransaction.bind(connection)
  connection.startTransaction = async (level) => readBytes(await begin(level))
  // The adapter would cut a script at every semicolon, also within functions, and send the parts over several connections.
  connection.executeScript = async (sql) =>
    void (await connection.executeRaw({ sql, args: [], argTypes: [] }))
  return readBytes(connection)
}
