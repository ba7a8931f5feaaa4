// An HTTP server in place of every host that the app calls, for one provider at a time. It records requests to endpoints that are
// not declared.
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { text } from "node:stream/consumers"
import { listenOnNewPort } from "../../../lib/auth/oauth/new-port.fixture"

export type Received = { method: string; url: URL; headers: IncomingHttpHeaders; body: string }

export type MockResponse = { status?: number; type?: string; body: string }

export type Endpoint = {
  method: string
  url: string
  respond: (received: Received) => MockResponse | Promise<MockResponse>
}

export class MockNetwork {
  /** The requests to declared endpoints since the last call of `declare`. */
  received: Received[] = []
  /** The requests to other addresses since then: method and URL. */
  undeclared: string[] = []
  private endpoints: Endpoint[] = []
  private readonly server = createServer((request, response) => void this.serve(request, response))

  static async open(): Promise<MockNetwork> {
    const network = new MockNetwork()
    await listenOnNewPort(network.server)
    return network
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port
  }

  /** Replaces the endpoints; they are found by method, host and path. */
  declare(endpoints: Endpoint[]): void {
    this.endpoints = endpoints
    this.received = []
    this.undeclared = []
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", headers } = request
    const url = new URL(`https://${headers.host}${request.url}`)
    const endpoint = this.endpoints.find(
      (it) => it.method === method && hostAndPath(new URL(it.url)) === hostAndPath(url),
    )
    const received = { method, url, headers, body: await text(request) }
    if (!endpoint) {
      this.undeclared.push(`${method} ${url.href}`)
      response.writeHead(418).end("The fixture declares no such request.")
      return
    }
    this.received.push(received)
    const { status = 200, type = "application/json", body } = await endpoint.respond(received)
    response.writeHead(status, { "content-type": type }).end(body)
  }
}

/** The part of a URL by which an endpoint is found. */
export function hostAndPath({ host, pathname }: URL): string {
  return host + pathname
}
