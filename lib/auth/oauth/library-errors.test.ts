// The failed check is derived from the class, code and cause of a library's error. These tests replace every message of
// oauth4webapi and jose, since a patch release may change any of them.
import { expect } from "@playwright/test"
import { errors as jose, type JWTPayload } from "jose"
import * as oauth from "oauth4webapi"
import type { CheckName } from "../check-names"
import { AuthError } from "../errors"
import { checks } from "../telemetry/check-descriptions"
import { explainFailure } from "../telemetry/explain-failure"
import { onFlowEvent, reportFailure, type FlowEvent } from "../telemetry/flow-events"
import { authorizationResponse, contextAt, test, type MockResponse } from "./context.fixture"
import { idTokenClaims, issuerResponder, otherKey, sign, type Issuer } from "./issuer.fixture"
import { descriptionIn, providerErrorOf } from "./library-errors"
import { oidc } from "./oidc"

class ErrorWithoutMessage extends Error {
  constructor(_message?: string, options?: ErrorOptions) {
    super("lorem ipsum", options)
  }
}

const classes = [
  oauth.OperationProcessingError,
  oauth.UnsupportedOperationError,
  oauth.ResponseBodyError,
  oauth.AuthorizationResponseError,
  oauth.WWWAuthenticateChallengeError,
  jose.JOSEError,
]

// A constructor calls the constructor of its prototype, so every new error gets the replaced message.
test.beforeAll(() => classes.forEach((errorClass) => Object.setPrototypeOf(errorClass, ErrorWithoutMessage)))
test.afterAll(() => classes.forEach((errorClass) => Object.setPrototypeOf(errorClass, Error)))

const withClaims = (claims: JWTPayload): Issuer => ({
  idToken: async (origin) => sign(idTokenClaims(origin, claims)),
})
const withToken = (idToken: string): Issuer => ({ idToken: async () => idToken })
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url")
const ago = (seconds: number) => Math.floor(Date.now() / 1000) - seconds

type Case = { check: CheckName; issuer?: Issuer; response?: URLSearchParams }

const cases: Case[] = [
  { check: "response_consent", response: authorizationResponse({ error: "access_denied" }) },
  { check: "response_consent", response: authorizationResponse({ error: "user_cancelled_authorize" }) },
  { check: "response_error", response: authorizationResponse({ error: "server_error" }) },
  { check: "response_error", response: authorizationResponse({ error: "login_required" }) },
  { check: "response_params", response: authorizationResponse({ state: "another" }) },
  { check: "metadata_issuer", issuer: { document: () => ({ issuer: "https://other.example.com" }) } },
  { check: "metadata_endpoints", issuer: { document: () => ({ token_endpoint: undefined }) } },
  { check: "id_token_format", issuer: withToken("a.b.c") },
  { check: "token_response", issuer: { token: { access_token: undefined } } },
  { check: "token_response", issuer: { token: { id_token: undefined } } },
  { check: "token_accepted", issuer: { tokenStatus: 400, token: { error: "invalid_grant" } } },
  { check: "id_token_alg", issuer: withToken(`${encoded({ alg: "none" })}.${encoded({ sub: "ada" })}.`) },
  { check: "id_token_times", issuer: withClaims({ exp: ago(600) }) },
  { check: "id_token_claims", issuer: withClaims({ iat: undefined }) },
  { check: "id_token_iss", issuer: withClaims({ iss: "https://other.example.com" }) },
  { check: "id_token_aud", issuer: withClaims({ aud: "another" }) },
  { check: "id_token_azp", issuer: withClaims({ aud: ["client", "another"], azp: "another" }) },
  { check: "id_token_azp", issuer: withClaims({ azp: "another" }) },
  { check: "id_token_at_hash", issuer: withClaims({ at_hash: "another" }) },
  { check: "id_token_times", issuer: withClaims({ iat: ago(-600), exp: ago(-900) }) },
  { check: "token_response", issuer: { token: { token_type: "DPoP" } } },
  { check: "token_accepted", issuer: { token: { error: "server_error" } } },
  { check: "id_token_nonce", issuer: withClaims({ nonce: "another" }) },
  {
    check: "id_token_signature",
    issuer: { idToken: async (origin) => sign(idTokenClaims(origin), otherKey) },
  },
  { check: "userinfo_sub", issuer: { userinfo: async () => ({ body: { sub: "another" } }) } },
  { check: "userinfo_response", issuer: { userinfo: async () => ({ type: "text/html", body: "<p>" }) } },
]

for (const [index, { check, issuer = {}, response = authorizationResponse() }] of cases.entries())
  test(`case ${index}: the failed check ${check} is named without the library's message`, async ({
    startServer,
  }) => {
    const events: FlowEvent[] = []
    onFlowEvent("library-errors test", (event) => void events.push(event))
    const { origin } = await startServer(issuerResponder(issuer))
    const ctx = contextAt(origin)
    const error = await oidc.complete(ctx, new URLSearchParams(response)).catch((thrown: unknown) => thrown)
    if (!(error instanceof AuthError)) throw new Error(`not an AuthError: ${String(error)}`)
    expect(error.details.check).toBe(check)
    reportFailure(ctx.flow, error, "abcdefgh")
    const failure = events.at(-1)
    expect(failure?.type === "failure" && explainFailure(failure).check).toBe(checks[check])
  })

