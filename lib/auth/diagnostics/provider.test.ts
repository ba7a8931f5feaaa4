// Each check runs against a local provider with the problem that the check must report.
import { expect } from "@playwright/test"
import type { Client } from "../clients"
import {
  contextWith,
  providerAt,
  test,
  type MockResponse,
  type RecordedRequest,
} from "../oauth/context.fixture"
import type { Provider } from "../providers/types"
import { checkCredentials } from "./credentials"
import { checkDiscovery } from "./discovery"
import { checkHost } from "./host"
import { checkKeys } from "./keys"
import { checkStrictness } from "./strict"

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

function metadataOf(origin: string, fields: object = {}): MockResponse {
  const at = (path: string) => `${origin}/${path}`
  return {
    body: {
      issuer: origin,
      authorization_endpoint: at("authorize"),
      token_endpoint: at("token"),
      jwks_uri: at("keys"),
      ...fields,
    },
  }
}

test("a valid issuer passes all discovery checks", async ({ startServer }) => {
  const { origin } = await startServer(({ headers }) => metadataOf(`http://${headers.host}`))
  const { checks, announced } = await checkDiscovery(oidcAt(origin))
  expect(checks.map(({ name, result }) => [name, result])).toEqual([
    ["discovery", "ok"],
    ["issuer", "ok"],
  ])
  expect(announced?.token_endpoint).toBe(`${origin}/token`)
})

test("a different issuer is reported with both names and the variable to change", async ({ startServer }) => {
  const { origin } = await startServer(() => metadataOf("https://other.example.com"))
  const { checks, announced } = await checkDiscovery(oidcAt(origin))
  expect(announced).toBeUndefined()
  expect(checks).toContainEqual({
    name: "issuer",
    result: "fault",
    detail: `expected ${origin}, received https://other.example.com`,
    fix: expect.stringContaining("AUTH_SERVICE_ISSUER=https://other.example.com"),
  })
})

