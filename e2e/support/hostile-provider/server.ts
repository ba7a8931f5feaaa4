// The HTTP server of the hostile provider: routes requests by path, and records them.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { text } from "node:stream/consumers"
import { listenOnNewPort } from "../../../lib/auth/oauth/new-port.fixture"
import type { Behaviour } from "./behaviour"
import type { Signer } from "./keys"
import { respond } from "./respond"

/** A request with its parsed URL and form. */
export type ParsedRequest = {
  request: IncomingMessage
  url: URL
  form: URLSearchParams
}

export type Route = (received: ParsedRequest, response: ServerResponse) => void | Promise<void>

/** By path. */
export type Routes = Record<string, Route>

/** The part of the hostile provider that the protocols use. */
export type Host = {
  readonly origin: string
  readonly behaviour: Behaviour
  /** The first signer signs ID tokens; the key set has the keys of all. */
  readonly signers: readonly [Signer, ...Signer[]]
  /** Whether its metadata has an endpoint that ends sessions. */
  readonly endsSessions: boolean
}

export class Server {
  private readonly server = createServer((request, response) => void this.serve(request, response))
  private readonly routes: Routes
  private readonly record: (received: ParsedRequest) => void

  constructor(routes: Routes, record: (received: ParsedRequest) => void) {
    this.routes = routes
    this.record = record
  }

  async open(): Promise<void> {
    await listenOnNewPort(this.server, "localhost")
  }

  get origin(): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}`
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.origin)
    const form = new URLSearchParams(request.method === "POST" ? await text(request) : "")
    const received = { request, url, form }
    this.record(received)
    const route = this.routes[url.pathname]
    if (route) await route(received, response)
    else respond(response, { error: "not_found" }, 404)
  }
}
