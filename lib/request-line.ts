// Request lines that Next misreads, changed before it reads them.
import { subscribe } from "node:diagnostics_channel"
import type { IncomingMessage } from "node:http"

/** On `globalThis`, because Next loads this file again after each edit. */
const store = globalThis as { porticoRequestLines?: true }

/**
 * Starts to change request lines: an absolute target becomes a path, since Next would redirect to the host in it, and TRACE becomes
 * OPTIONS, since Next would respond with 500 to a method that `Request` refuses.
 */
export function correctRequestLines(): void {
  if (store.porticoRequestLines) return
  store.porticoRequestLines = true
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage }
    if (request.url) request.url = pathOf(request.url)
    if (request.method === "TRACE") request.method = "OPTIONS"
  })
}

/** The path and query of a target in absolute form (RFC 9112 section 3.2.2). The app's own address comes from AUTH_URL only. */
function pathOf(target: string): string {
  const [, path] = /^[a-z][a-z\d+.-]*:\/\/[^/?#]*(.*)$/is.exec(target) ?? []
  if (path === undefined) return target
  return path.startsWith("/") ? path : `/${path}`
}
