// The Prisma client, once for the process.
import "server-only"
import { PrismaPg } from "@prisma/adapter-pg"
import { Prisma, PrismaClient } from "./generated/prisma/client"
import { setting } from "./env"

export type Transaction = Prisma.TransactionClient

/** A query that starts with this comment keeps its plan on the server, under this name. */
export const preparedSessionRead = "/* portico_session_read_1 */"

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
          ? "portico_session_read_1"
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

function lostRace(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false
  if (error.code === "P2002" || error.code === "P2034") return true
  return error.code === "P2010" && JSON.stringify(error.meta).includes("23505")
}
