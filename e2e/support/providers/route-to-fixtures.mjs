// Preloaded into the app under test: sends its https requests to the mock network as plain HTTP, so that no certificate is
// needed. Host, path, headers and body are unchanged.
import net from "node:net"
import tls from "node:tls"

/** @param {number} port of the mock network */
export function routeTo(port) {
  const connect = () => {
    const socket = net.connect({ port, host: "127.0.0.1" })
    socket.once("connect", () => socket.emit("secureConnect"))
    return socket
  }
  Object.assign(tls, { connect })
}

const { PORTICO_MOCK_PORT: port } = process.env
if (port) routeTo(Number(port))
