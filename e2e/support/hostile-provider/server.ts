// The server under every protocol: finds the route of a request, and writes down what came.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { text } from "node:stream/consumers"
import { answer } from "./answer"
import type { Behaviour } from "./behaviour"
import type { Signer } from "./keys"

/** A request, read. */
export type Asked = {
  request: IncomingMessage
  url: URL
  form: URLSearchParams
}

export type Route = (asked: Asked, response: ServerResponse) => void | Promise<void>

/** By path. */
export type Routes = Record<string, Route>

/** What each protocol needs to know of the provider that it is part of. */
export type Host = {
  readonly origin: string
  readonly behaviour: Behaviour
  /** The first one signs; all are in the key set. */
  readonly signers: readonly [Signer, ...Signer[]]
}

export class Server {
  private readonly server = createServer((request, response) => void this.serve(request, response))
  private readonly routes: Routes
  private readonly note: (asked: Asked) => void

  constructor(routes: Routes, note: (asked: Asked) => void) {
    this.routes = routes
    this.note = note
  }

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "localhost", resolve))
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
    const asked = { request, url, form }
    this.note(asked)
    const route = this.routes[url.pathname]
    if (route) await route(asked, response)
    else answer(response, { error: "not_found" }, 404)
  }
}
