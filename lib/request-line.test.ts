import { createServer, request } from "node:http"
import type { AddressInfo } from "node:net"
import { text } from "node:stream/consumers"
import { expect, test } from "@playwright/test"
import { correctRequestLines } from "./request-line"

/** What a server reads of a request line. */
async function received(method: string, path: string, strippedPath?: string): Promise<string> {
  // It applies to every server of this process.
  const end = correctRequestLines(strippedPath)
  const server = createServer(({ method: read, url }, response) => response.end(`${read} ${url}`))
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  try {
    return await new Promise<string>((resolve, reject) => {
      request({ host: "127.0.0.1", port, method, path, agent: false }, (response) => resolve(text(response)))
        .on("error", reject)
        .end()
    })
  } finally {
    server.close()
    end()
  }
}

for (const [target, expected] of [
  ["http://evil.example/dashboard?a=b", "/dashboard?a=b"],
  ["HTTPS://evil.example:8443/", "/"],
  ["http://evil.example", "/"],
  ["http://evil.example?a=b", "/?a=b"],
  ["http://user@evil.example//x", "//x"],
  ["/signin?callbackUrl=http://evil.example/x", "/signin?callbackUrl=http://evil.example/x"],
  ["//evil.example/x", "//evil.example/x"],
  ["*", "*"],
] as const)
  test(
    `the target ${target} is read as ${expected}`,
    { tag: ["@host-header", "@open-redirect"] },
    async () => {
      expect(await received("GET", target)).toBe(`GET ${expected}`)
    },
  )

for (const [target, expected] of [
  ["/signin?error=x", "/app/signin?error=x"],
  ["/", "/app"],
  ["/?a=/app", "/app?a=/app"],
  ["/application", "/app/application"],
  ["/app", "/app"],
  ["/app?x", "/app?x"],
  ["/app/api/health", "/app/api/health"],
  ["http://evil.example/signin", "/app/signin"],
  ["*", "*"],
] as const)
  test(`behind a proxy that removes the base path, the target ${target} is read as ${expected}`, async () => {
    expect(await received("GET", target, "/app")).toBe(`GET ${expected}`)
  })

test("TRACE is read as OPTIONS", { tag: "@malformed" }, async () => {
  expect(await received("TRACE", "/signin")).toBe("OPTIONS /signin")
})
