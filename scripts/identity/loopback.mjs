/** HTTP servers that are reachable only from this machine, at `http://localhost:PORT`, or through a forwarded port. */
import { createServer } from "node:http"

/**
 * @typedef {import("node:http").RequestListener} Handler
 * @typedef {object} LocalServer
 * @property {number} port
 * @property {string} address `http://localhost:PORT`
 * @property {string} browserAddress the same, or the public origin of the forwarded port
 * @property {(handler: Handler) => void} handleWith
 * @property {() => Promise<void>} close
 */

/**
 * Opens a server. `localhost` is 127.0.0.1 for some clients and ::1 for others, so it listens on both.
 * @param {{ preferred: number, port?: number, forward?: (port: number) => string | undefined }} options `preferred` is replaced by a
 *   free port if it is in use; `port` (0: any free one) is not; `forward`: the public origin of a port, if it is forwarded
 * @returns {Promise<LocalServer>}
 * @throws when `port` is in use
 */
export async function openLocalServer({ preferred, port, forward = () => undefined }) {
  /** @type {Handler} */
  let handler = (_, response) => response.writeHead(503, { "Retry-After": "1" }).end()
  /** @type {string | undefined} */
  let forwarded
  const servers = await listen(
    port === undefined ? [preferred, 0, 0, 0] : port === 0 ? [0, 0, 0] : [port],
    (q, s) => {
      if (forwarded) nameAsForwarded(q.headers, forwarded)
      if (isLocalhost(q.headers.host)) handler(q, s)
      else s.writeHead(421).end()
    },
  )
  const chosen = portOf(servers[0])
  forwarded = forward(chosen)
  return {
    port: chosen,
    address: `http://localhost:${chosen}`,
    browserAddress: forwarded ?? `http://localhost:${chosen}`,
    handleWith: (next) => void (handler = next),
    close: async () => void (await Promise.all(servers.map(close))),
  }
}

/**
 * @param {number[]} candidates
 * @param {Handler} handler
 */
async function listen(candidates, handler) {
  /** @type {unknown} */
  let problem
  for (const candidate of candidates) {
    const four = createServer(handler)
    try {
      await bind(four, candidate, "127.0.0.1")
      const six = createServer(handler)
      try {
        await bind(six, portOf(four), "::1")
        return [four, six]
      } catch (error) {
        if (codeOf(error) === "EADDRNOTAVAIL" || codeOf(error) === "EAFNOSUPPORT") return [four]
        throw error
      }
    } catch (error) {
      await close(four)
      problem = error
      // Windows reports EACCES for its reserved ports.
      if (codeOf(error) !== "EADDRINUSE" && codeOf(error) !== "EACCES") throw error
    }
  }
  throw problem
}

/**
 * @param {import("node:http").Server} server
 * @param {number} port
 * @param {string} host
 * @returns {Promise<void>}
 */
function bind(server, port, host) {
  return new Promise((resolve, reject) => {
    server.once("error", reject)
    server.listen({ port, host }, () => {
      server.off("error", reject)
      resolve()
    })
  })
}

/**
 * @param {import("node:http").Server} server
 * @returns {Promise<void>}
 */
function close(server) {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

/**
 * Gives all requests through a forwarded port the same headers: some forwarders keep Host, others write localhost into it.
 * @param {import("node:http").IncomingHttpHeaders} headers
 * @param {string} forwarded
 */
function nameAsForwarded(headers, forwarded) {
  const { host } = new URL(forwarded)
  if (headers.host !== host && headers["x-forwarded-host"] !== host) return
  Object.assign(headers, { host: "localhost", "x-forwarded-host": host, "x-forwarded-proto": "https" })
}

/** Another host name that resolves to this machine is DNS rebinding. @param {string | undefined} host */
function isLocalhost(host) {
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(host ?? "")
}

/** @param {import("node:http").Server | undefined} server */
function portOf(server) {
  const address = server?.address()
  if (!address || typeof address === "string") throw new Error("The identity server is not listening.")
  return address.port
}

/** @param {unknown} error */
function codeOf(error) {
  return error instanceof Error && "code" in error ? error.code : undefined
}

const maximumLength = 64 * 1024

/**
 * The fields of a posted form.
 * @param {import("node:http").IncomingMessage} request
 * @returns {Promise<URLSearchParams>}
 * @throws when the body is larger than 64 KB
 */
export async function readForm(request) {
  let text = ""
  for await (const chunk of request.setEncoding("utf8")) {
    text += chunk
    if (text.length > maximumLength)
      throw Object.assign(new Error("The form is too large."), { status: 413, expose: true })
  }
  return new URLSearchParams(text)
}
