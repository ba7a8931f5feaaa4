import { createServer, type RequestListener } from "node:http"
import type { AddressInfo } from "node:net"
import { deflateSync, gzipSync } from "node:zlib"
import { expect, test } from "@playwright/test"
import { fetchFor } from "./provider-request"

const caller = { flow: { id: "", providerId: "service" }, loopback: true, hosts: [] }
const get = { method: "GET", headers: {}, body: undefined } as const

/** Asks a server on this machine that answers so. */
async function ask(listener: RequestListener): Promise<Response> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve))
  try {
    const { port } = server.address() as AddressInfo
    return await fetchFor("resource", caller)(`http://localhost:${port}/`, get)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

for (const { title, sound, tooMuch } of [
  { title: "more than a megabyte", sound: " ".repeat(1_000_000), tooMuch: " ".repeat(1_000_001) },
  { title: "more than 32 levels", sound: nested(32), tooMuch: nested(33) },
  { title: "a hundred thousand levels", sound: JSON.stringify(nested(99)), tooMuch: "[".repeat(100_000) },
])
  test(`an answer with ${title} is not read`, { tag: "@malformed" }, async () => {
    expect((await ask((_, response) => response.end(sound))).status).toBe(200)
    await expect(ask((_, response) => response.end(tooMuch))).rejects.toThrow("provider_unreachable")
  })

for (const [encoding, pack] of Object.entries({ gzip: gzipSync, deflate: deflateSync }))
  test(`an answer that is packed by ${encoding} unasked is read`, async () => {
    const body = JSON.stringify({ items: [] })
    const answer = await ask(({ headers }, response) => {
      expect(headers["accept-encoding"]).toBeUndefined()
      response.writeHead(200, { "content-encoding": encoding }).end(pack(body))
    })
    expect(await answer.text()).toBe(body)
  })

test("an answer that is packed and empty is empty", async () => {
  const answer = await ask((_, response) => response.writeHead(200, { "content-encoding": "gzip" }).end())
  expect(await answer.text()).toBe("")
})

for (const encoding of ["gzip", "br", "gzip, gzip", "constructor"])
  test(`an answer that says ${encoding} and is not is not read`, { tag: "@malformed" }, async () => {
    const listener: RequestListener = (_, response) =>
      response.writeHead(200, { "content-encoding": encoding }).end("{}")
    await expect(ask(listener)).rejects.toThrow("provider_unreachable")
  })

test("a redirect is not followed", { tag: "@ssrf" }, async () => {
  const asked: (string | undefined)[] = []
  const { status } = await ask(({ url }, response) => {
    asked.push(url)
    response.writeHead(url === "/" ? 302 : 200, { location: "/elsewhere" }).end()
  })
  expect({ status, asked }).toEqual({ status: 302, asked: ["/"] })
})

function nested(levels: number): string {
  return "[".repeat(levels) + "]".repeat(levels)
}