test("a missing discovery document is reported with the response's status", async ({ startServer }) => {
  const { origin } = await startServer(() => ({ status: 404, body: "no" }))
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

test("a document without jwks_uri is reported as a problem of the provider's operator", async ({
  startServer,
}) => {
  const { origin } = await startServer(({ headers }) =>
    metadataOf(`http://${headers.host}`, { jwks_uri: undefined }),
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

test("DNS, connection and TLS problems are reported differently", async ({ startServer }) => {
  const { origin } = await startServer(() => ({ body: {} }))
  const { host, hostname } = new URL(origin)
  const firstCheck = async (issuer: string) =>
    (await checkDiscovery(oidcAt(issuer, { hosts: [new URL(issuer).hostname] }))).checks[0]
  expect(await firstCheck("https://nowhere.invalid")).toMatchObject({
    result: "fault",
    detail: expect.stringContaining("nowhere.invalid"),
    fix: expect.stringContaining("resolves names"),
  })
  expect(await firstCheck(`https://${hostname}:29999`)).toMatchObject({
    result: "fault",
    fix: expect.stringContaining("No server listens there"),
  })
  expect(await firstCheck(`https://${host}`)).toMatchObject({
    result: "fault",
    fix: expect.stringContaining("TLS"),
  })
})

test("a response that is not a key set fails the check", async ({ startServer }) => {
  const { origin } = await startServer(({ url }) => ({
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

test("a clock that is ten minutes behind or ahead fails the check", async ({ startServer }) => {
  const shifted = (minutes: number) => new Date(Date.now() + minutes * 60_000).toUTCString()
  const { origin } = await startServer(({ headers }) => ({
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

test("a matching clock passes, and a wrong clock is only a warning for OAuth 2.0", async ({
  startServer,
}) => {
  const { origin } = await startServer(({ url }) => ({
    ...(url.pathname === "/" && { headers: { date: new Date(0).toUTCString() } }),
    body: {},
  }))
  const { origin: exact } = await startServer(() => ({ body: {} }))
  expect(await checkHost(oidcAt(exact), exact)).toMatchObject([
    { result: "ok" },
    { name: "clock", result: "ok" },
  ])
  expect(await checkHost(contextWith(providerAt(origin)), origin)).toMatchObject([
    { result: "ok" },
    { name: "clock", result: "warn" },
  ])
})

test("an unavailable host is a warning", async ({ startServer }) => {
  const { origin } = await startServer(() => ({ status: 503, body: {} }))
  expect(await checkHost(oidcAt(origin), origin)).toMatchObject([
    { name: "host", result: "warn", detail: expect.stringContaining("503") },
  ])
})

for (const [title, mock, expected] of [
  ["invalid_grant", { status: 400, body: { error: "invalid_grant" } }, "ok"],
  ["GitHub's bad_verification_code", { body: { error: "bad_verification_code" } }, "ok"],
  ["invalid_client", { status: 401, body: { error: "invalid_client" } }, "fault"],
  [
    "an invalid_client challenge",
    {
      status: 401,
      type: "text/plain",
      headers: { "www-authenticate": 'Basic error="invalid_client"' },
      body: "no",
    },
    "fault",
  ],
  ["GitHub's incorrect_client_credentials", { body: { error: "incorrect_client_credentials" } }, "fault"],
  ["redirect_uri_mismatch", { status: 400, body: { error: "redirect_uri_mismatch" } }, "fault"],
  ["an unrelated error", { status: 400, body: { error: "temporarily_unavailable" } }, "warn"],
  ["HTML", { status: 400, type: "text/html", body: "<p>no</p>" }, "warn"],
  ["tokens for a made-up code", { body: { access_token: "at", token_type: "bearer", id: 1 } }, "fault"],
] as const)
  test(`the credentials check is ${expected} if the token endpoint responds with ${title}`, async ({
    startServer,
  }) => {
    const { origin, requests } = await startServer(() => mock)
    const provider = providerAt(origin, { console: "https://console.example.com" })
    const check = await checkCredentials(contextWith(provider))
    expect(check).toMatchObject({ name: "credentials", result: expected })
    expect(check.fix === undefined).toBe(expected === "ok")
    const form = new URLSearchParams(requests[0]?.body)
    expect([form.get("client_id"), form.get("client_secret"), form.get("code")]).toEqual([
      "client",
      "secret",
      "made-up",
    ])
  })

for (const [dpop, fix] of [
  [undefined, "Set AUTH_SERVICE_DPOP=on."],
  [true, "clocks"],
] as const)
  test(`a refused proof is reported ${dpop ? "with its causes" : "with the variable that is missing"}`, async ({
    startServer,
  }) => {
    for (const body of [
      { error: "invalid_dpop_proof" },
      { error: "invalid_grant", error_description: "DPoP proof JWT not provided" },
    ]) {
      const { origin } = await startServer(() => ({ status: 400, body }))
      const check = await checkCredentials(contextWith(providerAt(origin, { dpop })))
      expect(check).toMatchObject({ name: "credentials", result: "fault" })
      expect(check.fix).toContain(fix)
    }
  })

test("an issuer that cannot give bound tokens is reported where they are required", async () => {
  const strict = (options: object) => contextWith(providerAt("https://id.example", options)).client
  const as = (fields: object) => ({ issuer: "https://id.example", ...fields })
  const results = (options: object, fields: object) =>
    checkStrictness(strict(options), as(fields)).map(({ name, result }) => [name, result])
  expect(results({}, {})).toEqual([])
  expect(results({ dpop: true }, {})).toEqual([["dpop", "warn"]])
  expect(results({ dpop: true }, { dpop_signing_alg_values_supported: ["RS256"] })).toEqual([
    ["dpop", "fault"],
  ])
  const announced = {
    dpop_signing_alg_values_supported: ["ES256"],
    pushed_authorization_request_endpoint: "https://id.example/par",
    authorization_response_iss_parameter_supported: true,
    token_endpoint_auth_methods_supported: ["private_key_jwt"],
    id_token_signing_alg_values_supported: ["RS256", "PS256"],
  }
  const fapi2 = { dpop: true, securityProfile: "fapi2" }
  expect(results(fapi2, announced)).toEqual([
    ["dpop", "ok"],
    ["fapi2", "ok"],
  ])
  for (const [name, value, missing] of [
    ["pushed_authorization_request_endpoint", undefined, "pushed requests"],
    ["authorization_response_iss_parameter_supported", undefined, "iss in responses"],
    ["token_endpoint_auth_methods_supported", ["client_secret_basic"], "private_key_jwt"],
    ["id_token_signing_alg_values_supported", ["RS256"], "PS256"],
  ] as const)
    expect(checkStrictness(strict(fapi2), as({ ...announced, [name]: value }))[1]).toMatchObject({
      result: "fault",
      detail: expect.stringContaining(missing) as unknown as string,
    })
})

/** A token endpoint that accepts a client only if `accepts` its request. */
const endpointFor =
  (accepts: (request: RecordedRequest, form: URLSearchParams) => boolean) =>
  (request: RecordedRequest): MockResponse =>
    accepts(request, new URLSearchParams(request.body))
      ? { status: 400, body: { error: "invalid_grant" } }
      : { status: 401, body: { error: "invalid_client" } }

test("a client that is registered for the body is found, and the variable is named", async ({
  startServer,
}) => {
  const { origin, requests } = await startServer(endpointFor((_, form) => form.has("client_secret")))
  const ctx = contextWith(providerAt(origin), { tokenAuth: undefined })
  expect(await checkCredentials(ctx)).toEqual({
    name: "credentials",
    result: "fault",
    detail: "rejected as client_secret_basic, accepted as client_secret_post",
    fix: "Set AUTH_SERVICE_TOKEN_AUTH=client_secret_post.",
  })
  expect(requests).toHaveLength(2)
})

for (const [registered, accepts] of [
  ["client_secret_post", (_: RecordedRequest, form: URLSearchParams) => form.has("client_secret")],
  ["client_secret_jwt", (_: RecordedRequest, form: URLSearchParams) => form.has("client_assertion")],
  [
    "none",
    ({ headers }: RecordedRequest, form: URLSearchParams) =>
      !headers.authorization && !form.has("client_secret") && !form.has("client_assertion"),
  ],
] as const)
  test(`of the announced methods, ${registered} is found`, async ({ startServer }) => {
    const token = endpointFor(accepts)
    const { origin } = await startServer((request) =>
      request.url.pathname === "/token"
        ? token(request)
        : metadataOf(`http://${request.headers.host}`, {
            token_endpoint_auth_methods_supported: [
              "client_secret_basic",
              "private_key_jwt",
              "client_secret_post",
              "client_secret_jwt",
              "none",
            ],
          }),
    )
    const ctx = oidcAt(origin, { tokenAuth: undefined })
    const { announced } = await checkDiscovery(ctx)
    expect(await checkCredentials(ctx, announced)).toMatchObject({
      detail: `rejected as client_secret_basic, accepted as ${registered}`,
      fix: `Set AUTH_SERVICE_TOKEN_AUTH=${registered}.`,
    })
  })

test("credentials that are rejected in every way are named with the ways that were tried", async ({
  startServer,
}) => {
  const { origin } = await startServer(endpointFor(() => false))
  expect(await checkCredentials(contextWith(providerAt(origin), { tokenAuth: undefined }))).toMatchObject({
    detail: "rejected (invalid_client), also as client_secret_post",
    fix: expect.stringContaining("again"),
  })
})

test("a method that is not announced is not tried, nor any other one of a provider that declares its own", async ({
  startServer,
}) => {
  const { origin, requests } = await startServer(({ url, headers }) =>
    url.pathname === "/token"
      ? { status: 401, body: { error: "invalid_client" } }
      : metadataOf(`http://${headers.host}`),
  )
  const ctx = oidcAt(origin, { tokenAuth: undefined })
  const { announced } = await checkDiscovery(ctx)
  const sent = () => requests.filter(({ url }) => url.pathname === "/token").length
  expect(await checkCredentials(ctx, announced)).toMatchObject({ detail: "rejected (invalid_client)" })
  expect(sent()).toBe(1)
  const declaring = providerAt(origin, { tokenAuth: "client_secret_post" })
  expect(await checkCredentials(contextWith(declaring))).toMatchObject({
    detail: "rejected (invalid_client)",
  })
  expect(sent()).toBe(2)
})

test("a response that contains the secret as its error code is not quoted", async ({ startServer }) => {
  const { origin } = await startServer(() => ({
    status: 400,
    body: { error: "no client has the secret hunter2!" },
  }))
  expect(JSON.stringify(await checkCredentials(contextWith(providerAt(origin))))).not.toContain("hunter2")
})

test("OAuth 1.0 credentials are checked with a request for temporary credentials", async ({
  startServer,
}) => {
  const { origin } = await startServer(({ url }) =>
    url.pathname === "/yes"
      ? { body: "oauth_token=t&oauth_token_secret=s&oauth_callback_confirmed=true" }
      : { status: 401, body: "no" },
  )
  const contextAt = (path: string) =>
    contextWith({
      id: "service",
      name: "Service",
      protocol: "oauth1",
      requestToken: `${origin}/${path}`,
      authorization: `${origin}/authorize`,
      token: `${origin}/token`,
      profile: { id: "id" },
    })
  expect(await checkCredentials(contextAt("yes"))).toMatchObject({ result: "ok" })
  expect(await checkCredentials(contextAt("no"))).toMatchObject({ result: "fault", detail: "rejected (401)" })
})
