// Starts the real servers of the AT Protocol on this machine: a PDS, a directory of DIDs (PLC), and a name server with the handle of an
// account. Prints the variables that point an app to them: `eval "$(node bench/atproto/network.mjs)"` needs them in a shell of its own.
import { createSocket } from "node:dgram"
import { TestNetworkNoAppView } from "@atproto/dev-env"

export const [directoryPort, serverPort, namesPort] = [2582, 2583, 2584]

/**
 * @param {{ directory: string, server: string }} [names] public names of the two servers, which something else leads to them
 *
 * @typedef {{ handle: string, password: string }} Account
 */
export async function startNetwork(names) {
  const domain = names ? names.server : "test"
  const network = await TestNetworkNoAppView.create({
    plc: { port: directoryPort },
    pds: { port: serverPort, hostname: names?.server ?? "localhost", serviceHandleDomains: [`.${domain}`] },
  })
  const account = { handle: `alice.${domain}`, password: "password-of-alice" }
  const { data } = await network.pds.getClient().createAccount({ ...account, email: "alice@example.com" })
  const nameServer = await startNameServer(new Map([[`_atproto.${account.handle}`, `did=${data.did}`]]))
  return {
    env: {
      AUTH_BLUESKY_ID: "on",
      AUTH_BLUESKY_DIRECTORY: names ? `https://${names.directory}` : network.plc.url,
      AUTH_BLUESKY_SERVER: names ? `https://${names.server}` : network.pds.url,
      PORTICO_NAME_SERVERS: `127.0.0.1:${namesPort}`,
    },
    account,
    /** The clients of the account's tokens, with how they have authenticated. */
    async clients() {
      const tokens = await network.pds.ctx.oauthProvider.tokenManager.listAccountTokens(data.did)
      return tokens.map(({ data: { clientId: id, clientAuth } }) => ({ id, method: clientAuth.method }))
    },
    async close() {
      nameServer.close()
      await network.close()
    },
  }
}

/**
 * A name server with TXT records (RFC 1035).
 * @param {Map<string, string>} records
 */
async function startNameServer(records) {
  const socket = createSocket("udp4", (query, { port, address }) => {
    const labels = []
    let at = 12
    for (let length = query[at]; length > 0; length = query[at]) {
      labels.push(query.toString("latin1", at + 1, at + 1 + length))
      at += 1 + length
    }
    const isText = query.readUInt16BE(at + 1) === 16
    const value = isText ? records.get(labels.join(".").toLowerCase()) : undefined
    const header = Buffer.alloc(12)
    query.copy(header, 0, 0, 2)
    header.writeUInt16BE(value ? 0x8180 : 0x8183, 2)
    header.writeUInt16BE(1, 4)
    header.writeUInt16BE(value ? 1 : 0, 6)
    const parts = [header, query.subarray(12, at + 5)]
    if (value) {
      const start = Buffer.from([0xc0, 0x0c, 0, 16, 0, 1, 0, 0, 0, 0, 0, value.length + 1, value.length])
      parts.push(start, Buffer.from(value))
    }
    socket.send(Buffer.concat(parts), port, address)
  })
  await new Promise((resolve) => socket.bind(namesPort, "127.0.0.1", () => resolve(undefined)))
  return socket
}

if (process.argv[1] === import.meta.filename) {
  const { env } = await startNetwork()
  for (const [name, value] of Object.entries(env)) console.log(`${name}=${value}`)
}
