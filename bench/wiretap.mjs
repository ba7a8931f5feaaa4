// Stands between an app and PostgreSQL and writes down each statement that is run, whatever driver sends it (PostgreSQL's
// documentation, "Frontend/Backend Protocol").
import { connect, createServer } from "node:net"
import { onClose } from "../scripts/test/closing.mjs"

/**
 * @param {string} database its address
 * @returns {Promise<{ url: string, take: () => string[] }>} `take`: the statements since the last call
 */
export async function openWiretap(database) {
  const { hostname, port } = new URL(database)
  /** @type {string[]} */
  const heard = []
  const server = createServer((app) => {
    const postgres = connect(Number(port || 5432), hostname)
    for (const [socket, other] of [
      [app, postgres],
      [postgres, app],
    ]) {
      socket?.on("error", () => other?.destroy())
      socket?.on("close", () => other?.destroy())
    }
    app.on(
      "data",
      listener((statement) => heard.push(statement)),
    )
    app.pipe(postgres).pipe(app)
  })
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)))
  onClose(() => server.close())
  const address = server.address()
  const url = new URL(database)
  url.port = String(typeof address === "object" ? address?.port : "")
  return { url: url.href, take: () => heard.splice(0) }
}

/**
 * Cuts one connection's stream into messages, and tells of each statement when it is run.
 * @param {(statement: string) => void} tell
 * @returns {(chunk: Buffer) => void}
 */
function listener(tell) {
  /** @type {Map<string, string>} */
  const statements = new Map()
  /** @type {Map<string, string>} */
  const portals = new Map()
  let rest = Buffer.alloc(0)
  let started = false
  return (chunk) => {
    rest = Buffer.concat([rest, chunk])
    for (;;) {
      const head = started ? 1 : 0
      if (rest.length < head + 4) return
      const end = head + rest.readInt32BE(head)
      if (rest.length < end) return
      const [type, body] = [String.fromCharCode(rest[0] ?? 0), rest.subarray(head + 4, end)]
      rest = rest.subarray(end)
      // The first message has no type; 80877103 asks for TLS and is followed by another first one.
      if (!started) started = body.readInt32BE(0) !== 80_877_103
      else understand(type, body)
    }
  }

  /**
   * @param {string} type
   * @param {Buffer} body
   */
  function understand(type, body) {
    const [first = "", second = ""] = body.toString("latin1").split("\0", 2)
    if (type === "Q") tell(first)
    if (type === "P") statements.set(first, second)
    if (type === "B") portals.set(first, statements.get(second) ?? "")
    if (type === "E") tell(portals.get(first) ?? "")
  }
}
