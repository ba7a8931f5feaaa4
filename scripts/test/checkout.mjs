import { tryLock } from "../lib/lock.mjs"
import { onClose } from "./closing.mjs"
import { root } from "./program.mjs"

/**
 * Runs share the folder that they build in, so there is one at a time.
 * @throws {Error} when another one is under way
 */
export async function takeCheckout() {
  const found = await tryLock(`tests of ${root}`)
  if ("holder" in found) throw new Error("Another test run uses this checkout. Wait for it, or stop it.")
  onClose(found.lock.release)
}
