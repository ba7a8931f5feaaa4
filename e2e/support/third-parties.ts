// A server on this machine that plays the third parties of docs/third-parties.md, each under a name below .localhost.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import { listenOnNewPort } from "../../lib/auth/oauth/new-port.fixture"

export type ThirdPartyServer = {
  port: number
  /** The requests so far, such as "POST plausible.localhost/api/event". */
  requests: string[]
  close(): Promise<void>
}

/** As Plausible's script: reports a page view to the server that the script comes from. */
const analytics = `{
  const { src, dataset } = document.currentScript
  window.analytics = "loaded"
  fetch(new URL("/api/event", src), { method: "POST", body: JSON.stringify({ n: "pageview", d: dataset.domain }) })
    .then((response) => { window.analytics = response.status })
}`

/** As Stripe.js: shows a frame of its own site, and calls its API. */
const payment = `{
  const { src } = document.currentScript
  const frame = document.createElement("iframe")
  frame.title = "Card number"
  frame.src = new URL("/elements.html", src)
  document.querySelector("#checkout").append(frame)
  fetch(src.replace("js.", "api."), { method: "POST" }).then((response) => { window.payment = response.status })
}`

const contents: Record<string, [type: string, body: string]> = {
  "/js/script.js": ["text/javascript", analytics],
  "/js/later.js": ["text/javascript", "window.later = 'loaded'"],
  "/v3/": ["text/javascript", payment],
  "/elements.html": ["text/html", "<!doctype html><title>Card</title><p>4242"],
  "/pixel.svg": ["image/svg+xml", '<svg xmlns="http://www.w3.org/2000/svg" width="7" height="7"/>'],
  "/style.css": ["text/css", ":root { --third-party: loaded }"],
}

function respond(request: IncomingMessage, response: ServerResponse): void {
  const [path = ""] = request.url?.split("?") ?? []
  const [type, body] = (request.method === "GET" && contents[path]) || ["text/plain", ""]
  response.writeHead(200, { "content-type": type, "access-control-allow-origin": "*" }).end(body)
}

/** Starts the server on a free port. */
export async function startThirdParties(): Promise<ThirdPartyServer> {
  const requests: string[] = []
  const server = createServer((request, response) => {
    const [host] = request.headers.host?.split(":") ?? []
    requests.push(`${request.method} ${host}${request.url}`)
    respond(request, response)
  })
  // Chromium resolves every name below .localhost to the loopback addresses.
  const port = await listenOnNewPort(server)
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { port, requests, close }
}
