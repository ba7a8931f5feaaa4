// Each check against a provider on this machine that has the fault which the check is there to name.
import { expect } from "@playwright/test"
import type { Client } from "../clients"
import { contextWith, providerAt, test, type Answered } from "../oauth/context.fixture"
import type { Provider } from "../providers/types"
import { checkCredentials } from "./credentials"
import { checkDiscovery } from "./discovery"
import { checkHost } from "./host"
import { checkKeys } from "./keys"

function oidcAt(issuer: string, client: Partial<Client> = {}) {
  const provider: Provider = {
    id: "service",
    name: "Service",
    protocol: "oidc",
    settings: { issuer },
    scope: "openid",
    console: "https://console.example.com",
  }
  return contextWith(provider, { issuer, ...client })
}

function documentOf(origin: string, more: object = {}): Answered {
  const at = (path: string) => `${origin}/${path}`
  return {
    body: {
      issuer: origin,
      authorization_endpoint: at("authorize"),
      token_endpoint: at("token"),
      jwks_uri: at("keys"),
      ...more,
    },
  }
}

test("an issuer that is what the owner says has nothing wrong", async ({ serve }) => {
  const { origin } = await serve(({ headers }) => documentOf(`http://${headers.host}`))
  const { checks, announced } = await checkDiscovery(oidcAt(origin))
  expect(checks.map(({ name, result }) => [name, result])).toEqual([
    ["discovery", "ok"],
    ["issuer", "ok"],
  ])
  expect(announced?.token_endpoint).toBe(`${origin}/token`)
})

test("an issuer of another name is told with both names, and the variable to change", async ({ serve }) => {
  const { origin } = await serve(() => documentOf("https://other.example.com"))
  const { checks, announced } = await checkDiscovery(oidcAt(origin))
  expect(announced).toBeUndefined()
  expect(checks).toContainEqual({
    name: "issuer",
    result: "fault",
    detail: `expected ${origin}, received https://other.example.com`,
    fix: expect.stringContaining("AUTH_SERVICE_ISSUER=https://other.example.com"),
  })
})

test("what is there instead of a discovery document is told by its status", async ({ serve }) => {
  const { origin } = await serve(() => ({ status: 404, body: "no" }))
  const { checks } = await checkDiscovery(oidcAt(origin))
  expect(checks).toEqual([
    {
      name: "discovery",
      result: "fault",
      detail: `${origin} responded with 404 and without a discovery document`,
      fix: expect.stringContaining("AUTH_SERVICE_ISSUER"),
    },
  ])
})

test("a document that names no keys is its operator's fault", async ({ serve }) => {
  const { origin } = await serve(({ headers }) =>
    documentOf(`http://${headers.host}`, { jwks_uri: undefined }),
  )
  const { checks } = await checkDiscovery(oidcAt(origin))
  expect(checks).toMatchObject([
    {
      result: "fault",
      detail: expect.stringContaining("announces no jwks_uri"),
      fix: expect.stringContaining("operator"),
    },
  ])
})

test("a host that does not resolve, one that refuses, and one without TLS are told apart", async ({
  serve,
}) => {
  const { origin } = await serve(() => ({ body: {} }))
  const { host, hostname } = new URL(origin)
  const lookAt = async (issuer: string) =>
    (await checkDiscovery(oidcAt(issuer, { hosts: [new URL(issuer).hostname] }))).checks[0]
  expect(await lookAt("https://nowhere.invalid")).toMatchObject({
    result: "fault",
    detail: expect.stringContaining("nowhere.invalid"),
    fix: expect.stringContaining("resolves names"),
  })
  expect(await lookAt(`https://${hostname}:29999`)).toMatchObject({
    result: "fault",
    fix: expect.stringContaining("No server listens there"),
  })
  expect(await lookAt(`https://${host}`)).toMatchObject({
    result: "fault",
    fix: expect.stringContaining("TLS"),
  })
})

test("keys are read, and what is none is a fault", async ({ serve }) => {
  const { origin } = await serve(({ url }) => ({
    ...(url.pathname === "/gone" && { status: 404 }),
    body: url.pathname === "/keys" ? { keys: [] } : { hello: "there" },
  }))
  const ctx = oidcAt(origin)
  expect(await checkKeys(ctx, `${origin}/keys`)).toMatchObject({ result: "ok" })
  expect(await checkKeys(ctx, `${origin}/other`)).toMatchObject({
    result: "fault",
    detail: expect.stringContaining("not a key set"),
  })
  expect(await checkKeys(ctx, `${origin}/gone`)).toMatchObject({
    result: "fault",
    detail: expect.stringContaining("404"),
  })
})

