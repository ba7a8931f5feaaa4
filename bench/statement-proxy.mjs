// A proxy between an app and PostgreSQL that records each statement that is run, whichever driver sends it.
import { connect, createServer } from "node:net"
import { onClose } from "../scripts/test/closing.mjs"
import { statementParser } from "../scripts/test/statements.mjs"

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
      statementParser((statement) => recorded.push(statement)),
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
