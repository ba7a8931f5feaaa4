// One connection pool per process, and SQL statements on it.
import "server-only"
import { Pool, types, type PoolClient } from "pg"
import { isOutage, isTransactionConflict } from "./database-errors"
import { setting } from "./env"

const store = globalThis as { porticoPool?: Pool }

/** The first query opens a connection, so a build needs no database. */
export const pool = (store.porticoPool ??= openPool())

/** Runs one statement and returns its rows. Values in `${}` are sent as parameters; times are in UTC. */
export type Sql = <Row extends object>(text: TemplateStringsArray, ...values: Value[]) => Promise<Row[]>

type Value = string | number | boolean | Date | null

/** Runs a statement outside a transaction. */
export const sql = sqlOn(pool)

/** Like `sql`, as a prepared statement: the server stores its plan under `name`. */
export function prepared(name: string): Sql {
  return sqlOn(pool, setting("DATABASE_PREPARE") === "off" ? undefined : name)
}

/**
 * Runs `work` in one transaction. After a conflict with a parallel transaction, `work` runs once more and reads what the other
 * transaction has written.
 */
export async function transaction<T>(work: (tx: Sql) => Promise<T>): Promise<T> {
  try {
    return await runTransaction(work)
  } catch (error) {
    if (!isTransactionConflict(error)) throw error
    return runTransaction(work)
  }
}

async function runTransaction<T>(work: (tx: Sql) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  // Without a listener, a connection that breaks between two statements would end the process. The next statement then fails.
  client.on("error", ignore)
  let isBroken = false
  try {
    await client.query("BEGIN")
    const result = await work(sqlOn(client))
    await client.query("COMMIT")
    return result
  } catch (error) {
    // A broken connection gets no ROLLBACK: the server rolls back when the connection ends.
    isBroken = isOutage(error)
    if (!isBroken) await client.query("ROLLBACK").catch(() => (isBroken = true))
    throw error
  } finally {
    client.off("error", ignore)
    client.release(isBroken)
  }
}

function sqlOn(connection: Pool | PoolClient, name?: string): Sql {
  return async <Row extends object>(strings: TemplateStringsArray, ...parameters: Value[]) => {
    const text = strings.reduce((before, after, index) => `${before}$${index}${after}`)
    // The driver would write a time in this process's time zone, and a cast to `timestamp` drops the zone.
    const values = parameters.map((value) => (value instanceof Date ? value.toISOString() : value))
    const { rows } = await connection.query<Row>({ text, values, types: inUtc, ...(name && { name }) })
    return rows
  }
}

/** Columns of type `timestamp` are in UTC, whatever the zone of this process. */
const inUtc = {
  getTypeParser: (type: number, format?: "text" | "binary") =>
    type === types.builtins.TIMESTAMP
      ? (value: string) => new Date(`${value}Z`)
      : types.getTypeParser(type, format),
}

function openPool(): Pool {
  const opened = new Pool({
    connectionString: setting("DATABASE_URL"),
    options: "-c timezone=UTC",
    max: 10,
    connectionTimeoutMillis: 5_000,
    // Without it, a query would wait forever for a server that disappeared without closing its connections.
    query_timeout: 10_000,
  })
  // Without a listener, an idle connection that breaks would end the process. The next query opens another one.
  return opened.on("error", ignore)
}

function ignore(): void {}
