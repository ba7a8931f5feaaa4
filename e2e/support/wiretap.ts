// Stands between the app and PostgreSQL and writes down each statement that the app runs. It works with any server and any
// role, and sees what the driver really sends (PostgreSQL's documentation, "Frontend/Backend Protocol").
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net"
import { openApp } from "./app"

export class Wiretap {
  private readonly heard: string[] = []
  private readonly server: Server
  private readonly sockets = new Set<Socket>()
  private isCut = false
  private isSilent = false

  private constructor(server: Server) {
    this.server = server
  }

  /**
   * @param database its address
   */
  static async open(database: string): Promise<Wiretap> {
    const { hostname, port } = new URL(database)
    const server = createServer()
    const tap = new Wiretap(server)
    server.on("connection", (app) => {
      if (tap.isCut) return app.destroy()
      const postgres = connect(Number(port || 5432), hostname.replace(/^\[|\]$/g, ""))
      for (const [socket, other] of [
        [app, postgres],
        [postgres, app],
      ] as const) {
        tap.sockets.add(socket)
        socket.on("error", () => other.destroy())
        socket.on("close", () => {
          tap.sockets.delete(socket)
          other.destroy()
        })
      }
      const listen = listener((statement) => tap.heard.push(statement))
      app.on("data", listen)
      app.pipe(postgres).pipe(app)
      if (tap.isSilent) app.pause()
    })
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
    return tap
  }

  /** The same database, reached through here. */
  through(database: string): string {
    const url = new URL(database)
    url.hostname = "127.0.0.1"
    url.port = String((this.server.address() as AddressInfo).port)
    return url.href
  }

  /** The statements since the last call, besides BEGIN and COMMIT. */
  take(): string[] {
    return this.heard.splice(0).filter((sql) => !/^\s*(BEGIN|COMMIT)\b/i.test(sql))
  }

  /** From now on the database is out of reach. */
  cut(): void {
    this.isCut = true
    for (const socket of this.sockets) socket.destroy()
  }

  /** From now on nothing gets through, and no connection ends: as when a machine vanishes from the network. */
  fallSilent(): void {
    this.isSilent = true
    for (const socket of this.sockets) socket.pause()
  }

  mend(): void {
    this.isCut = false
    this.isSilent = false
    for (const socket of this.sockets) socket.resume()
  }

  async close(): Promise<void> {
    this.cut()
    await new Promise((resolve) => this.server.close(resolve))
  }
}

/** Cuts one connection's stream into messages, and tells of each statement when it is run. */
function listener(tell: (statement: string) => void): (chunk: Buffer) => void {
  const statements = new Map<string, string>()
  const portals = new Map<string, string>()
  let rest: Buffer = Buffer.alloc(0)
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

  function understand(type: string, body: Buffer) {
    const [first = "", second = ""] = body.toString("latin1").split("\0", 2)
    if (type === "Q") tell(first)
    if (type === "P") statements.set(first, second)
    if (type === "B") portals.set(first, statements.get(second) ?? "")
    if (type === "E") tell(portals.get(first) ?? "")
  }
}

/**
 * Opens an app that reaches its database through wiretaps.
 *
 * @param env what it has besides
 */
export async function openTappedApp(label: string, env: Record<string, string>) {
  const taps: Wiretap[] = []
  const app = await openApp({
    project: "e2e",
    label,
    env,
    async reachDatabase(url) {
      const tap = await Wiretap.open(url)
      taps.push(tap)
      return tap.through(url)
    },
  })
  return { app, taps }
}
