// What happened to whom, append-only: the person reads it, and it makes an attempt act once.
import { db, type Transaction } from "../db"
import { AuthError, type ErrorCode } from "./errors"

export type Happening = {
  event: "signed_in" | "refused" | "signed_out"
  userId?: string
  provider?: string | null
  error?: ErrorCode
  userAgent?: string | null
  /** The id of the attempt that caused it. */
  attempt?: string
}

/**
 * Writes down what the caller's transaction did.
 *
 * @throws AuthError attempt_used when the attempt already caused something; the transaction then undoes the rest
 */
export async function recordActivity(tx: Transaction, happening: Happening): Promise<void> {
  const { count } = await tx.activity.createMany({ data: [happening], skipDuplicates: true })
  if (count === 0) throw new AuthError("attempt_used")
}

/** Writes down that an attempt was refused, so that it can act no more. */
export async function recordRefusal(
  refusal: Pick<Happening, "attempt" | "provider" | "error">,
): Promise<void> {
  await db.activity.createMany({ data: [{ event: "refused", ...refusal }], skipDuplicates: true })
}
