// Loaded into the app under test: whatever it sends by https goes to the server that plays the world instead, as plain
// HTTP. Host, path, headers and body stay as they are, and no certificate is needed.
import net from "node:net"
import tls from "node:tls"

const port = Number(process.env.PORTICO_WORLD)

const connect = () => {
  const socket = net.connect({ port, host: "127.0.0.1" })
  socket.once("connect", () => socket.emit("secureConnect"))
  return socket
}

Object.assign(tls, { connect })
