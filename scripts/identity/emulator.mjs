import { Worker } from "node:worker_threads"

/**
 * Starts the emulators in one thread, on free ports of 127.0.0.1, in the given order.
 * @param {import("emulate").EmulatorOptions[]} wanted
 * @returns {Promise<{ ports: number[], close: () => Promise<unknown> }>}
 * @throws when an emulator does not start
 */
export async function startEmulators(wanted) {
  // Its output is discarded: the launcher prints one summary.
  const worker = new Worker(new URL("emulator-worker.mjs", import.meta.url), {
    workerData: wanted,
    stdout: true,
    stderr: true,
  })
  worker.stdout.resume()
  worker.stderr.resume()
  /** @type {number[]} */
  const ports = []
  await new Promise((resolve, reject) => {
    worker.on("error", reject)
    worker.once("exit", () => reject(new Error("The emulators ended before they were ready.")))
    worker.on("message", ({ port }) => {
      if (ports.push(port) === wanted.length) resolve(ports)
    })
  })
  return { ports, close: () => worker.terminate() }
}
