import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { expect, test } from "@playwright/test"
import { fetchFor, type RequestPolicy } from "./provider-request"
import { isPrivate } from "./ssrf-guard"

const get = { method: "GET", headers: {}, body: undefined } as const

function callerOf(more: Partial<RequestPolicy> = {}): RequestPolicy {
  return { flow: { id: "", providerId: "service" }, loopback: false, hosts: [], ...more }
}

/** Everything that the error says, down to its first cause. */
async function failureOf(work: Promise<unknown>): Promise<string> {
  const said: string[] = []
  let error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  for (; error instanceof Error; error = error.cause) said.push(error.message)
  return said.join(" ← ")
}

for (const address of [
  "127.0.0.1",
  "10.0.0.1",
  "172.16.0.1",
  "172.31.255.255",
  "192.168.1.1",
  "169.254.169.254",
  "100.64.0.1",
  "0.0.0.0",
  "255.255.255.255",
  "::1",
  "::",
  "::ffff:127.0.0.1",
  "::ffff:a00:1",
  "64:ff9b::a00:1",
  "2002:a00:1::",
  "fe80::1",
  "fc00::1",
  "fd12:3456::1",
  "ff02::1",
])
  test(`${address} is private`, { tag: ["@ssrf", "@GHSA-5rr4-8452-hf4v"] }, () =>
    expect(isPrivate(address)).toBe(true),
  )

for (const address of ["1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "::ffff:1.1.1.1"])
  test(`${address} is public`, () => expect(isPrivate(address)).toBe(false))

for (const host of [
  "127.0.0.1",
  "[::1]",
  "[::ffff:127.0.0.1]",
  "10.1.2.3",
  "169.254.169.254",
  "0x7f.1",
  "2130706433",
])
  test(
    `an answer cannot send us to https://${host}`,
    { tag: ["@ssrf", "@GHSA-5rr4-8452-hf4v"] },
    async () => {
      const call = fetchFor("resource", callerOf())(`https://${host}:9/`, get)
      expect(await failureOf(call)).toMatch(/provider_unreachable ← .* is a private address/)
    },
  )

test(
  "a name is refused when it resolves to a private address, at the connection itself",
  { tag: ["@ssrf", "@GHSA-5rr4-8452-hf4v"] },
  async () => {
    const call = fetchFor("resource", callerOf())("https://localhost:29999/", get)
    expect(await failureOf(call)).toMatch(/provider_unreachable .* ← localhost has a private address/)
  },
)

test("a private host that the owner named is asked", async () => {
  const call = fetchFor("resource", callerOf({ hosts: ["localhost"] }))("https://localhost:29999/", get)
  expect(await failureOf(call)).not.toContain("private address")
})

test("plain http is refused even where the host was named", { tag: "@ssrf" }, async () => {
  const call = fetchFor("resource", callerOf({ hosts: ["localhost"] }))("http://localhost:29999/", get)
  expect(await failureOf(call)).toContain("provider_misconfigured")
})

test.describe("behind a proxy", () => {
  test.describe.configure({ mode: "serial" })
  let proxy: Server
  const connected: string[] = []

  test.beforeAll(async () => {
    proxy = createServer((request, response) => {
      connected.push(`plain ${request.url}`)
      response.end()
    })
    proxy.on("connect", (request, socket) => {
      connected.push(request.url ?? "")
      socket.end("HTTP/1.1 403 Forbidden\r\n\r\n")
    })
    await new Promise<void>((done) => proxy.listen(0, "127.0.0.1", done))
    process.env.HTTPS_PROXY = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
    process.env.HTTP_PROXY = process.env.HTTPS_PROXY
  })
  test.beforeEach(() => connected.splice(0))
  test.afterAll(() => {
    for (const name of ["HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"]) delete process.env[name]
    proxy.close()
    proxy.closeAllConnections()
  })

  test("a provider is reached through HTTPS_PROXY", async () => {
    await failureOf(fetchFor("token", callerOf())("https://service.example.com/token", get))
    expect(connected).toEqual(["service.example.com:443"])
  })

  test("NO_PROXY keeps a host out of it", async () => {
    process.env.NO_PROXY = "example.invalid"
    await failureOf(fetchFor("token", callerOf())("https://service.example.invalid/token", get))
    expect(connected).toEqual([])
    delete process.env.NO_PROXY
  })

  test(
    "a literal private address is refused all the same",
    { tag: ["@ssrf", "@GHSA-5rr4-8452-hf4v"] },
    async () => {
      expect(await failureOf(fetchFor("token", callerOf())("https://10.0.0.1/", get))).toContain(
        "private address",
      )
      expect(connected).toEqual([])
    },
  )

  test("the owner's server on this machine is asked straight", async () => {
    const server = createServer((_, response) => response.end("{}"))
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
    const { port } = server.address() as AddressInfo
    await fetchFor("token", callerOf({ loopback: true }))(`http://127.0.0.1:${port}/`, get)
    server.close()
    server.closeAllConnections()
    expect(connected).toEqual([])
  })
})
