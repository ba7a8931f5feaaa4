// What a run started, it stops: at the end, on a failure and on Ctrl-C.

/** @type {(() => unknown)[]} */
const pending = []
let closing = false
let told = false

/**
 * Remembers how to stop something. The newest goes first.
 * @param {() => unknown} close
 */
export function onClose(close) {
  pending.push(close)
}

/** Stops everything that was started. A stop that fails is reported and keeps none of the others from happening. */
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

/** Whether the run is being torn down, so that the end of a child is no news. */
export function isClosing() {
  return closing
}

/** Whether the terminal itself told every child of Ctrl-C. A second signal would cut their own cleaning up short. */
export function childrenKnow() {
  return told
}

/** From now on Ctrl-C and a polite kill tear the run down before the process ends. */
export function closeOnSignals() {
  for (const [signal, code] of /** @type {const} */ ([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ])) {
    process.on(signal, async () => {
      if (closing) return
      console.log(`\nStopped by ${signal}; cleaning up.`)
      told = signal === "SIGINT" && process.stdin.isTTY === true
      await closeAll()
      process.exit(code)
    })
  }
}