const said: [title: string, issuer: Issuer, details: object][] = [
  [
    "a wrong secret at the token endpoint",
    { tokenStatus: 401, token: { error: "invalid_client" } },
    { status: 401, providerError: "invalid_client", hint: expect.stringContaining("_SECRET") as unknown },
  ],
  [
    "an error in other words",
    { tokenStatus: 400, token: { error: "Bad Request" } },
    { status: 400, providerError: "Bad Request" },
  ],
  [
    "an error that is too long",
    { tokenStatus: 400, token: { error: "a".repeat(61) } },
    { status: 400, providerError: "an unknown error" },
  ],
  [
    "a challenge of userinfo",
    {
      userinfo: async () => ({
        status: 403,
        headers: { "www-authenticate": 'Bearer error="insufficient_scope"' },
        body: {},
      }),
    },
    { check: "userinfo_response", status: 403, providerError: "insufficient_scope" },
  ],
]
for (const [title, issuer, details] of said)
  test(`the details have what the provider said: ${title}`, async ({ startServer }) => {
    const { origin } = await startServer(issuerResponder(issuer))
    const completed = oidc.complete(contextAt(origin), authorizationResponse())
    await expect(completed).rejects.toMatchObject({ details })
  })

const page = "<!DOCTYPE html><title>Blocked</title>"
const otherShapes: [title: string, response: MockResponse, details: object][] = [
  [
    "no body",
    { status: 401, body: "" },
    { status: 401, hint: expect.stringContaining("_SECRET") as unknown },
  ],
  [
    "a challenge only",
    { status: 401, headers: { "www-authenticate": 'Basic realm="clients"' }, body: "" },
    { status: 401, hint: expect.stringContaining("_SECRET") as unknown },
  ],
  [
    "JSON as text",
    { status: 400, type: "text/plain", body: '{"error":"invalid_client"}' },
    { status: 400, providerError: "invalid_client" },
  ],
  [
    "an object",
    { status: 400, body: { error: { type: "OAuthException", message: "Bad client", code: 190 } } },
    { providerError: "190", description: "Bad client" },
  ],
  [
    "a number",
    { status: 400, body: { error_code: 1004, error_msg: "Bad secret" } },
    { providerError: "1004", description: "Bad secret" },
  ],
  [
    "problem details (RFC 9457)",
    { status: 403, type: "application/problem+json", body: { detail: "Client is off" } },
    { status: 403, description: "Client is off" },
  ],
  ["XML", { status: 400, type: "text/xml", body: "<error/>" }, { status: 400 }],
  [
    "the request's code",
    { status: 400, body: { code: "SplxlOBeZQQYbYS6WxSbIA" } },
    { providerError: "provider_error" },
  ],
]
for (const [title, response, details] of otherShapes)
  test(`a client that is rejected with ${title} is token_refused`, async ({ startServer }) => {
    const issuer = issuerResponder({})
    const { origin } = await startServer((request) =>
      request.url.pathname === "/token" ? response : issuer(request),
    )
    await expect(oidc.complete(contextAt(origin), authorizationResponse())).rejects.toMatchObject({
      code: "token_refused",
      details: { check: "token_accepted", ...details },
    })
  })

for (const [title, response] of [
  ["as text", { status: 200, type: "text/plain", body: page }],
  ["without a type", { status: 403, type: "", body: page }],
  ["as JSON", { status: 403, body: page }],
] as const)
  test(`a page ${title} at the token endpoint is named as one`, async ({ startServer }) => {
    const issuer = issuerResponder({})
    const { origin } = await startServer((request) =>
      request.url.pathname === "/token" ? response : issuer(request),
    )
    await expect(oidc.complete(contextAt(origin), authorizationResponse())).rejects.toMatchObject({
      code: "token_invalid",
      details: { check: "token_response", received: `an HTML page with status ${response.status}` },
    })
  })

test("the details have what the provider said about a pushed request", async ({ startServer }) => {
  const document = (origin: string) => ({ pushed_authorization_request_endpoint: `${origin}/token` })
  const { origin } = await startServer(
    issuerResponder({
      document,
      tokenStatus: 401,
      tokenHeaders: { "www-authenticate": 'Basic realm="clients"' },
      token: { error: "unauthorized_client" },
    }),
  )
  await expect(oidc.begin(contextAt(origin), {})).rejects.toMatchObject({
    code: "provider_refused",
    details: {
      check: "pushed_request",
      status: 401,
      providerError: "unauthorized_client",
      hint: expect.stringContaining("_SECRET") as unknown,
    },
  })
})

