// For tests: servers whose origins no earlier test of this process had, since the engine keeps an issuer's metadata and keys.
import type { Server } from "node:http"
import type { AddressInfo } from "node:net"

const used = new Set<number>()

/**
 * Lets a server listen, and returns its port. The server keeps idle connections: one that it closes just as a client uses it again
 * resets that request.
 */
export async function listenOnNewPort(server: Server, host = "127.0.0.1"): Promise<number> {
  server.keepAliveTimeout = 0
  for (;;) {
    await new Promise<void>((done) => server.listen(0, host, done))
    const { port } = server.address() as AddressInfo
    if (!used.has(port)) {
      used.add(port)
      return port
    }
    await new Promise((done) => server.close(done))
  }
}
