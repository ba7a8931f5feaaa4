// Request lines, changed before Next reads them: it has no setting for that.
import { subscribe, unsubscribe } from "node:diagnostics_channel"
import type { IncomingMessage } from "node:http"
import { below } from "./base-path.mjs"

const channel = "http.server.request.start"

/**
 * Starts to change request lines:
 *
 * - An absolute target becomes a path, since Next would redirect to the host in it.
 * - TRACE becomes OPTIONS, since Next would respond with 500 to a method that `Request` refuses.
 * - The path that a reverse proxy removed is added again.
 *
 * @param strippedPath the base path, if a proxy removes it (AUTH_PROXY_STRIPS_PATH), such as nginx with `proxy_pass http://app/;`
 * @returns a function that ends it
 */
export function correctRequestLines(strippedPath?: string): () => void {
  const correct = (message: unknown) => {
    const { request } = message as { request: IncomingMessage }
    const path = pathOf(request.url ?? "")
    request.url = strippedPath ? withPath(strippedPath, path) : path
    if (request.method === "TRACE") request.method = "OPTIONS"
  }
  subscribe(channel, correct)
  return () => void unsubscribe(channel, correct)
}

/** The path and query of a target in absolute form (RFC 9112 section 3.2.2). The app's own address comes from AUTH_URL only. */
function pathOf(target: string): string {
  const [, path] = /^[a-z][a-z\d+.-]*:\/\/[^/?#]*(.*)$/is.exec(target) ?? []
  if (path === undefined) return target
  return path.startsWith("/") ? path : `/${path}`
}

/** Requests that have the base path, such as those of a health check on the app's own port, stay as they are. */
function withPath(basePath: string, target: string): string {
  const [path = ""] = target.split("?", 1)
  return path === basePath || path.startsWith(`${basePath}/`) ? target : below(basePath, target)
}
