// Locks between processes of this machine. A lock is a listening socket: the operating system frees it however its holder
// dies, whereas a lock file would stay.
import { createHash } from "node:crypto"
import { connect, createServer } from "node:net"

const lowestPort = 20_000
const portCount = 12_000
const greetingMilliseconds = 5_000

/**
 * @typedef {object} Lock
 * @property {(notice: string) => void} announce  sends one line to every process that finds the lock held
 * @property {() => Promise<void>} release
 *
 * @typedef {object} Holder
 * @property {Promise<string | null>} notice  the line that the holder announces, or null if it ends first
 * @property {Promise<void>} released
 * @property {() => void} disconnect  stops listening to the holder
 */

/**
 * Takes a lock, or connects to the process that holds it.
 * @param {string} name
 * @returns {Promise<{ lock: Lock } | { holder: Holder }>}
 * @throws when other programs use every port that the name maps to
 */
export async function tryLock(name) {
  const digest = createHash("sha256").update(name).digest()
  const greeting = digest.toString("hex")
  for (let at = 0; at < 16; at += 2) {
    const port = lowestPort + (digest.readUInt16BE(at) % portCount)
    const lock = await listen(port, greeting)
    if (lock) return { lock }
    const holder = await findHolder(port, greeting)
    if (holder) return { holder }
  }
  throw new Error("No local port is free to hold a lock on.")
}

/**
 * Waits for a lock and runs some work while holding it.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(name, work) {
  for (;;) {
    const found = await tryLock(name)
    if ("holder" in found) {
      await found.holder.released
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
 * @returns {Promise<Lock | null>} null if the port is in use
 */
function listen(port, greeting) {
  return new Promise((resolve) => {
    /** @type {Set<import("node:net").Socket>} */
    const waiting = new Set()
    let notice = ""
    const server = createServer((socket) => {
      socket.unref()
      waiting.add(socket)
      socket.on("error", () => {}).on("close", () => waiting.delete(socket))
      socket.write(`${greeting}\n${notice}`)
    })
    server.once("error", () => resolve(null))
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
      server.unref()
      resolve({
        announce(line) {
          notice = `${line}\n`
          for (const socket of waiting) socket.write(notice)
        },
        release: () =>
          new Promise((done) => {
            server.close(() => done())
            for (const socket of waiting) socket.destroy()
          }),
      })
    })
  })
}

/**
 * @param {number} port
 * @param {string} greeting
 * @returns {Promise<Holder | null>} null if the holder has ended or another program listens there
 */
function findHolder(port, greeting) {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1")
    const timer = setTimeout(() => socket.destroy(), greetingMilliseconds)
    let received = ""
    /** @type {(notice: string | null) => void} */
    let resolveNotice = () => {}
    /** @type {Promise<string | null>} */
    const notice = new Promise((resolve) => (resolveNotice = resolve))
    /** @type {Promise<void>} */
    const released = new Promise((resolve) => socket.once("close", () => resolve()))
    socket.on("error", () => {})
    socket.on("close", () => {
      clearTimeout(timer)
      resolveNotice(null)
      resolve(null)
    })
    socket.on("data", (chunk) => {
      received += chunk.toString()
      if (received.length > 4_096 || !(received.startsWith(greeting) || greeting.startsWith(received)))
        return socket.destroy()
      const [, line, rest] = received.split("\n", 3)
      if (line === undefined) return
      clearTimeout(timer)
      resolve({ notice, released, disconnect: () => socket.destroy() })
      if (rest !== undefined) resolveNotice(line)
    })
  })
}
