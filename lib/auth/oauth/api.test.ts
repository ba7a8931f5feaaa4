// Requests to a provider's API with each kind of access token.
import { createHash } from "node:crypto"
import { expect } from "@playwright/test"
import { decodeJwt } from "jose"
import { apiFetch } from "../http/api-request"
import type { Provider } from "../providers/types"
import { sendWithToken } from "./api"
import { requestPolicy } from "./client-options"
import { contextWith, oauth1ProviderAt, providerAt, test, type MockResponse } from "./context.fixture"
import { newDpopKey } from "./dpop-handles"
import type { RequestContext } from "./protocol"

const request = { method: "GET", body: undefined, accessToken: "at", tokenSecret: null }

async function call(
  provider: Provider,
  url: string,
  changes: object = {},
  ctx: Partial<RequestContext> = {},
) {
  const context = { ...contextWith(provider), ...ctx }
  const options = {
    ...request,
    url: new URL(url),
    headers: new Headers({ accept: "text/plain" }),
    ...changes,
  }
  return sendWithToken(context, options, apiFetch(requestPolicy(context)))
}

test("a bearer token is in the Authorization header", async ({ startServer }) => {
  const { origin, requests } = await startServer(() => ({ body: { ok: true } }))
  const response = await call(providerAt(origin), `${origin}/me?fields=id`)
  expect(await response.json()).toEqual({ ok: true })
  const [{ headers, url } = {}] = requests
  expect(headers).toMatchObject({ authorization: "Bearer at", accept: "text/plain" })
  expect(headers).not.toHaveProperty("dpop")
  expect(url?.search).toBe("?fields=id")
})

test("a bound token has a proof for method, address and token, and the API's nonce", async ({
  startServer,
}) => {
  const responses: MockResponse[] = [
    {
      status: 401,
      headers: { "dpop-nonce": "n", "www-authenticate": 'DPoP error="use_dpop_nonce"' },
      body: {},
    },
    { body: { ok: true } },
    { body: { ok: true } },
  ]
  const { origin, requests } = await startServer(() => responses.shift() ?? { status: 500, body: "" })
  const dpopKey = await newDpopKey()
  const body = new TextEncoder().encode("a=b")
  for (const _ of [1, 2])
    expect(
      (await call(providerAt(origin), `${origin}/posts?q=1`, { method: "POST", body }, { dpopKey })).status,
    ).toBe(200)
  const ath = createHash("sha256").update("at").digest("base64url")
  expect(requests.map(({ headers }) => decodeJwt(String(headers["dpop"])).nonce)).toEqual([
    undefined,
    "n",
    "n",
  ])
  for (const sent of requests) {
    expect(sent).toMatchObject({ method: "POST", body: "a=b", headers: { authorization: "DPoP at" } })
    expect(decodeJwt(String(sent.headers["dpop"]))).toMatchObject({
      htm: "POST",
      htu: `${origin}/posts`,
      ath,
    })
  }
})

test("a proof is for the address without query and fragment, and for the exact text of the token", async ({
  startServer,
}) => {
  const { origin, requests } = await startServer(() => ({ body: {} }))
  const dpopKey = await newDpopKey()
  for (const accessToken of ["~+/=-._", 'a "b" \\c', "%41&x=1"]) {
    await call(providerAt(origin), `${origin}/a%20b/?q=1&q=2#part`, { accessToken }, { dpopKey })
    const sent = requests.at(-1)
    expect(sent?.headers.authorization).toBe(`DPoP ${accessToken}`)
    expect(sent?.url.search).toBe("?q=1&q=2")
    expect(decodeJwt(String(sent?.headers["dpop"]))).toMatchObject({
      htu: `${origin}/a%20b/`,
      ath: createHash("sha256").update(accessToken).digest("base64url"),
    })
  }
})

test("headers of the provider's file are added, and may carry the token", async ({ startServer }) => {
  const { origin, requests } = await startServer(() => ({ body: {} }))
  await call(
    providerAt(origin, { headers: { "client-id": "abc", accept: "application/json" } }),
    `${origin}/a`,
  )
  await call(providerAt(origin, { headers: { authorization: "OAuth {access_token}" } }), `${origin}/b`)
  expect(requests.map(({ headers }) => headers)).toMatchObject([
    { "client-id": "abc", accept: "text/plain", authorization: "Bearer at" },
    { authorization: "OAuth at" },
  ])
})

test("a request of OAuth 1.0 is signed, with the form in its body", async ({ startServer }) => {
  const { origin, requests } = await startServer(() => ({ body: {} }))
  const provider = oauth1ProviderAt(origin, { signature: "PLAINTEXT" })
  await call(provider, `${origin}/statuses`, { tokenSecret: "ts" })
  expect(requests[0]?.headers.authorization).toMatch(
    /^OAuth .*oauth_token="at".*oauth_signature="secret%26ts"/,
  )
  const form = { method: "POST", body: new TextEncoder().encode("status=hi"), tokenSecret: "ts" }
  const type = { headers: new Headers({ "content-type": "application/x-www-form-urlencoded" }) }
  await call(oauth1ProviderAt(origin), `${origin}/statuses`, { ...form, ...type })
  expect(requests[1]?.headers.authorization).toMatch(/^OAuth .*oauth_signature=/)
})

test(
  "the response of an API comes as it is: status, headers, redirects, bytes and size",
  { tag: "@ssrf" },
  async ({ startServer }) => {
    const { origin, requests } = await startServer(({ url }): MockResponse =>
      url.pathname === "/moved"
        ? { status: 302, headers: { location: `${origin}/elsewhere` }, body: "" }
        : { status: 503, type: "text/plain", headers: { "retry-after": "7" }, body: "x".repeat(2_000_000) },
    )
    const moved = await call(providerAt(origin), `${origin}/moved`)
    expect([moved.status, moved.headers.get("location")]).toEqual([302, `${origin}/elsewhere`])
    const busy = await call(providerAt(origin), `${origin}/busy`)
    expect([busy.status, busy.headers.get("retry-after")]).toEqual([503, "7"])
    expect(await busy.text()).toHaveLength(2_000_000)
    expect(requests.map(({ url }) => url.pathname)).toEqual(["/moved", "/busy"])
  },
)

test(
  "a token is not sent over plain http, nor to a private address that nobody named",
  { tag: "@ssrf" },
  async () => {
    const deployed = { ...contextWith(providerAt("https://api.example")) }
    const ctx = { client: { ...deployed.client, loopback: false } }
    await expect(call(providerAt("https://api.example"), "http://localhost:9/me", {}, ctx)).rejects.toThrow(
      "provider_misconfigured",
    )
    await expect(call(providerAt("https://api.example"), "https://10.0.0.1/me", {}, ctx)).rejects.toThrow(
      "10.0.0.1 is a private address",
    )
  },
)

test("an API that does not respond is unreachable, and a caller's signal ends the request", async ({
  startServer,
}) => {
  await expect(call(providerAt("http://localhost:9"), "http://localhost:9/me")).rejects.toThrow(
    "provider_unreachable",
  )
  const { origin } = await startServer(() => ({ body: {} }))
  const context = contextWith(providerAt(origin))
  const options = { ...request, url: new URL(origin), headers: new Headers() }
  const sent = sendWithToken(
    context,
    options,
    apiFetch(requestPolicy(context), AbortSignal.abort(new Error("enough"))),
  )
  await expect(sent).rejects.toThrow("enough")
})
