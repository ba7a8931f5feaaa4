// Prisma's client, for the engine's writes, your pages and your own code. It is loaded on first use: reading the session needs
// only `sql.ts`, so a page that uses no model starts without it.
import "server-only"
import { PrismaPg } from "@prisma/adapter-pg"
import { isTransactionConflict } from "./database-errors"
import { PrismaClient } from "./generated/prisma/client"
import { pool, preparesStatements, schema } from "./pool"
import { statementName } from "./sql"

const nameOf = ({ sql }: { sql: string }) => statementName(sql)

function createClient() {
  const options = {
    ...(preparesStatements() && { statementNameGenerator: nameOf }),
    ...(schema !== undefined && { schema }),
  }
  return new PrismaClient({
    adapter: new PrismaPg(pool, options),
    // As long as the pool's own timeouts: Prisma's 2 and 5 seconds are too short for a process that has just started.
    transactionOptions: { maxWait: 5_000, timeout: 10_000 },
  })
}

/** On `globalThis`, because Next loads this file once for each of its bundles. */
const store = globalThis as {
  porticoDb?: { client: ReturnType<typeof createClient>; from: typeof PrismaClient }
}
// In development `prisma generate` brings a new class, whose models the old client does not have.
const isStale = process.env.NODE_ENV === "development" && store.porticoDb?.from !== PrismaClient
if (!store.porticoDb || isStale) store.porticoDb = { client: createClient(), from: PrismaClient }

export const db = store.porticoDb.client

/** Loads Prisma's query compiler ahead of the first query. An outage is reported by that query, not here. */
export async function connect(): Promise<void> {
  await db.$connect().catch(() => undefined)
}

/** The client of one transaction. */
export type Tx = Omit<typeof db, "$connect" | "$disconnect" | "$on" | "$transaction" | "$extends">

/**
 * Runs `work` in one transaction, all or nothing. Where a parallel transaction was first to take a unique value, or writes
 * conflict, `work` runs once more and finds what the other one wrote.
 *
 * @param work gets whether it runs for the second time
 */
export async function transaction<T>(work: (tx: Tx, run: { isRetry: boolean }) => Promise<T>): Promise<T> {
  try {
    return await runOnce((tx) => work(tx, { isRetry: false }))
  } catch (error) {
    if (!isTransactionConflict(error)) throw error
    return runOnce((tx) => work(tx, { isRetry: true }))
  }
}

const callbacksOf = new WeakMap<Tx, (() => void)[]>()

/** Calls a function once the transaction has committed, and never if it rolls back. Outside `transaction`, at once. */
export function afterCommit(tx: Tx, callback: () => void): void {
  const callbacks = callbacksOf.get(tx)
  if (callbacks) callbacks.push(callback)
  else callback()
}

async function runOnce<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const callbacks: (() => void)[] = []
  const result = await db.$transaction((tx) => {
    callbacksOf.set(tx, callbacks)
    return work(tx)
  })
  for (const callback of callbacks) callback()
  return result
}