test("a clock that is ten minutes off is a fault, and which way", async ({ serve }) => {
  const shifted = (minutes: number) => new Date(Date.now() + minutes * 60_000).toUTCString()
  const { origin } = await serve(({ headers }) => ({
    headers: { date: shifted(Number(headers.host?.startsWith("localhost") ? -10 : 10)) },
    body: {},
  }))
  const clockOf = async (address: string) =>
    (await checkHost(oidcAt(origin), address)).find(({ name }) => name === "clock")
  expect(await clockOf(`${origin}/token`)).toMatchObject({
    result: "fault",
    detail: expect.stringMatching(/(599|600) s behind/),
    fix: expect.stringContaining("NTP"),
  })
  expect(await clockOf(`${origin.replace("127.0.0.1", "localhost")}/token`)).toMatchObject({
    result: "fault",
    detail: expect.stringMatching(/60[01] s ahead/),
  })
})

test("a clock that agrees is fine, and plain OAuth 2.0 can live with another", async ({ serve }) => {
  const { origin } = await serve(({ url }) => ({
    ...(url.pathname === "/" && { headers: { date: new Date(0).toUTCString() } }),
    body: {},
  }))
  const { origin: exact } = await serve(() => ({ body: {} }))
  expect(await checkHost(oidcAt(exact), exact)).toMatchObject([
    { result: "ok" },
    { name: "clock", result: "ok" },
  ])
  expect(await checkHost(contextWith(providerAt(origin)), origin)).toMatchObject([
    { result: "ok" },
    { name: "clock", result: "warn" },
  ])
})

test("a host that is down for a while is no fault of ours", async ({ serve }) => {
  const { origin } = await serve(() => ({ status: 503, body: {} }))
  expect(await checkHost(oidcAt(origin), origin)).toMatchObject([
    { name: "host", result: "warn", detail: expect.stringContaining("503") },
  ])
})

for (const [title, answered, expected] of [
  ["invalid_grant: they are accepted", { status: 400, body: { error: "invalid_grant" } }, "ok"],
  ["GitHub's word for it: they are accepted", { body: { error: "bad_verification_code" } }, "ok"],
  ["invalid_client", { status: 401, body: { error: "invalid_client" } }, "fault"],
  [
    "invalid_client, as a challenge",
    {
      status: 401,
      type: "text/plain",
      headers: { "www-authenticate": 'Basic error="invalid_client"' },
      body: "no",
    },
    "fault",
  ],
  ["GitHub's word for that", { body: { error: "incorrect_client_credentials" } }, "fault"],
  ["another callback address", { status: 400, body: { error: "redirect_uri_mismatch" } }, "fault"],
  ["something that tells nothing", { status: 400, body: { error: "temporarily_unavailable" } }, "warn"],
  ["no JSON", { status: 400, type: "text/html", body: "<p>no</p>" }, "warn"],
  ["tokens for a made-up code", { body: { access_token: "at", token_type: "bearer", id: 1 } }, "fault"],
] as const)
  test(`the token endpoint answers ${title}`, async ({ serve }) => {
    const { origin, asked } = await serve(() => answered)
    const provider = providerAt(origin, { console: "https://console.example.com" })
    const check = await checkCredentials(contextWith(provider))
    expect(check).toMatchObject({ name: "credentials", result: expected })
    expect(check.fix === undefined).toBe(expected === "ok")
    const form = new URLSearchParams(asked[0]?.body)
    expect([form.get("client_id"), form.get("client_secret"), form.get("code")]).toEqual([
      "client",
      "secret",
      "made-up",
    ])
  })

test("an answer that repeats the secret in the place of its code is not quoted", async ({ serve }) => {
  const { origin } = await serve(() => ({
    status: 400,
    body: { error: "no client has the secret hunter2!" },
  }))
  expect(JSON.stringify(await checkCredentials(contextWith(providerAt(origin))))).not.toContain("hunter2")
})

test("OAuth 1.0 is asked for temporary credentials", async ({ serve }) => {
  const { origin } = await serve(({ url }) =>
    url.pathname === "/yes"
      ? { body: "oauth_token=t&oauth_token_secret=s&oauth_callback_confirmed=true" }
      : { status: 401, body: "no" },
  )
  const at = (path: string) =>
    contextWith({
      id: "service",
      name: "Service",
      protocol: "oauth1",
      requestToken: `${origin}/${path}`,
      authorization: `${origin}/authorize`,
      token: `${origin}/token`,
      profile: { id: "id" },
    })
  expect(await checkCredentials(at("yes"))).toMatchObject({ result: "ok" })
  expect(await checkCredentials(at("no"))).toMatchObject({ result: "fault", detail: "rejected (401)" })
})
