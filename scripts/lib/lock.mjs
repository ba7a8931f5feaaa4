// One holder per name on this machine. The lock is a listening socket: however its holder dies, the system frees it, so
// no file can be left behind that claims a lock nobody holds.
import { createHash } from "node:crypto"
import { connect, createServer } from "node:net"

const lowestPort = 20_000
const portCount = 12_000
const greetingMilliseconds = 5_000

/**
 * @typedef {object} Lock
 * @property {(notice: string) => void} announce  tells one line to everyone who finds the lock held
 * @property {() => Promise<void>} release
 *
 * @typedef {object} Holder
 * @property {Promise<string | null>} notice  what the holder announces, or null if it ends before it does
 * @property {Promise<void>} gone
 * @property {() => void} leave  stops listening to the holder
 */

/**
 * Takes a lock, or meets the process that holds it.
 * @param {string} name
 * @returns {Promise<{ lock: Lock } | { holder: Holder }>}
 * @throws when other programs occupy every port that the name may use
 */
export async function tryLock(name) {
  const digest = createHash("sha256").update(name).digest()
  const greeting = digest.toString("hex")
  for (let at = 0; at < 16; at += 2) {
    const port = lowestPort + (digest.readUInt16BE(at) % portCount)
    const lock = await listen(port, greeting)
    if (lock) return { lock }
    const holder = await meet(port, greeting)
    if (holder) return { holder }
  }
  throw new Error("No local port is free to hold a lock on.")
}

/**
 * Runs some work while holding a lock, after waiting for whoever holds it.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(name, work) {
  for (;;) {
    const found = await tryLock(name)
    if ("holder" in found) {
      await found.holder.gone
      continue
    }
    try {
      return await work()
    } finally {
      await found.lock.release()
    }
  }
}

/**
 * @param {number} port
 * @param {string} greeting
 * @returns {Promise<Lock | null>} null if something listens there already
 */
function listen(port, greeting) {
  return new Promise((resolve) => {
    /** @type {Set<import("node:net").Socket>} */
    const visitors = new Set()
    let notice = ""
    const server = createServer((socket) => {
      socket.unref()
      visitors.add(socket)
      socket.on("error", () => {}).on("close", () => visitors.delete(socket))
      socket.write(`${greeting}\n${notice}`)
    })
    server.once("error", () => resolve(null))
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
      server.unref()
      resolve({
        announce(line) {
          notice = `${line}\n`
          for (const socket of visitors) socket.write(notice)
        },
        release: () =>
          new Promise((released) => {
            server.close(() => released())
            for (const socket of visitors) socket.destroy()
          }),
      })
    })
  })
}

/**
 * @param {number} port
 * @param {string} greeting
 * @returns {Promise<Holder | null>} null if another program, or nobody any more, listens there
 */
function meet(port, greeting) {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1")
    const timer = setTimeout(() => socket.destroy(), greetingMilliseconds)
    let heard = ""
    /** @type {(notice: string | null) => void} */
    let tell = () => {}
    /** @type {Promise<string | null>} */
    const notice = new Promise((told) => (tell = told))
    /** @type {Promise<void>} */
    const gone = new Promise((ended) => socket.once("close", () => ended()))
    socket.on("error", () => {})
    socket.on("close", () => {
      clearTimeout(timer)
      tell(null)
      resolve(null)
    })
    socket.on("data", (chunk) => {
      heard += chunk.toString()
      if (heard.length > 4_096 || !(heard.startsWith(greeting) || greeting.startsWith(heard)))
        return socket.destroy()
      const [, line, rest] = heard.split("\n", 3)
      if (line === undefined) return
      clearTimeout(timer)
      resolve({ notice, gone, leave: () => socket.destroy() })
      if (rest !== undefined) tell(line)
    })
  })
}
