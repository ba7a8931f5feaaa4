import { createSocket, type Socket } from "node:dgram"
import { expect, test } from "@playwright/test"
import { readTxt } from "./read-txt"

/** A name server that answers each question with the same code and records (RFC 1035 section 4.1). */
async function withServer(answers: { code: number; records: string[][] }, work: () => Promise<void>) {
  const server = createSocket("udp4")
  server.on("message", (question, { port, address }) =>
    server.send(answerTo(question, answers), port, address),
  )
  await new Promise<void>((bound) => server.bind(0, "127.0.0.1", bound))
  process.env.PORTICO_NAME_SERVERS = `127.0.0.1:${server.address().port}`
  try {
    await work()
  } finally {
    delete process.env.PORTICO_NAME_SERVERS
    await closed(server)
  }
}

const closed = (server: Socket) => new Promise<void>((done) => server.close(done))

function answerTo(question: Buffer, { code, records }: { code: number; records: string[][] }): Buffer {
  const end = question.indexOf(0, 12) + 5
  const header = Buffer.from(question.subarray(0, 12))
  header.writeUInt16BE(0x8180 | code, 2)
  header.writeUInt16BE(records.length, 6)
  header.writeUInt32BE(0, 8)
  const answers = records.map((strings) => {
    const data = Buffer.concat(
      strings.map((text) => Buffer.concat([Buffer.from([text.length]), Buffer.from(text)])),
    )
    const fixed = Buffer.from([0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 60, 0, data.length])
    return Buffer.concat([fixed, data])
  })
  return Buffer.concat([header, question.subarray(12, end), ...answers])
}

test("the strings of a TXT record are one value", async () => {
  await withServer({ code: 0, records: [["portico=", "abc"], ["v=spf1 -all"]] }, async () => {
    expect(await readTxt("_portico.acme.example")).toEqual(["portico=abc", "v=spf1 -all"])
  })
})

test("a name without records has none, and a server that fails is an error", async () => {
  await withServer({ code: 3, records: [] }, async () => {
    expect(await readTxt("_portico.acme.example")).toEqual([])
  })
  await withServer({ code: 0, records: [] }, async () => {
    expect(await readTxt("_portico.acme.example")).toEqual([])
  })
  await withServer({ code: 2, records: [] }, async () => {
    await expect(readTxt("_portico.acme.example")).rejects.toThrow()
  })
})
