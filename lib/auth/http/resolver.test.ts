import { createSocket, type Socket } from "node:dgram"
import { lookup } from "node:dns/promises"
import { expect, test } from "@playwright/test"
import { unitEnvironment } from "../../environment.fixture"
import { fetchFor } from "./provider-request"

const closed = (server: Socket) => new Promise<void>((done) => server.close(done))

/** A name server for A records: the address of each question, and no answer at all where there is none. */
async function withServer(address: string | undefined, work: () => Promise<void>): Promise<void> {
  const server = createSocket("udp4")
  server.on("message", (question, sender) => {
    if (!address) return
    const end = question.indexOf(0, 12) + 5
    const isA = question.readUInt16BE(end - 4) === 1
    const header = Buffer.from(question.subarray(0, 12))
    header.writeUInt16BE(0x8180, 2)
    header.writeUInt16BE(isA ? 1 : 0, 6)
    header.writeUInt32BE(0, 8)
    const record = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, ...address.split(".").map(Number)])
    const answer = [header, question.subarray(12, end), ...(isA ? [record] : [])]
    server.send(Buffer.concat(answer), sender.port, sender.address)
  })
  await new Promise<void>((bound) => server.bind(0, "127.0.0.1", bound))
  Object.assign(process.env, unitEnvironment, {
    PORTICO_NAME_SERVERS: `127.0.0.1:${server.address().port}`,
  })
  try {
    await work()
  } finally {
    delete process.env.PORTICO_NAME_SERVERS
    await closed(server)
  }
}

/** A request of a connection, none of whose hosts the owner named. */
async function request(address: string): Promise<string> {
  const send = fetchFor("metadata", { flow: { id: "", providerId: "" }, loopback: false, hosts: [] })
  const failure: unknown = await send(address, { method: "GET", headers: {}, body: undefined }).catch(
    (error: unknown) => error,
  )
  const causes: string[] = []
  for (let cause = failure; cause instanceof Error; cause = cause.cause) causes.push(cause.message)
  return causes.join(" ← ")
}

for (const address of ["127.0.0.1", "10.0.0.1", "169.254.169.254", "0.0.0.0"])
  test(`a name that a name server resolves to ${address} is not reached`, { tag: "@ssrf" }, async () => {
    await withServer(address, async () => {
      expect(await request("https://id.acme.example")).toContain("id.acme.example has a private address")
    })
  })

test("names whose server never answers hold up no other lookup", { tag: "@ssrf" }, async () => {
  await withServer(undefined, async () => {
    let ended = 0
    const hanging = Array.from({ length: 50 }, async (_, index) =>
      request(`https://id-${index}.acme.example`).finally(() => ended++),
    )
    for (let times = 0; times < 10; times++) await lookup("localhost")
    // Of Node's own lookups four run at once, so these would end after most of the others.
    expect(ended).toBe(0)
    for (const failure of await Promise.all(hanging)) expect(failure).toContain("provider_unreachable")
  })
})
