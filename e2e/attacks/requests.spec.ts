// Malformed requests get a response with a status below 500, and change nothing.
import { get } from "node:http"
import { gzipSync } from "node:zlib"
import { expect, test } from "../support/fixtures"
import { errorCode } from "../support/flow"
import type { RequestOptions } from "../support/visitor"

test.use({ providerSet: "hostile" })

const formType = "application/x-www-form-urlencoded"
const boundary = "----WebKitFormBoundaryYmFzZTY0IGlzIG5v"
const multipart = `multipart/form-data; boundary=${boundary}`
const part = (name: string, value: string) =>
  `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n--${boundary}--\r\n`

const invalidForms: { title: string; type: string | null; body: string | Buffer }[] = [
  { title: "JSON", type: "application/json", body: '{"callbackUrl":"/"}' },
  { title: "text", type: "text/plain", body: "callbackUrl=/" },
  { title: "a body without a type", type: null, body: "callbackUrl=/" },
  { title: "an invalid type", type: ";;;", body: "callbackUrl=/" },
  {
    title: "a multipart form without a boundary",
    type: "multipart/form-data",
    body: part("callbackUrl", "/"),
  },
  { title: "a truncated multipart form", type: multipart, body: `--${boundary}\r\ncontent-disp` },
  { title: "a form of a megabyte", type: formType, body: `callbackUrl=${"x".repeat(1_000_000)}` },
]

const unusualForms: { title: string; type: string; body: string | Buffer }[] = [
  { title: "an empty body", type: formType, body: "" },
  { title: "an empty body and no type", type: "", body: "" },
  { title: "broken percent signs", type: formType, body: "callbackUrl=%zz%&%=%" },
  { title: "bytes that are not UTF-8", type: formType, body: Buffer.from([0x63, 0x3d, 0xff, 0xfe, 0x00]) },
  { title: "a thousand fields", type: formType, body: "callbackUrl=/x&".repeat(600) },
  { title: "names of Object's properties", type: formType, body: "__proto__=1&constructor=2&toString=3" },
  { title: "a field of a multipart form", type: multipart, body: part("callbackUrl", "//evil.example") },
  {
    title: "a file as destination",
    type: multipart,
    body: part('callbackUrl"; filename="x', "data"),
  },
  { title: "compressed bytes", type: formType, body: gzipSync("callbackUrl=/") },
]

for (const { title, type, body } of invalidForms)
  test(
    `${title} is rejected as a form`,
    { tag: ["@malformed", "@GHSA-g5fm-jp9v-2432"] },
    async ({ visitor }) => {
      for (const path of ["/api/auth/signin/oidc", "/api/auth/signout"]) {
        const response = await withoutHanging(() =>
          visitor.post(path, { body, headers: { "content-type": type } }),
        )
        expect({ status: response.status, code: errorCode(response) }).toEqual({
          status: 400,
          code: "invalid_request",
        })
        expect(response.setCookies).toEqual([])
      }
    },
  )

for (const { title, type, body } of unusualForms)
  test(
    `a form with ${title} redirects to the default destination`,
    { tag: ["@malformed", "@GHSA-g5fm-jp9v-2432"] },
    async ({ visitor, app, hostile }) => {
      const options: RequestOptions = { body, headers: { "content-type": type } }
      const started = await withoutHanging(() => visitor.post("/api/auth/signin/oidc", options))
      expect(started.status).toBe(303)
      expect(started.location).toContain(`${hostile.origin}/authorize`)
      const ended = await withoutHanging(() => visitor.post("/api/auth/signout", options))
      expect(ended.status).toBe(303)
      expect(new URL(ended.location).origin).toBe(app.origin)
    },
  )

const queries = [
  "",
  "?",
  "?state",
  "?state=&code=",
  "?code=x",
  "?state=%00&code=%00",
  "?state=%ff%fe&code=%zz",
  "?state[]=x&code[]=y",
  "?__proto__[state]=x",
  "?error=access_denied",
  "?error=%3Cscript%3E&error_description=x&state=x",
  `?state=${"x".repeat(7_000)}&code=y`,
  `?${"a=b&".repeat(1_500)}`,
  "?state=x&code=y&iss=&session_state=&scope=",
]

for (const query of queries)
  test(
    `a callback with ${JSON.stringify(query.slice(0, 40))} is rejected`,
    { tag: "@malformed" },
    async ({ visitor, records }) => {
      for (const path of ["/api/auth/oidc/callback", "/api/auth/callback/oauth2"]) {
        const response = await withoutHanging(() => visitor.get(path + query))
        expect({ status: response.status, code: errorCode(response) }).toEqual({
          status: 400,
          code: "attempt_missing",
        })
      }
      expect(await records.activity()).toEqual([])
    },
  )

test("a browser is redirected to the sign-in page with the error", async ({ visitor, app }) => {
  const headers = { accept: "text/html,application/xhtml+xml" }
  const callback = await visitor.get("/api/auth/oidc/callback?state=x&code=y", { headers })
  expect(callback.status).toBe(303)
  expect(callback.location).toContain(`${app.origin}/signin?error=attempt_missing&ref=`)
})

test("unknown methods are rejected", { tag: "@malformed" }, async ({ visitor }) => {
  const api = ["PROPFIND", "SEARCH", "LINK", "TRACE"].flatMap((method) =>
    ["/api/auth/session", "/api/auth/signin/oidc"].map((path) => [method, path] as const),
  )
  for (const [method, path] of [...api, ["TRACE", "/signin"] as const]) {
    const { status } = await withoutHanging(() => visitor.request(method, path))
    expect(status, `${method} ${path}`).toBeGreaterThanOrEqual(400)
    expect(status, `${method} ${path}`).toBeLessThan(500)
  }
})

test(
  "a request line with the address of another site is read as a path",
  { tag: ["@host-header", "@open-redirect"] },
  async ({ app }) => {
    for (const path of ["/dashboard", "/api/auth/signin", "/signin/"]) {
      const location = await new Promise<string | undefined>((resolve, reject) => {
        const target = `http://evil.example${path}`
        const { hostname, port } = new URL(app.origin)
        get({ hostname, port, path: target, agent: false }, (response) => {
          response.resume()
          resolve(response.headers.location)
        }).on("error", reject)
      })
      expect(new URL(location ?? "", app.origin).origin, path).toBe(app.origin)
    }
  },
)

/** Far longer than a response takes on a busy machine: only a request that hangs exceeds it. */
const hangMs = 60_000

/** Sends a request that must not hang. */
async function withoutHanging<T>(send: () => Promise<T>): Promise<T> {
  const start = performance.now()
  const response = await send()
  expect(performance.now() - start, "milliseconds until the response").toBeLessThan(hangMs)
  return response
}
