// Public https names for servers of this machine. Servers of the AT Protocol accept no client at a local name, and no deployed app accepts
// a server without https. A proxy takes the app, the PDS and the browser to these names, so no name server and no hosts file is changed.
import { execFileSync } from "node:child_process"
import { mkdirSync, readFileSync } from "node:fs"
import { createServer, request } from "node:http"
import { createServer as createTlsServer } from "node:https"
import { connect } from "node:net"
import { join } from "node:path"
import { onClose } from "../../scripts/test/closing.mjs"
import { dataDirectory } from "../paths.mjs"

const folder = join(dataDirectory, "atproto")

/**
 * @param {Readonly<Record<string, number>>} ports of the servers by their names, which also have the names below theirs
 * @returns {Promise<{ proxy: string, certificate: string }>} certificate: the file of the authority that vouches for the names
 */
export async function servePublicNames(ports) {
  const { certificate, ...tls } = makeCertificate(Object.keys(ports))
  const front = createTlsServer(tls, (incoming, outgoing) => {
    const { method, url, headers } = incoming
    const port = portOf(headers.host ?? "")
    const onward = request({ host: "localhost", port, method, path: url, headers }, (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers)
      response.pipe(outgoing)
    })
    onward.once("error", () => outgoing.destroy())
    incoming.pipe(onward)
  })
  const frontPort = await listen(front)
  const proxy = createServer((_, response) => response.writeHead(405).end())
  proxy.on("connect", ({ url = "" }, socket) => {
    if (portOf(url.replace(/:443$/, "")) === undefined) return socket.end("HTTP/1.1 404 Not Found\r\n\r\n")
    const onward = connect(frontPort, "localhost", () => {
      socket.write("HTTP/1.1 200 Connection Established\r\n\r\n")
      socket.pipe(onward).pipe(socket)
    })
    for (const one of [socket, onward])
      one.on("error", () => {
        socket.destroy()
        onward.destroy()
      })
  })
  return { proxy: `http://localhost:${await listen(proxy)}`, certificate }

  /** @param {string} host */
  function portOf(host) {
    return Object.entries(ports).find(([name]) => host === name || host.endsWith(`.${name}`))?.[1]
  }
}

/**
 * @param {import("node:http").Server} server
 * @returns {Promise<number>} its port
 */
async function listen(server) {
  await new Promise((resolve) => server.listen(0, "localhost", () => resolve(undefined)))
  onClose(async () => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  return address !== null && typeof address === "object" ? address.port : 0
}

/**
 * A certificate that is its own authority.
 * @param {string[]} names
 */
function makeCertificate(names) {
  mkdirSync(folder, { recursive: true })
  const [keyFile, certificate] = [join(folder, "names.key"), join(folder, "names.pem")]
  const allNames = names.flatMap((name) => [`DNS:${name}`, `DNS:*.${name}`]).join(",")
  const argv = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=names"]
  const files = ["-addext", `subjectAltName=${allNames}`, "-keyout", keyFile, "-out", certificate]
  execFileSync("openssl", [...argv, ...files], { stdio: "ignore" })
  return { certificate, key: readFileSync(keyFile), cert: readFileSync(certificate) }
}
