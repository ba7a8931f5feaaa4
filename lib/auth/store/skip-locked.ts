// Cleanup takes the rows that no other transaction has locked. Citus locks rows of a distributed table on one shard only, and rejects
// FOR UPDATE for several.
import { sqlState } from "../../database-errors"

/** Known from the first rejection, so that PostgreSQL itself is asked nothing. */
let isDistributed = false

/**
 * @param skippingLocked a statement with FOR UPDATE SKIP LOCKED
 * @param waiting the same without, for a distributed table: it waits for a locked row, which may have changed by then, so the
 *   condition is repeated outside the subquery
 */
export async function skipLocked<T>(skippingLocked: () => Promise<T>, waiting: () => Promise<T>): Promise<T> {
  if (isDistributed) return waiting()
  try {
    return await skippingLocked()
  } catch (error) {
    if (sqlState(error) !== featureNotSupported) throw error
    isDistributed = true
    return waiting()
  }
}

const featureNotSupported = "0A000"
