// A reverse proxy in front of an app below a path, like nginx: with `proxy_pass http://app;` it passes the path on, with
// `proxy_pass http://app/;` it removes it. With NGINX=/usr/sbin/nginx, nginx itself is behind it and does so.
import { createServer, request as send } from "node:http"
import { listenOnNewPort } from "../../lib/auth/oauth/new-port.fixture"
import { workerPort } from "./app"
import { startNginx } from "./nginx"

export type PathProxy = {
  origin: string
  /** The requests for paths beside the base path, where other apps of this host would be. */
  outside: string[]
  /** Forwards requests below the base path to this port of this machine. */
  forwardTo: (port: number) => Promise<void>
  close: () => Promise<void>
}

export async function startPathProxy(basePath: string, { strips }: { strips: boolean }): Promise<PathProxy> {
  const outside: string[] = []
  const program = process.env["NGINX"]
  const target = { host: "localhost", port: 0 }
  let stopNginx = async () => {}
  const server = createServer((request, response) => {
    const { url = "/", method, headers } = request
    const [pathname = ""] = url.split("?", 1)
    // The icon of the host. Chromium asks for it by itself when a refresh leads to an app (/mobile/done): Next's icons are not in the
    // head of a page that it has rendered without loading a document.
    if (url === "/favicon.ico") return void response.writeHead(204).end()
    if (pathname !== basePath && !pathname.startsWith(`${basePath}/`)) {
      outside.push(`${method} ${url}`)
      response.writeHead(404).end("another app")
      return
    }
    // nginx has no rule for the path without a slash, so `/app` becomes `/`.
    const stripped = url.slice(basePath.length)
    const path = strips && !program ? (stripped.startsWith("/") ? stripped : `/${stripped}`) : url
    const forwarded = send({ ...target, method, path, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
      answer.pipe(response)
    })
    forwarded.on("error", () => response.destroy())
    request.pipe(forwarded)
  })
  const port = await listenOnNewPort(server, "localhost")
  return {
    origin: `http://localhost:${port}`,
    outside,
    async forwardTo(appPort) {
      target.port = program ? await workerPort() : appPort
      if (!program) return
      target.host = "127.0.0.1"
      stopNginx = await startNginx(program, { listen: target.port, target: appPort }, { basePath, strips })
    },
    async close() {
      await stopNginx()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }
}
