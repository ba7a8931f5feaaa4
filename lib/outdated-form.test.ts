import { createServer, type RequestListener } from "node:http"
import type { AddressInfo } from "node:net"
import { expect, test } from "@playwright/test"
import { leadOutdatedForms } from "./outdated-form"

leadOutdatedForms()

const browser = { accept: "text/html", "content-type": "multipart/form-data; boundary=x" }

/** Next's response to an unknown server action. */
const unknown: RequestListener = (_, response) => {
  response.setHeader("x-nextjs-action-not-found", "1")
  response.setHeader("content-type", "text/plain")
  response.statusCode = 409
  response.end("Server Action unavailable.")
}

async function post(headers: Record<string, string>, respond: RequestListener, path = "/notes?page=2") {
  const server = createServer(respond).listen(0, "127.0.0.1")
  await new Promise((resolve) => server.once("listening", resolve))
  const { port } = server.address() as AddressInfo
  try {
    const address = `http://127.0.0.1:${port}${path}`
    const response = await fetch(address, { method: "POST", headers, body: "--x--", redirect: "manual" })
    return [response.status, response.headers.get("location"), await response.text()]
  } finally {
    server.close()
    server.closeAllConnections()
  }
}

test("a browser's form with an unknown action is led to the page that says so", async () => {
  expect(await post(browser, unknown)).toEqual([303, "/outdated?to=%2Fnotes%3Fpage%3D2", ""])
})

const text = [409, null, "Server Action unavailable."]
for (const [title, headers] of [
  ["React's own request", { ...browser, "next-action": "00" }],
  ["a request that wants no page", { ...browser, accept: "*/*" }],
  ["a request without a form", { ...browser, "content-type": "text/plain" }],
] as const)
  test(`${title} gets what Next sends`, async () => {
    expect(await post(headers, unknown)).toEqual(text)
  })

test("other responses to forms stay as they are", async () => {
  const respond: RequestListener = (_, response) => response.writeHead(200, { "x-a": "1" }).end("saved")
  expect(await post(browser, respond)).toEqual([200, null, "saved"])
})
