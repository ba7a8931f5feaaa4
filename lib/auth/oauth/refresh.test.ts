import { inspect } from "node:util"
import { expect } from "@playwright/test"
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from "jose"
import type { Provider } from "../providers/types"
import { protocols } from "."
import { contextWith, providerAt, test, type MockResponse, type Responder } from "./context.fixture"

const key = await generateKeyPair("ES256")
const otherKey = await generateKeyPair("ES256")
const jwk = { ...(await exportJWK(key.publicKey)), kid: "k1", alg: "ES256" }

const newTokens = { access_token: "new", token_type: "bearer", expires_in: 60, refresh_token: "rotated" }

async function refresh(provider: Provider, idToken?: string) {
  const { client, flow } = contextWith(provider)
  return protocols[provider.protocol].refresh?.({ client, flow }, { refreshToken: "stored", idToken })
}

test("a refresh sends the refresh token with client authentication and returns the new tokens", async ({
  startServer,
}) => {
  const { origin, requests } = await startServer(() => ({ body: { ...newTokens, scope: "a b", team: "x" } }))
  expect(await refresh(providerAt(origin))).toEqual({
    accessToken: "new",
    refreshToken: "rotated",
    idToken: null,
    tokenType: "bearer",
    scope: "a b",
    expiresAt: expect.any(Number) as unknown as number,
    extra: { team: "x" },
  })
  expect(requests.map(({ method, url }) => `${method} ${url.pathname}`)).toEqual(["POST /token"])
  expect(Object.fromEntries(new URLSearchParams(requests[0]?.body))).toEqual({
    grant_type: "refresh_token",
    refresh_token: "stored",
    client_id: "client",
    client_secret: "secret",
  })
})

test("a refresh applies the provider's quirks to the request and the response", async ({ startServer }) => {
  const { origin, requests } = await startServer(() => ({
    body: { data: { token: "new", seconds: "60" }, errcode: 0 },
  }))
  const quirks = {
    tokenRequest: "json",
    tokenParamNames: { client_id: "client_key" },
    tokenPaths: { access_token: "data.token", expires_in: "data.seconds" },
    tokenType: "bearer",
    success: "errcode=0",
  } as const
  expect(await refresh(providerAt(origin, quirks))).toMatchObject({ accessToken: "new", refreshToken: null })
  expect(JSON.parse(requests[0]?.body ?? "")).toMatchObject({ client_key: "client", refresh_token: "stored" })
})

for (const access_token of ["secret\ntoken", "secr€t", "secret\u0000"])
  test(
    `an access token that no header can carry is rejected, and no error quotes it: ${JSON.stringify(access_token)}`,
    { tag: ["@leak", "@malformed"] },
    async ({ startServer }) => {
      const { origin } = await startServer(() => ({ body: { ...newTokens, access_token } }))
      const error: unknown = await refresh(providerAt(origin)).catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({ code: "token_invalid", details: { check: "token_response" } })
      expect(inspect(error)).not.toContain("secr")
    },
  )

test("a refresh uses the provider's own address for it", async ({ startServer }) => {
  const { origin, requests } = await startServer(() => ({ body: newTokens }))
  await refresh(providerAt(origin, { refresh: `${origin}/refresh` }))
  expect(requests.map(({ url }) => url.pathname)).toEqual(["/refresh"])
})

const rejected: [response: string, mock: MockResponse][] = [
  ["invalid_grant", { status: 400, body: { error: "invalid_grant" } }],
  ["a bad refresh token with status 200", { body: { error: "bad_refresh_token" } }],
  ["interaction_required", { status: 400, body: { error: "interaction_required" } }],
  [
    "a message that names it",
    { status: 400, body: { error: "Bad Request", status: 400, message: "Invalid refresh token" } },
  ],
  [
    "invalid_request with such a description",
    { status: 401, body: { error: "invalid_request", error_description: "The refresh token is invalid." } },
  ],
  ["another spelling", { status: 400, body: { error: "INVALID_GRANT" } }],
  ["a nested code", { status: 401, body: { error: { type: "invalid_grant", message: "Revoked" } } }],
  ["a code under another name", { status: 400, body: { status: "BAD_REFRESH_TOKEN", message: "missing" } }],
  ["a list of errors", { status: 400, body: { success: false, errors: [{ errorType: "invalid_grant" }] } }],
  ["a nested message", { body: { error: { code: 498, message: "refresh_token has expired" } } }],
]
for (const [response, mock] of rejected)
  test(`a refresh token is unusable after ${response}`, async ({ startServer }) => {
    const { origin } = await startServer(() => mock)
    expect(await refresh(providerAt(origin))).toBeNull()
  })

