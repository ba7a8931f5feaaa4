// Stops everything that a run started: at the end, on a failure and on Ctrl-C.

/** @type {(() => unknown)[]} */
const pending = []
let closing = false
let signalledByTerminal = false

/**
 * Registers a function that stops something. The last one registered is called first.
 * @param {() => unknown} close
 */
export function onClose(close) {
  pending.push(close)
}

/** Stops everything that was started. A failure is reported and the remaining functions are still called. */
export async function closeAll() {
  closing = true
  for (let close = pending.pop(); close; close = pending.pop()) {
    try {
      await close()
    } catch (error) {
      console.error("Could not clean up:", error)
    }
  }
}

/** Whether the run is being stopped, so that the end of a child process is expected. */
export function isClosing() {
  return closing
}

/** Whether the terminal sent Ctrl-C to every child process. A second signal would interrupt their cleanup. */
export function childrenGotSignal() {
  return signalledByTerminal
}

/** Makes SIGINT, SIGTERM and SIGHUP stop everything before the process ends. */
export function closeOnSignals() {
  for (const [signal, code] of /** @type {const} */ ([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ])) {
    process.on(signal, async () => {
      if (closing) return
      console.log(`\nStopped by ${signal}; cleaning up.`)
      signalledByTerminal = signal === "SIGINT" && process.stdin.isTTY === true
      await closeAll()
      process.exit(code)
    })
  }
}