const retryAfter: Record<string, Record<string, string>> = { without: {}, with: { "retry-after": "30" } }
for (const status of [408, 425, 429])
  for (const [title, headers] of Object.entries(retryAfter))
    test(`status ${status} ${title} Retry-After means “try again later” at every call`, async ({
      startServer,
    }) => {
      const busy: Issuer = { tokenStatus: status, tokenHeaders: headers, token: { error: "invalid_client" } }
      const document = (origin: string) => ({ pushed_authorization_request_endpoint: `${origin}/token` })
      const atToken = await startServer(issuerResponder(busy))
      const pushed = await startServer(issuerResponder({ ...busy, document }))
      const atUserinfo = await startServer(
        issuerResponder({ userinfo: async () => ({ status, headers, body: {} }) }),
      )
      const atMetadata = await startServer(() => ({ status, headers, body: {} }))
      for (const call of [
        () => oidc.complete(contextAt(atToken.origin), authorizationResponse()),
        () => oidc.refresh?.(contextAt(atToken.origin), { refreshToken: "rt", idToken: undefined }),
        () => oidc.begin(contextAt(pushed.origin), {}),
        () => oidc.complete(contextAt(atUserinfo.origin), authorizationResponse()),
        () => oidc.begin(contextAt(atMetadata.origin), {}),
      ])
        await expect(call()).rejects.toMatchObject({ code: "provider_unreachable", details: { status } })
    })

test("an authorization response with only an error_code is an error", async ({ startServer }) => {
  const { origin } = await startServer(issuerResponder({}))
  const response = new URLSearchParams({
    state: "our-state",
    error_code: "1349187",
    error_message: "Blocked+URL",
  })
  await expect(oidc.complete(contextAt(origin), response)).rejects.toMatchObject({
    code: "provider_refused",
    details: { check: "response_error", providerError: "1349187", description: "Blocked+URL" },
  })
})

for (const error of [
  "login_required",
  "interaction_required",
  "consent_required",
  "account_selection_required",
])
  test(`${error} in an authorization response is interaction_required`, async ({ startServer }) => {
    const { origin } = await startServer(issuerResponder({}))
    await expect(oidc.complete(contextAt(origin), authorizationResponse({ error }))).rejects.toMatchObject({
      code: "interaction_required",
      details: { check: "response_error", providerError: error },
    })
  })

for (const [error_description, hint] of [
  ["DPoP proof is missing", "AUTH_<PROVIDER>_DPOP=on"],
  ["Client Certification missing for MTLS HoK Token Binding", "TLS certificate"],
  ["Invalid parameter: redirect_uri", "Register the callback address"],
  ["Pushed Authorization Request is only allowed.", "AUTH_<PROVIDER>_PAR"],
  ["Standard flow is disabled for the client.", "authorization code flow"],
  ["Invalid scopes: openid nope", "AUTH_<PROVIDER>_SCOPE"],
  ["Invalid parameter: code challenge method is not matching the configured one", "PKCE method"],
  ["Missing parameters", undefined],
] as const)
  test(`invalid_request with "${error_description}" has ${hint ? `a hint: ${hint}` : "no hint"}`, () => {
    const details = providerErrorOf("invalid_request", { description: descriptionIn({ error_description }) })
    expect(details.hint ?? "").toContain(hint ?? "")
    expect(details.hint !== undefined).toBe(hint !== undefined)
    expect(details.description).toBe(error_description)
  })

test("status 401 is about the client, whatever the error is called", () => {
  const description = "Authentication failed."
  const { hint } = providerErrorOf("invalid_request", { description, status: 401 })
  expect(hint).toContain("_SECRET")
  expect(providerErrorOf("invalid_request", { description, status: 400 }).hint).toBeUndefined()
})

for (const [title, body, description] of [
  [
    "a code and an address",
    "The code 0123456789abcdefghij of ada@example.com",
    "The code [redacted] of [redacted]",
  ],
  ["a short secret", "Wrong secret hunter22x, AADSTS7000215", "Wrong secret [redacted], AADSTS7000215"],
  ["several lines", 'one\r\n{"level":"info"}\u2028\u202etwo', 'one {"level":"info"} two'],
  ["nothing", " \n ", undefined],
  ["a long text", "word ".repeat(100), `${"word ".repeat(40)}…`],
] as const)
  test(`the description of an error is one line without secrets: ${title}`, { tag: "@leak" }, () => {
    expect(descriptionIn({ error_description: body })).toBe(description)
  })

test("a description is found under the names that providers have for it", () => {
  for (const body of [
    { message: "no" },
    { error: { message: "no", code: 1 } },
    { errors: [{ message: "no" }] },
    { error_message: "no" },
  ])
    expect(descriptionIn(body)).toBe("no")
  for (const body of [{ error_description: 1 }, { message: {} }, "no", null])
    expect(descriptionIn(body)).toBeUndefined()
})

test("the libraries' messages are replaced in this file", () => {
  expect(new jose.JWTInvalid("Invalid JWT").message).toBe("lorem ipsum")
  expect(new oauth.OperationProcessingError("unexpected", undefined).message).toBe("lorem ipsum")
})