test("a refresh token is unusable after the response that the provider declares", async ({ startServer }) => {
  const { origin } = await startServer(() => ({ status: 400, body: { fault: { id: 12 } } }))
  expect(await refresh(providerAt(origin, { invalidGrant: ["fault.id=11", "fault.id=12"] }))).toBeNull()
  await expect(refresh(providerAt(origin, { invalidGrant: ["fault.id=1"] }))).rejects.toThrow("token_refused")
})

const failed: [response: string, mock: MockResponse, code: string][] = [
  ["invalid_client", { status: 401, body: { error: "invalid_client" } }, "token_refused"],
  [
    "invalid_client with a description that names it",
    {
      status: 401,
      body: { error: "invalid_client", error_description: "Invalid refresh token" },
    },
    "token_refused",
  ],
  [
    "a message about the client",
    { status: 400, body: { message: "The refresh token is not valid for an unknown client" } },
    "token_refused",
  ],
  [
    "a missing parameter",
    { status: 400, body: { error: "invalid_request", error_description: "refresh_token is required" } },
    "token_refused",
  ],
  [
    "a message about its use",
    { status: 400, body: { message: "The refresh token must be used at another address" } },
    "token_refused",
  ],
  [
    "a nested invalid_client",
    { status: 401, body: { error: { code: "invalid_client", message: "Invalid refresh token" } } },
    "token_refused",
  ],
  ["slow_down", { status: 400, body: { error: "slow_down" } }, "token_refused"],
  ["another error with an object", { status: 400, body: { error: { code: 498 } } }, "token_refused"],
  [
    "a firewall's HTML",
    { status: 403, type: "text/html", body: "<p>Invalid refresh token" },
    "token_invalid",
  ],
  ["a firewall's JSON", { status: 403, body: { message: "Invalid refresh token" } }, "token_refused"],
  ["a rate limit", { status: 429, body: { error: "invalid_grant" } }, "provider_unreachable"],
  ["status 500", { status: 500, body: { error: "invalid_grant" } }, "provider_unreachable"],
  ["invalid JSON", { body: "{" }, "token_invalid"],
  ["HTML", { type: "text/html", body: "<p>busy</p>" }, "token_invalid"],
  ["a response without an access token", { body: { token_type: "bearer" } }, "token_invalid"],
]
for (const [response, mock, code] of failed)
  test(
    `a refresh token stays usable after ${response}`,
    { tag: "@refresh-race" },
    async ({ startServer }) => {
      const { origin } = await startServer(() => mock)
      await expect(refresh(providerAt(origin))).rejects.toThrow(code)
    },
  )

test("OAuth 1.0 has no refresh", () => {
  expect(Object.keys(protocols.oauth1)).not.toContain("refresh")
})

function idTokenClaims(iss: string, changes: JWTPayload = {}): JWTPayload {
  const now = Math.floor(Date.now() / 1000)
  return { iss, aud: "client", sub: "ada", iat: now, exp: now + 60, auth_time: 1_700_000_000, ...changes }
}

function sign(claims: JWTPayload, { privateKey } = key): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid: "k1" }).sign(privateKey)
}

const algorithms = { id_token_signing_alg_values_supported: ["ES256"] }

type IdTokenOf = (issuer: string) => string | undefined | Promise<string | undefined>

/** An issuer whose refresh response has this ID token, or none. */
function issuer(idTokenOf: IdTokenOf): Responder {
  return async ({ url, headers }) => {
    const origin = `http://${headers.host}`
    if (url.pathname === "/keys") return { body: { keys: [jwk] } }
    if (url.pathname === "/token") return { body: { ...newTokens, id_token: await idTokenOf(origin) } }
    const endpoints = { authorization_endpoint: `${origin}/authorize`, token_endpoint: `${origin}/token` }
    return { body: { issuer: origin, ...endpoints, jwks_uri: `${origin}/keys`, ...algorithms } }
  }
}

