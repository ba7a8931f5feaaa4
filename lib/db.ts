// The Prisma client, once for the process.
import "server-only"
import { PrismaPg } from "@prisma/adapter-pg"
import { Prisma, PrismaClient } from "./generated/prisma/client"
import { setting } from "./env"

export type Transaction = Prisma.TransactionClient

/** A query that starts with this comment keeps its plan on the server, under this name. */
export const preparedSessionRead = "/* portico_session_read_2 */"

const store = globalThis as { porticoDb?: PrismaClient }

/** Queries outside a transaction. Connecting waits for the first one, so a build needs no database. */
export const db = (store.porticoDb ??= new PrismaClient({
  adapter: new PrismaPg(
    {
      connectionString: setting("DATABASE_URL"),
      options: "-c timezone=UTC",
      max: 10,
      connectionTimeoutMillis: 5_000,
    },
    {
      statementNameGenerator: ({ sql }) =>
        sql.startsWith(preparedSessionRead) && setting("DATABASE_PREPARE") !== "off"
          ? "portico_session_read_2"
          : "",
      onPoolError: () => undefined,
    },
  ),
}))

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
  // A connection that breaks inside a transaction passes Prisma by: this is the driver's own sentence.
  if (error instanceof Error && error.message.startsWith("Connection terminated")) return true
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false
  const { kind, originalCode } = driverCause(error)
  return (
    /^(P10\d\d|P2024|P2028|P2037)$/.test(error.code) ||
    /^(DatabaseNotReachable|ConnectionClosed|SocketTimeout|TooManyConnections|TlsConnectionError)$/.test(
      kind ?? "",
    ) ||
    // Connection exceptions, too many connections, shutting down or starting up.
    /^(08...|53300|57P0[1-3])$/.test(originalCode ?? "")
  )
}

function lostRace(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false
  return ["P2002", "P2034"].includes(error.code) || driverCause(error).kind === "UniqueConstraintViolation"
}

/** What the driver adapter says of a failed query; Prisma's own code for a raw one says nothing. */
function driverCause(error: Prisma.PrismaClientKnownRequestError): { kind?: string; originalCode?: string } {
  const { driverAdapterError } = (error.meta ?? {}) as { driverAdapterError?: { cause?: object } }
  return driverAdapterError?.cause ?? {}
}
