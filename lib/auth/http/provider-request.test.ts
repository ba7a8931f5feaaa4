import { createServer, type RequestListener } from "node:http"
import type { AddressInfo } from "node:net"
import { deflateSync, gzipSync } from "node:zlib"
import { expect, test } from "@playwright/test"
import { fetchFor } from "./provider-request"

const policy = { flow: { id: "", providerId: "service" }, loopback: true, hosts: ["localhost"] }
const get = { method: "GET", headers: {}, body: undefined } as const

/** Sends a request to a local server with this listener. */
async function requestFrom(
  listener: RequestListener,
  send = fetchFor("resource", policy),
): Promise<Response> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve))
  try {
    const { port } = server.address() as AddressInfo
    return await send(`http://localhost:${port}/`, get)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

for (const { title, accepted, rejected } of [
  { title: "more than a megabyte", accepted: " ".repeat(1_000_000), rejected: " ".repeat(1_000_001) },
  { title: "more than 32 levels", accepted: nested(32), rejected: nested(33) },
  { title: "a hundred thousand levels", accepted: JSON.stringify(nested(99)), rejected: "[".repeat(100_000) },
])
  test(`a response with ${title} is rejected`, { tag: "@malformed" }, async () => {
    expect((await requestFrom((_, response) => response.end(accepted))).status).toBe(200)
    await expect(requestFrom((_, response) => response.end(rejected))).rejects.toThrow("provider_unreachable")
  })

for (const [kind, most] of [
  ["metadata", 64_000],
  ["token", 256_000],
  ["resource", 256_000],
] as const)
  test(
    `a response (${kind}) of a host that neither owner nor catalogue names has at most ${most} bytes`,
    { tag: "@malformed" },
    async () => {
      const stranger = fetchFor(kind, { ...policy, hosts: [] })
      const respond =
        (bytes: number): RequestListener =>
        (_, response) =>
          response.end(" ".repeat(bytes))
      expect((await requestFrom(respond(most), stranger)).status).toBe(200)
      await expect(requestFrom(respond(most + 1), stranger)).rejects.toThrow("provider_unreachable")
      const named = fetchFor(kind, { ...policy, isStranger: true })
      await expect(requestFrom(respond(most + 1), named)).rejects.toThrow("provider_unreachable")
      expect((await requestFrom(respond(most + 1), fetchFor(kind, policy))).status).toBe(200)
    },
  )

for (const [encoding, compress] of Object.entries({ gzip: gzipSync, deflate: deflateSync }))
  test(`a response compressed with ${encoding} is read, although no compression was requested`, async () => {
    const body = JSON.stringify({ items: [] })
    const response = await requestFrom(({ headers }, outgoing) => {
      expect(headers["accept-encoding"]).toBeUndefined()
      outgoing.writeHead(200, { "content-encoding": encoding }).end(compress(body))
    })
    expect(await response.text()).toBe(body)
  })

for (const [status, kept] of [
  [200, null],
  [201, null],
  [401, "Bearer"],
  [403, "Bearer"],
] as const)
  test(`the challenge of a response with status ${status} is ${kept ? "kept" : "ignored"}`, async () => {
    const response = await requestFrom((_, outgoing) =>
      outgoing.writeHead(status, { "www-authenticate": "Bearer" }).end("{}"),
    )
    expect(response.headers.get("www-authenticate")).toBe(kept)
  })

test("an empty response with a content encoding is empty", async () => {
  const response = await requestFrom((_, outgoing) =>
    outgoing.writeHead(200, { "content-encoding": "gzip" }).end(),
  )
  expect(await response.text()).toBe("")
})

for (const encoding of ["gzip", "br", "gzip, gzip", "constructor"])
  test(
    `a response with the content encoding ${encoding} and uncompressed content is rejected`,
    { tag: "@malformed" },
    async () => {
      const listener: RequestListener = (_, response) =>
        response.writeHead(200, { "content-encoding": encoding }).end("{}")
      await expect(requestFrom(listener)).rejects.toThrow("provider_unreachable")
    },
  )

test("a redirect is not followed", { tag: "@ssrf" }, async () => {
  const paths: (string | undefined)[] = []
  const { status } = await requestFrom(({ url }, response) => {
    paths.push(url)
    response.writeHead(url === "/" ? 302 : 200, { location: "/elsewhere" }).end()
  })
  expect({ status, paths }).toEqual({ status: 302, paths: ["/"] })
})

function nested(levels: number): string {
  return "[".repeat(levels) + "]".repeat(levels)
}
