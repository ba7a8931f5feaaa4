// The database, once for the process: one pool of connections, and the Prisma client on it.
import "server-only"
import { PrismaPg } from "@prisma/adapter-pg"
import { Pool, types } from "pg"
import { Prisma, PrismaClient } from "./generated/prisma/client"
import { setting } from "./env"

export type Transaction = Prisma.TransactionClient

const store = globalThis as { porticoPool?: Pool; porticoDb?: PrismaClient }

/** Connecting waits for the first query, so a build needs no database. */
const pool = (store.porticoPool ??= openPool())

/** Queries outside a transaction. */
export const db = (store.porticoDb ??= new PrismaClient({
  adapter: new PrismaPg(pool),
  // As long as the pool's own: Prisma's 2 and 5 seconds are too short for a process that has just started among others.
  transactionOptions: { maxWait: 5_000, timeout: 10_000 },
}))

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
  return opened.on("error", () => undefined)
}

/**
 * Runs a query past the Prisma client, which takes several times as long as a query by key itself. The server keeps its
 * plan under `name`.
 */
export async function prepared<Row extends object>(
  name: string,
  text: string,
  given: (string | Date)[],
): Promise<Row[]> {
  const keepsPlan = setting("DATABASE_PREPARE") !== "off"
  // The driver would write a time in the zone of this process, and a cast to `timestamp` forgets the zone.
  const values = given.map((value) => (value instanceof Date ? value.toISOString() : value))
  const { rows } = await pool.query<Row>({ text, values, types: inUtc, ...(keepsPlan && { name }) })
  return rows
}

/** Columns of type `timestamp` are in UTC, whatever the zone of this process. */
const inUtc = {
  getTypeParser: (type: number, format?: "text" | "binary") =>
    type === types.builtins.TIMESTAMP
      ? (value: string) => new Date(`${value}Z`)
      : types.getTypeParser(type, format),
}

/**
 * Runs `work` in one transaction, all or nothing. Where a parallel transaction won a race for the same unique
 * value, `work` runs once more and finds what the other one wrote.
 */
export async function transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  try {
    return await db.$transaction(work)
  } catch (error) {
    if (!lostRace(error)) throw error
    return db.$transaction(work)
  }
}

/** Whether a query failed because the database could not be asked, as opposed to having refused it. */
export function isOutage(error: unknown): boolean {
  if (error instanceof Prisma.PrismaClientInitializationError) return true
  // What `prepared` throws passes Prisma by: the codes of the system and of the server.
  if (error instanceof Error && "code" in error && driverOutage.test(String(error.code))) return true
  // A connection that breaks inside a transaction, and a wait that ends, pass Prisma by: the driver's own sentences.
  if (error instanceof Error && silence.test(error.message)) return true
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false
  const { kind, originalCode } = driverCause(error)
  return (
    /^(P10\d\d|P2024|P2028|P2037)$/.test(error.code) ||
    /^(DatabaseNotReachable|ConnectionClosed|SocketTimeout|TooManyConnections|TlsConnectionError)$/.test(
      kind ?? "",
    ) ||
    // Connection exceptions, a replica that is not promoted yet, too many connections, shutting down or starting up.
    /^(08...|25006|53300|57P0[1-3])$/.test(originalCode ?? "")
  )
}

const driverOutage = /^(ECONN\w+|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|08...|25006|53300|57P0[1-3])$/
const silence =
  /^(Connection terminated|Client .* is not queryable|Query read timeout|timeout exceeded when trying to connect)/

function lostRace(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false
  return ["P2002", "P2034"].includes(error.code) || driverCause(error).kind === "UniqueConstraintViolation"
}

/** What the driver adapter says of a failed query; Prisma's own code for a raw one says nothing. */
function driverCause(error: Prisma.PrismaClientKnownRequestError): { kind?: string; originalCode?: string } {
  const { driverAdapterError } = (error.meta ?? {}) as { driverAdapterError?: { cause?: object } }
  return driverAdapterError?.cause ?? {}
}
