// AUTH_PROXY_STRIPS_PATH: a reverse proxy that removes the base path from requests, such as nginx with `proxy_pass http://app/;`.
import { subscribe, unsubscribe } from "node:diagnostics_channel"
import { IncomingMessage } from "node:http"
import { below } from "./base-path.mjs"

const channel = "http.server.request.start"

/**
 * Adds the base path again, before Next reads the request: Next has no setting for it. Requests that have it, such as those of a
 * health check on the app's own port, stay as they are.
 *
 * @returns a function that ends it
 */
export function restoreBasePath(basePath: string): () => void {
  const restore = (message: unknown) => {
    const request = requestOf(message)
    if (request?.url) request.url = withPath(basePath, request.url)
  }
  subscribe(channel, restore)
  return () => void unsubscribe(channel, restore)
}

/** @param target of the request line: a path with its query */
export function withPath(basePath: string, target: string): string {
  const [path = ""] = target.split("?", 1)
  return path === basePath || path.startsWith(`${basePath}/`) ? target : below(basePath, target)
}

/** Of Node's message, which has no type. */
function requestOf(message: unknown): IncomingMessage | undefined {
  const isMessage = typeof message === "object" && message !== null && "request" in message
  return isMessage && message.request instanceof IncomingMessage ? message.request : undefined
}
