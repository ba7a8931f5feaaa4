import { createServer, request } from "node:http"
import type { AddressInfo } from "node:net"
import { text } from "node:stream/consumers"
import { expect, test } from "@playwright/test"
import { correctRequestLines } from "./request-line"

correctRequestLines()

/** What a server reads of a request line. */
async function received(method: string, path: string): Promise<string> {
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

test("TRACE is read as OPTIONS", { tag: "@malformed" }, async () => {
  expect(await received("TRACE", "/signin")).toBe("OPTIONS /signin")
})
