// TLS in front of the app, for servers that register no other addresses than https. The browser does not check the certificate.
import { execFileSync } from "node:child_process"
import { mkdirSync, readFileSync } from "node:fs"
import { request } from "node:http"
import { createServer } from "node:https"
import { join } from "node:path"
import { freePort } from "../../scripts/lib/ports.mjs"
import { onClose } from "../../scripts/test/closing.mjs"
import { serversFolder } from "./machine.mjs"

/**
 * @param {number} port of the app
 * @returns {Promise<{ origin: string, close: () => Promise<void> }>}
 */
export async function openTls(port) {
  const server = createServer(certificate(), (incoming, outgoing) => {
    const { method, url, headers } = incoming
    const onward = request({ host: "localhost", port, method, path: url, headers }, (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers)
      response.pipe(outgoing)
    })
    onward.once("error", () => outgoing.destroy())
    incoming.pipe(onward)
  })
  const ownPort = await freePort()
  await new Promise((resolve) => server.listen(ownPort, "localhost", () => resolve(undefined)))
  const close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  onClose(close)
  return { origin: `https://localhost:${ownPort}`, close }
}

function certificate() {
  mkdirSync(serversFolder, { recursive: true })
  const [keyFile, certFile] = [join(serversFolder, "tls.key"), join(serversFolder, "tls.pem")]
  const argv = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
  execFileSync("openssl", [...argv, "-keyout", keyFile, "-out", certFile], { stdio: "ignore" })
  return { key: readFileSync(keyFile), cert: readFileSync(certFile) }
}
