// Prisma's client, for the engine's writes, your pages and your own code. It is loaded on first use: reading the session needs
// only `sql.ts`, so a page that uses no model starts without it.
import "server-only"
import { setTimeout as pause } from "node:timers/promises"
import { PrismaPg } from "@prisma/adapter-pg"
import { isConnectionLoss, isTransactionConflict, isUniqueViolation } from "./database-errors"
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

/** What `work` knows about its run. */
export type Run = {
  /** A parallel transaction made an earlier run fail: `work` may find what that one wrote. */
  isRetry: boolean
  /** Whether `work` runs again after this error, if it throws it as it is. */
  canRunAgain: (error: unknown) => boolean
}

/** How long to wait before each repetition: about 0.7 seconds in all, so that the visitor waits and no pool fills up. */
const pausesMs = [25, 75, 200, 400]

/**
 * Runs `work` in one transaction, all or nothing. If it rolls back for a reason that may be gone the next time, `work` runs again:
 * once and at once where a parallel transaction was first to take a unique value; a few times, with a pause, after a serialization
 * failure, a deadlock, or a connection that broke before COMMIT was sent. After that, only the server knows whether it committed.
 */
export async function transaction<T>(work: (tx: Tx, run: Run) => Promise<T>): Promise<T> {
  let isRetry = false
  let wasTaken = false
  for (let repeated = 0; ; repeated++) {
    let isDone = false
    const canRunAgain = (error: unknown) => {
      if (isUniqueViolation(error)) return !wasTaken
      if (repeated >= pausesMs.length || (isDone && isConnectionLoss(error))) return false
      return isTransactionConflict(error) || isConnectionLoss(error)
    }
    try {
      return await runOnce(async (tx) => {
        const result = await work(tx, { isRetry, canRunAgain })
        isDone = true
        return result
      })
    } catch (error) {
      if (!canRunAgain(error)) throw error
      wasTaken ||= isUniqueViolation(error)
      isRetry ||= isTransactionConflict(error)
      if (!isUniqueViolation(error)) await pause((pausesMs[repeated] ?? 0) * (0.5 + Math.random()))
    }
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
