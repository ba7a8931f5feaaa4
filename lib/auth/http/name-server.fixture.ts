// A name server with TXT records that a test sets (RFC 1035).
import { createSocket } from "node:dgram"
import type { AddressInfo } from "node:net"

export class NameServer {
  /** The values by the name of the record. */
  readonly records = new Map<string, string[]>()
  /** The IPv4 addresses by name. */
  readonly addresses = new Map<string, string>()
  /** The names that were asked for. */
  readonly asked: string[] = []
  private readonly socket = createSocket("udp4", (query, { port, address }) => {
    this.socket.send(this.answer(query), port, address)
  })

  static async start(): Promise<NameServer> {
    const server = new NameServer()
    await new Promise<void>((resolve) => server.socket.bind(0, "127.0.0.1", resolve))
    return server
  }

  get address(): string {
    const { address, port }: AddressInfo = this.socket.address()
    return `${address}:${port}`
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.socket.close(resolve))
  }

  private answer(query: Buffer): Buffer {
    const labels: string[] = []
    let at = 12
    for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
      labels.push(query.toString("latin1", at + 1, at + 1 + length))
      at += 1 + length
    }
    const name = labels.join(".").toLowerCase()
    this.asked.push(name)
    const address = query.readUInt16BE(at + 1) === 1 ? this.addresses.get(name) : undefined
    const values = this.records.get(name) ?? []
    const answers = address === undefined ? values.map(txtRecord) : [addressRecord(address)]
    const header = Buffer.alloc(12)
    query.copy(header, 0, 0, 2)
    // A response to a recursive question; without records the name does not exist.
    header.writeUInt16BE(answers.length > 0 ? 0x8180 : 0x8183, 2)
    header.writeUInt16BE(1, 4)
    header.writeUInt16BE(answers.length, 6)
    return Buffer.concat([header, query.subarray(12, at + 5), ...answers])
  }
}

function txtRecord(value: string): Buffer {
  const text = Buffer.from(value)
  return record(16, Buffer.concat([Buffer.from([text.length]), text]))
}

function addressRecord(address: string): Buffer {
  return record(1, Buffer.from(address.split(".").map(Number)))
}

function record(type: number, data: Buffer): Buffer {
  const start = Buffer.alloc(12)
  // The name is that of the question, at byte 12.
  start.writeUInt16BE(0xc00c, 0)
  start.writeUInt16BE(type, 2)
  start.writeUInt16BE(1, 4)
  start.writeUInt32BE(0, 6)
  start.writeUInt16BE(data.length, 10)
  return Buffer.concat([start, data])
}