function oidcAt(origin: string): Provider {
  return { id: "oidc", name: "OpenID", protocol: "oidc", settings: { issuer: origin }, scope: "openid" }
}

const originalIdToken = (origin: string) =>
  sign(idTokenClaims(origin, { nonce: "first", iat: 1_700_000_000 }))

const withoutIdToken = "without an ID token"
const accepted: [title: string, idTokenOf: IdTokenOf][] = [
  ["with an ID token with the same claims", (origin) => sign(idTokenClaims(origin, { nonce: "first" }))],
  ["with an ID token without nonce", (origin) => sign(idTokenClaims(origin))],
  ["with an ID token without auth_time", (origin) => sign(idTokenClaims(origin, { auth_time: undefined }))],
  [withoutIdToken, () => undefined],
]
for (const [title, idTokenOf] of accepted)
  test(`a refresh response is accepted ${title}`, async ({ startServer }) => {
    const { origin } = await startServer(issuer(idTokenOf))
    const tokens = await refresh(oidcAt(origin), await originalIdToken(origin))
    expect(tokens).toMatchObject({ accessToken: "new", refreshToken: "rotated" })
    expect(tokens?.idToken !== null).toBe(title !== withoutIdToken)
  })

const wrong: [title: string, cause: RegExp, idTokenOf: IdTokenOf][] = [
  ["with another sub", /different sub/, (origin) => sign(idTokenClaims(origin, { sub: "eve" }))],
  ["for another client", /"aud"/, (origin) => sign(idTokenClaims(origin, { aud: "another" }))],
  ["of another issuer", /"iss"/, () => sign(idTokenClaims("https://other.example.com"))],
  ["with another nonce", /different nonce/, (origin) => sign(idTokenClaims(origin, { nonce: "second" }))],
  [
    "with another auth_time",
    /different auth_time/,
    (origin) => sign(idTokenClaims(origin, { auth_time: 1_800_000_000 })),
  ],
  [
    "with an azp that the original ID token does not have",
    /different azp/,
    (origin) => sign(idTokenClaims(origin, { azp: "client" })),
  ],
  ["signed with another key", /signature/, (origin) => sign(idTokenClaims(origin), otherKey)],
  ["that has expired", /"exp"/, (origin) => sign(idTokenClaims(origin, { exp: 1_700_000_060 }))],
  [
    "without a signature",
    /"alg"/,
    (origin) =>
      `eyJhbGciOiJub25lIn0.${Buffer.from(JSON.stringify(idTokenClaims(origin))).toString("base64url")}.`,
  ],
]
for (const [title, cause, idTokenOf] of wrong)
  test(
    `an ID token of a refresh ${title} is rejected`,
    { tag: "@stripped-check" },
    async ({ startServer }) => {
      const { origin } = await startServer(issuer(idTokenOf))
      const refreshing = refresh(oidcAt(origin), await originalIdToken(origin))
      await expect(refreshing).rejects.toMatchObject({
        code: "id_token_invalid",
        cause: { message: expect.stringMatching(cause) as unknown as string },
      })
    },
  )

test("a new ID token is not returned if there is no original one to compare", async ({ startServer }) => {
  const { origin } = await startServer(issuer((origin) => sign(idTokenClaims(origin))))
  expect(await refresh(oidcAt(origin))).toMatchObject({ accessToken: "new", idToken: null })
})

test("the issuer's keys are fetched before the refresh token is used", async ({ startServer }) => {
  const respond = issuer((origin) => sign(idTokenClaims(origin)))
  const { origin, requests } = await startServer((request) =>
    request.url.pathname === "/keys" ? { status: 503, body: "" } : respond(request),
  )
  await expect(refresh(oidcAt(origin), await originalIdToken(origin))).rejects.toThrow("provider_unreachable")
  expect(requests.map(({ url }) => url.pathname)).not.toContain("/token")
})
