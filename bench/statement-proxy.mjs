// A proxy between an app and PostgreSQL that records each statement that is run, whichever driver sends it (PostgreSQL's
// documentation, "Frontend/Backend Protocol").
import { connect, createServer } from "node:net"
import { onClose } from "../scripts/test/closing.mjs"

/**
 * @param {string} database its URL
 * @returns {Promise<{ url: string, take: () => string[] }>} `take`: returns the statements since the last call
 */
export async function openStatementProxy(database) {
  const { hostname, port } = new URL(database)
  /** @type {string[]} */
  const recorded = []
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
      messageParser((statement) => recorded.push(statement)),
    )
    app.pipe(postgres).pipe(app)
  })
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)))
  onClose(() => server.close())
  const address = server.address()
  const url = new URL(database)
  url.port = String(typeof address === "object" ? address?.port : "")
  return { url: url.href, take: () => recorded.splice(0) }
}

/**
 * Splits the stream of one connection into messages and reports each statement when it is run.
 * @param {(statement: string) => void} onStatement
 * @returns {(chunk: Buffer) => void}
 */
function messageParser(onStatement) {
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
      // The first message has no type. 80877103 requests TLS, and another first message follows it.
      if (!started) started = body.readInt32BE(0) !== 80_877_103
      else handleMessage(type, body)
    }
  }

  /**
   * @param {string} type
   * @param {Buffer} body
   */
  function handleMessage(type, body) {
    const [first = "", second = ""] = body.toString("latin1").split("\0", 2)
    if (type === "Q") onStatement(first)
    if (type === "P") statements.set(first, second)
    if (type === "B") portals.set(first, statements.get(second) ?? "")
    if (type === "E") onStatement(portals.get(first) ?? "")
  }
}
