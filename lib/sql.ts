// The database, once for the process: one pool of connections, and SQL on it.
import "server-only"
import { Pool, types, type PoolClient } from "pg"
import { isLostRace, isOutage } from "./database-errors"
import { setting } from "./env"

const store = globalThis as { porticoPool?: Pool }

/** Connecting waits for the first query, so a build needs no database. */
export const pool = (store.porticoPool ??= openPool())

/** Runs one statement, and returns its rows. What stands in `${}` goes beside it, as a parameter; times are in UTC. */
export type Sql = <Row extends object>(text: TemplateStringsArray, ...values: Value[]) => Promise<Row[]>

type Value = string | number | boolean | Date | null

/** A statement of its own. */
export const sql = sqlOn(pool)

/** The same, and the server keeps the plan of the statement under `name`. */
export function prepared(name: string): Sql {
  return sqlOn(pool, setting("DATABASE_PREPARE") === "off" ? undefined : name)
}

/**
 * Runs `work` in one transaction, all or nothing. Where a parallel transaction won a race for the same unique
 * value, `work` runs once more and finds what the other one wrote.
 */
export async function transaction<T>(work: (tx: Sql) => Promise<T>): Promise<T> {
  try {
    return await once(work)
  } catch (error) {
    if (!isLostRace(error)) throw error
    return once(work)
  }
}

async function once<T>(work: (tx: Sql) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  // A connection that breaks between two statements would end the process; the next statement says so.
  client.on("error", ignore)
  let isLost = false
  try {
    await client.query("BEGIN")
    const result = await work(sqlOn(client))
    await client.query("COMMIT")
    return result
  } catch (error) {
    // Nothing is asked of a connection that may not answer: without it the server undoes everything.
    isLost = isOutage(error)
    if (!isLost) await client.query("ROLLBACK").catch(() => (isLost = true))
    throw error
  } finally {
    client.off("error", ignore)
    client.release(isLost)
  }
}

function sqlOn(connection: Pool | PoolClient, name?: string): Sql {
  return async <Row extends object>(strings: TemplateStringsArray, ...given: Value[]) => {
    const text = strings.reduce((before, after, index) => `${before}$${index}${after}`)
    // The driver would write a time in the zone of this process, and a cast to `timestamp` forgets the zone.
    const values = given.map((value) => (value instanceof Date ? value.toISOString() : value))
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
    // A server that vanished without closing its connections would else be waited for without end.
    query_timeout: 10_000,
  })
  // An idle connection that breaks would end the process; the next query opens another.
  return opened.on("error", ignore)
}

function ignore(): void {}
