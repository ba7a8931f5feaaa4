// A TCP proxy between the app and PostgreSQL that records each statement and can interrupt the connection. It needs no rights on
// the server and sees what the driver really sends (PostgreSQL's documentation, "Frontend/Backend Protocol").
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net"
import { statementParser } from "../../scripts/test/statements.mjs"
import { openApp } from "./app"

export class PostgresProxy {
  private readonly statements: string[] = []
  private readonly server: Server
  private readonly sockets = new Set<Socket>()
  private refusalsLeft = 0
  private isStalled = false

  private constructor(server: Server) {
    this.server = server
  }

  /**
   * @param database the URL of the database
   */
  static async open(database: string): Promise<PostgresProxy> {
    const { hostname, port } = new URL(database)
    const server = createServer()
    const proxy = new PostgresProxy(server)
    server.on("connection", (app) => {
      if (proxy.refusalsLeft > 0) {
        proxy.refusalsLeft--
        return app.destroy()
      }
      const postgres = connect(Number(port || 5432), hostname.replace(/^\[|\]$/g, ""))
      for (const [socket, other] of [
        [app, postgres],
        [postgres, app],
      ] as const) {
        proxy.sockets.add(socket)
        socket.on("error", () => other.destroy())
        socket.on("close", () => {
          proxy.sockets.delete(socket)
          other.destroy()
        })
      }
      const parse = statementParser((statement) => proxy.statements.push(statement))
      app.on("data", parse)
      app.pipe(postgres).pipe(app)
      if (proxy.isStalled) app.pause()
    })
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
    return proxy
  }

  /** The URL of the same database through this proxy. */
  through(database: string): string {
    const url = new URL(database)
    url.hostname = "127.0.0.1"
    url.port = String((this.server.address() as AddressInfo).port)
    return url.href
  }

  /** Returns the statements since the last call, without BEGIN and COMMIT. */
  takeStatements(): string[] {
    return this.statements.splice(0).filter((sql) => !/^\s*(BEGIN|COMMIT)\b/i.test(sql))
  }

  /** Drops all connections, and the next ones until `refusals` of them were refused or `restore` is called. */
  cut(refusals = Infinity): void {
    this.refusalsLeft = refusals
    for (const socket of this.sockets) socket.destroy()
  }

  /** Stops all traffic without closing a connection, as when a host vanishes from the network. */
  stall(): void {
    this.isStalled = true
    for (const socket of this.sockets) socket.pause()
  }

  restore(): void {
    this.refusalsLeft = 0
    this.isStalled = false
    for (const socket of this.sockets) socket.resume()
  }

  async close(): Promise<void> {
    this.cut()
    await new Promise((resolve) => this.server.close(resolve))
  }
}

/**
 * Opens an app that connects to its database through a proxy.
 *
 * @param env its additional variables
 * @returns `close` ends the app and its proxies
 */
export async function openProxiedApp(label: string, env: Record<string, string>) {
  const proxies: PostgresProxy[] = []
  const app = await openApp({
    project: "e2e",
    label,
    env,
    async reachDatabase(url) {
      const proxy = await PostgresProxy.open(url)
      proxies.push(proxy)
      return proxy.through(url)
    },
  })
  const close = async () => {
    await app.close()
    for (const proxy of proxies) await proxy.close()
  }
  return { app, proxies, close }
}
