import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { expect, test } from "@playwright/test"
import { fetchFor, type RequestPolicy } from "./provider-request"
import { isPrivate } from "./ssrf-guard"

const get = { method: "GET", headers: {}, body: undefined } as const

function policyWith(changes: Partial<RequestPolicy> = {}): RequestPolicy {
  return { flow: { id: "", providerId: "service" }, loopback: false, hosts: [], ...changes }
}

/** The messages of the error and of its causes. */
async function messagesOf(work: Promise<unknown>): Promise<string> {
  const messages: string[] = []
  let error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  for (; error instanceof Error; error = error.cause) messages.push(error.message)
  return messages.join(" ← ")
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
  "::ffff:1.1.1.1",
  "::ffff:0:a00:1",
  "::a00:1",
  "64:ff9b::a00:1",
  "64:ff9b:1::1",
  "100::1",
  "1fff:ffff::1",
  "2001::1",
  "2001:20::1",
  "2001:1ff:ffff::1",
  "2001:db8::1",
  "3ffe::1",
  "3fff::1",
  "3fff:fff:ffff::1",
  "4000::1",
  "5f00::1",
  "192.88.99.1",
  "192.0.0.9",
  "198.19.255.255",
  "240.0.0.1",
  "2002:a00:1::",
  "fe80::1",
  "fe80::1%eth0",
  "fec0::1",
  "fc00::1",
  "fd12:3456::1",
  "ff02::1",
])
  test(`${address} is private`, { tag: ["@ssrf", "@GHSA-5rr4-8452-hf4v"] }, () =>
    expect(isPrivate(address)).toBe(true),
  )

for (const address of [
  "1.1.1.1",
  "172.32.0.1",
  "100.128.0.1",
  "192.88.98.1",
  "2001:200::1",
  "2606:4700::1111",
  "3ffd::1",
  "3fff:1000::1",
])
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
    `a response cannot cause a request to https://${host}`,
    { tag: ["@ssrf", "@GHSA-5rr4-8452-hf4v"] },
    async () => {
      const call = fetchFor("resource", policyWith())(`https://${host}:9/`, get)
      expect(await messagesOf(call)).toMatch(/provider_unreachable ← .* is a private address/)
    },
  )

test(
  "a host name that resolves to a private address is rejected when the connection opens",
  { tag: ["@ssrf", "@GHSA-5rr4-8452-hf4v"] },
  async () => {
    const call = fetchFor("resource", policyWith({ hosts: ["id.example"] }))("https://localhost:29999/", get)
    expect(await messagesOf(call)).toMatch(/provider_unreachable .* ← localhost has a private address/)
  },
)

test("a private host that the owner configured is requested", async () => {
  const call = fetchFor("resource", policyWith({ hosts: ["localhost"] }))("https://localhost:29999/", get)
  expect(await messagesOf(call)).not.toContain("private address")
})

test("plain http is rejected even for a configured host", { tag: "@ssrf" }, async () => {
  const call = fetchFor("resource", policyWith({ hosts: ["localhost"] }))("http://localhost:29999/", get)
  expect(await messagesOf(call)).toContain("provider_misconfigured")
})

test.describe("behind a proxy", () => {
  test.describe.configure({ mode: "serial" })
  let proxy: Server
  const proxied: string[] = []

  test.beforeAll(async () => {
    proxy = createServer((request, response) => {
      proxied.push(`plain ${request.url}`)
      response.end()
    })
    proxy.on("connect", (request, socket) => {
      proxied.push(request.url ?? "")
      socket.end("HTTP/1.1 403 Forbidden\r\n\r\n")
    })
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve))
    process.env.HTTPS_PROXY = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
    process.env.HTTP_PROXY = process.env.HTTPS_PROXY
  })
  test.beforeEach(() => proxied.splice(0))
  test.afterAll(() => {
    for (const name of ["HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"]) delete process.env[name]
    proxy.close()
    proxy.closeAllConnections()
  })

  test("requests to a provider use HTTPS_PROXY", async () => {
    await messagesOf(fetchFor("token", policyWith())("https://service.example.com/token", get))
    expect(proxied).toEqual(["service.example.com:443"])
  })

  test("a host in NO_PROXY is requested without the proxy", async () => {
    process.env.NO_PROXY = "example.invalid"
    await messagesOf(fetchFor("token", policyWith())("https://service.example.invalid/token", get))
    expect(proxied).toEqual([])
    delete process.env.NO_PROXY
  })

  test(
    "a private address is rejected behind a proxy too",
    { tag: ["@ssrf", "@GHSA-5rr4-8452-hf4v"] },
    async () => {
      expect(await messagesOf(fetchFor("token", policyWith())("https://10.0.0.1/", get))).toContain(
        "private address",
      )
      expect(proxied).toEqual([])
    },
  )

  test("a configured loopback server is requested without the proxy", async () => {
    const server = createServer((_, response) => response.end("{}"))
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
    const { port } = server.address() as AddressInfo
    await fetchFor("token", policyWith({ loopback: true }))(`http://127.0.0.1:${port}/`, get)
    server.close()
    server.closeAllConnections()
    expect(proxied).toEqual([])
  })
})
