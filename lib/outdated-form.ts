// The form of a page that stayed open while another build was deployed, submitted without JavaScript. Next responds with a line of
// plain text to a server action that it does not know; the browser is led to a page that says so.
import { subscribe } from "node:diagnostics_channel"
import type { IncomingMessage, ServerResponse } from "node:http"
import { builtBasePath, withBasePath } from "./base-path.mjs"

/** Next sets it for an unknown server action. */
const notFoundHeader = "x-nextjs-action-not-found"

/** On `globalThis`, because Next loads this file again after each edit. */
const store = globalThis as { porticoOutdatedForms?: true }

/** Starts to lead the visitors of outdated forms on. */
export function leadOutdatedForms(): void {
  if (store.porticoOutdatedForms) return
  store.porticoOutdatedForms = true
  subscribe("http.server.request.start", (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse }
    if (isForm(request)) leadOn(request, response)
  })
}

/** Whether a browser sent a form itself. React's own requests have the header Next-Action, and the page is loaded again. */
function isForm({ method, headers }: IncomingMessage): boolean {
  return (
    method === "POST" &&
    headers["next-action"] === undefined &&
    headers.accept?.includes("text/html") === true &&
    headers["content-type"]?.startsWith("multipart/form-data") === true
  )
}

/** Changes Next's response to an unknown action to a redirect. */
function leadOn(request: IncomingMessage, response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response) as Send
  const end = response.end.bind(response) as Send
  let isOutdated = false
  response.writeHead = (...args: unknown[]) => {
    isOutdated = !response.headersSent && response.hasHeader(notFoundHeader)
    if (!isOutdated) return writeHead(...args)
    for (const name of bodyHeaders) response.removeHeader(name)
    const to = withoutBasePath(request.url ?? "/")
    response.setHeader("location", withBasePath(`/outdated?${new URLSearchParams({ to })}`))
    response.setHeader("cache-control", "private, no-store")
    return writeHead(303)
  }
  response.end = (...args: unknown[]) => {
    if (!response.headersSent && response.hasHeader(notFoundHeader)) response.writeHead(303)
    return isOutdated ? end() : end(...args)
  }
}

/** The page's link gets it again. */
function withoutBasePath(url: string): string {
  const base = builtBasePath ?? ""
  return url.startsWith(`${base}/`) ? url.slice(base.length) : "/"
}

/** Overloads that differ in their arguments only. */
type Send = (...args: unknown[]) => ServerResponse

const bodyHeaders = ["content-type", "content-length", "content-encoding", "etag"]
