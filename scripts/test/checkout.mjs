import { tryLock } from "../lib/lock.mjs"
import { onClose } from "./closing.mjs"
import { root } from "./program.mjs"

/**
 * Locks the checkout: test runs share the build folder, so only one runs at a time.
 * @throws {Error} when another test run holds the lock
 */
export async function lockCheckout() {
  const found = await tryLock(`tests of ${root}`)
  if ("holder" in found) throw new Error("Another test run uses this checkout. Wait for it, or stop it.")
  onClose(found.lock.release)
}
