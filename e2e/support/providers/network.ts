// Plays every host that the app calls, one provider at a time. What nobody declared is a stray.
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { text } from "node:stream/consumers"

export type Received = { method: string; url: URL; headers: IncomingHttpHeaders; body: string }

export type Reply = { status?: number; type?: string; body: string }

export type Endpoint = { method: string; url: string; reply: (received: Received) => Reply | Promise<Reply> }

export class World {
  /** The declared requests that came since the last `play`. */
  received: Received[] = []
  strays: string[] = []
  private endpoints: Endpoint[] = []
  private readonly server = createServer((request, response) => void this.serve(request, response))

  static async open(): Promise<World> {
    const world = new World()
    await new Promise<void>((resolve) => world.server.listen(0, "127.0.0.1", resolve))
    return world
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port
  }

  /** Answers these from now on, by method, host and path. */
  play(endpoints: Endpoint[]): void {
    this.endpoints = endpoints
    this.received = []
    this.strays = []
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", headers } = request
    const url = new URL(`https://${headers.host}${request.url}`)
    const endpoint = this.endpoints.find(
      (it) => it.method === method && place(new URL(it.url)) === place(url),
    )
    const received = { method, url, headers, body: await text(request) }
    if (!endpoint) {
      this.strays.push(`${method} ${url.href}`)
      response.writeHead(418).end("The fixture declares no such request.")
      return
    }
    this.received.push(received)
    const { status = 200, type = "application/json", body } = await endpoint.reply(received)
    response.writeHead(status, { "content-type": type }).end(body)
  }
}

/** Host and path. */
export function place({ host, pathname }: URL): string {
  return host + pathname
}
