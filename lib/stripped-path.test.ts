import { createServer, get } from "node:http"
import type { AddressInfo } from "node:net"
import { expect, test } from "@playwright/test"
import { restoreBasePath, withPath } from "./stripped-path"

for (const [target, expected] of [
  ["/signin?error=x", "/app/signin?error=x"],
  ["/", "/app"],
  ["/?a=/app", "/app?a=/app"],
  ["/application", "/app/application"],
  ["/app", "/app"],
  ["/app?x", "/app?x"],
  ["/app/api/health", "/app/api/health"],
  ["*", "*"],
] as const)
  test(`the target ${target} becomes ${expected}`, () => {
    expect(withPath("/app", target)).toBe(expected)
  })

test("a server reads the path with the base path", async () => {
  const end = restoreBasePath("/app")
  const server = createServer((request, response) => response.end(request.url))
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve))
  const { port } = server.address() as AddressInfo
  const text = await new Promise<string>((resolve, reject) => {
    get({ host: "localhost", port, path: "/signin?a=b" }, (response) => {
      let body = ""
      response.on("data", (chunk: Buffer) => (body += chunk.toString()))
      response.on("end", () => resolve(body))
    }).on("error", reject)
  })
  server.close()
  // It applies to every server of this process, and other tests have theirs.
  end()
  expect(text).toBe("/app/signin?a=b")
})
