// Finds free TCP ports of this machine.
import { randomInt } from "node:crypto"
import { createServer } from "node:net"

// Below the ranges of ephemeral ports, so that a port that is stored for the next start stays free.
export const lowest = 20_000
const highest = 32_000

/**
 * Whether a port is free on every address by which a local browser could reach it.
 * @param {number} port
 */
export async function isFree(port) {
  for (const host of [undefined, "127.0.0.1", "::1"]) if (!(await canListen(port, host))) return false
  return true
}

/**
 * A free port: a random one, or the first free one from `from` upwards.
 * @param {number} [from]
 * @returns {Promise<number>}
 */
export async function freePort(from) {
  for (let tries = 0; tries < 200; tries++) {
    const port = from === undefined ? randomInt(lowest, highest) : from + tries
    if (port < 65_536 && (await isFree(port))) return port
  }
  throw new Error(`No port is free${from === undefined ? "" : ` from ${from} upwards`}.`)
}

/**
 * @param {number} port
 * @param {string | undefined} host
 * @returns {Promise<boolean>}
 */
function canListen(port, host) {
  return new Promise((resolve) => {
    const server = createServer()
    server.once("error", (/** @type {NodeJS.ErrnoException} */ error) => {
      resolve(error.code === "EADDRNOTAVAIL" || error.code === "EAFNOSUPPORT")
    })
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })
}
