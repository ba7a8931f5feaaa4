// Proxies: TLS in front of the app, for servers that register no other addresses than https, and one in front of a server. The browser
// does not check the certificate.
import { execFileSync } from "node:child_process"
import { mkdirSync, readFileSync } from "node:fs"
import { createServer, request } from "node:http"
import { createServer as createTlsServer } from "node:https"
import { join } from "node:path"
import { freePort } from "../../scripts/lib/ports.mjs"
import { onClose } from "../../scripts/test/closing.mjs"
import { serversFolder } from "./machine.mjs"

/**
 * @param {number} port of the app
 * @returns {Promise<{ origin: string, close: () => Promise<void> }>}
 */
export function openTls(port) {
  return open(createTlsServer(certificate(), forwardTo(port)), "https")
}

/**
 * A proxy that adds the header Date, as proxies do.
 * @param {number} port of the server
 * @returns {Promise<{ origin: string, close: () => Promise<void> }>}
 */
export function openProxy(port) {
  return open(createServer(forwardTo(port)), "http")
}

/** @param {number} port @returns {import("node:http").RequestListener} */
function forwardTo(port) {
  return (incoming, outgoing) => {
    const { method, url, headers } = incoming
    const onward = request({ host: "localhost", port, method, path: url, headers }, (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers)
      response.pipe(outgoing)
    })
    onward.once("error", () => outgoing.destroy())
    incoming.pipe(onward)
  }
}

/** @param {import("node:http").Server | import("node:https").Server} server @param {string} scheme */
async function open(server, scheme) {
  const port = await freePort()
  await new Promise((resolve) => server.listen(port, "localhost", () => resolve(undefined)))
  const close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  onClose(close)
  return { origin: `${scheme}://localhost:${port}`, close }
}

function certificate() {
  mkdirSync(serversFolder, { recursive: true })
  const [keyFile, certFile] = [join(serversFolder, "tls.key"), join(serversFolder, "tls.pem")]
  const argv = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
  execFileSync("openssl", [...argv, "-keyout", keyFile, "-out", certFile], { stdio: "ignore" })
  return { key: readFileSync(keyFile), cert: readFileSync(certFile) }
}
