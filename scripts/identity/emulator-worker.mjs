/**
 * Runs Vercel's emulate in a thread of its own, in which two behaviours without an option are changed: it listens on every
 * network interface, and it gives its Google users new ids at each start.
 */
import crypto from "node:crypto"
import { syncBuiltinESMExports } from "node:module"
import net from "node:net"
import { parentPort, workerData } from "node:worker_threads"

/** @type {import("emulate").EmulatorOptions[]} */
const wanted = workerData

// oxlint-disable-next-line typescript/unbound-method -- it is called with its server
const { listen } = net.Server.prototype
net.Server.prototype.listen = function () {
  // Any free port: visitors use the local server in front.
  return listen.call(this, { port: 0, host: "127.0.0.1" }, () => parentPort?.postMessage(this.address()))
}

const { randomBytes } = crypto
const { createEmulator } = await import("emulate")
for (const options of wanted) {
  let drawn = 0
  const repeatable = (/** @type {number} */ size) =>
    crypto.createHash("sha512").update(`${options.service} ${drawn++}`).digest().subarray(0, size)
  replaceRandomBytes(/** @type {typeof randomBytes} */ (repeatable))
  await createEmulator(options)
}
replaceRandomBytes(randomBytes)

/** @param {typeof randomBytes} next */
function replaceRandomBytes(next) {
  crypto.randomBytes = next
  syncBuiltinESMExports()
}
