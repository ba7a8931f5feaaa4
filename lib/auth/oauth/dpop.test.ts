// Sender-constrained tokens (RFC 9449) at `oidc-provider`, which checks every proof, and at servers that err.
import { createHash, generateKeyPairSync } from "node:crypto"
import { expect } from "@playwright/test"
import { calculateJwkThumbprint, decodeJwt, decodeProtectedHeader } from "jose"
import type { Configuration } from "oidc-provider"
import type { Provider } from "../providers/types"
import { certifiedContextAt, expectedProfile, signIn, test } from "./certified-provider.fixture"
import {
  assertionIn,
  authorizationResponse,
  codeOf,
  contextWith,
  dateIn,
  test as mockTest,
  providerAt,
  serverWithClock,
  unusableDates,
  type MockResponse,
  type RecordedRequest,
} from "./context.fixture"
import { handleOf, newDpopKey } from "./dpop-handles"
import { oauth2 } from "./oauth2"
import { oidc } from "./oidc"
import { revokeTokens } from "./revocation"

const refreshing = { grant_types: ["authorization_code", "refresh_token"] }
const bound = { dpop_bound_access_tokens: true, ...refreshing }

function options(dPoP: object = {}): Partial<Configuration> {
  return {
    issueRefreshToken: () => true,
    rotateRefreshToken: true,
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true, allowedPolicy: () => true },
      dPoP: { enabled: true, nonceSecret: Buffer.alloc(32, "n"), ...dPoP },
    },
  }
}

/** The requests that must have a proof, in order. */
function proven(requests: string[], proofs: (string | undefined)[]): string[] {
  return requests.filter((_, index) => proofs[index] !== undefined)
}

test("a client whose tokens must be bound signs in: code, token and userinfo have a proof by one key", async ({
  startProvider,
}) => {
  const { issuer, requests, proofs } = await startProvider(bound, options())
  const ctx = certifiedContextAt(issuer, { dpop: true, userinfo: true })
  const { profile, tokens } = await signIn(ctx)
  expect(profile).toEqual(expectedProfile)
  expect(tokens).toMatchObject({ tokenType: "dpop" })
  expect(proven(requests, proofs)).toEqual(["POST /request", "POST /token", "GET /me"])
  const sent = proofs.filter((proof) => proof !== undefined)
  const { dpopKey } = tokens
  const { x, y } = dpopKey ?? {}
  for (const proof of sent)
    expect(decodeProtectedHeader(proof)).toEqual({
      alg: "ES256",
      typ: "dpop+jwt",
      jwk: { kty: "EC", crv: "P-256", x, y },
    })
  expect(new Set(sent.map((proof) => decodeJwt(proof).jti)).size, "no proof is sent twice").toBe(3)
  const [, token = "", userinfo = ""] = sent
  expect(decodeJwt(token)).toMatchObject({ htm: "POST", htu: `${issuer}/token` })
  const ath = createHash("sha256").update(tokens.accessToken).digest("base64url")
  expect(decodeJwt(userinfo)).toMatchObject({ htm: "GET", htu: `${issuer}/me`, ath })
})

test("each sign-in has a key of its own", async ({ startProvider }) => {
  const { issuer } = await startProvider(bound, options())
  const ctx = certifiedContextAt(issuer, { dpop: true })
  const [first, second] = [await signIn(ctx), await signIn(ctx)]
  expect(first.tokens.dpopKey?.d).not.toBe(second.tokens.dpopKey?.d)
})

test("the authorization request names the key by its thumbprint, pushed or not", async ({
  startProvider,
}) => {
  const { issuer } = await startProvider(bound, options())
  const { url, dpopKey } = await oidc.begin(certifiedContextAt(issuer, { dpop: true, par: false }), {})
  const { d: _, ...publicKey } = dpopKey ?? {}
  expect(url.searchParams.get("dpop_jkt")).toBe(await calculateJwkThumbprint(publicKey))
  const pushed = await oidc.begin(certifiedContextAt(issuer, { dpop: true }), {})
  expect([...pushed.url.searchParams.keys()].toSorted()).toEqual(["client_id", "request_uri"])
})

test(
  "a code is refused with another key than the one that the authorization request names",
  { tag: "@replay" },
  async ({ startProvider }) => {
    const { issuer } = await startProvider(bound, options())
    const ctx = certifiedContextAt(issuer, { dpop: true, par: false })
    await expect(signIn(ctx, {}, await newDpopKey())).rejects.toMatchObject({
      code: "token_refused",
      details: { providerError: "invalid_grant" },
    })
  },
)

test("a server's nonce is in the next proof, and each server is asked again once", async ({
  startProvider,
}) => {
  const { issuer, requests, proofs } = await startProvider(bound, options({ requireNonce: () => true }))
  const { tokens } = await signIn(certifiedContextAt(issuer, { dpop: true, userinfo: true }))
  expect(proven(requests, proofs)).toEqual(["POST /request", "POST /request", "POST /token", "GET /me"])
  const [first = "", ...others] = proofs.filter((proof) => proof !== undefined)
  expect(decodeJwt(first)).not.toHaveProperty("nonce")
  for (const proof of others) expect(decodeJwt(proof).nonce).toEqual(expect.any(String))
  expect(tokens.tokenType).toBe("dpop")
})

test("bound tokens are refreshed and revoked with proofs by their key", async ({ startProvider }) => {
  const { issuer, requests, proofs } = await startProvider(
    { ...bound, token_endpoint_auth_method: "none" },
    options(),
  )
  const ctx = certifiedContextAt(issuer, { dpop: true, par: false }, { tokenAuth: "none" })
  const { tokens } = await signIn(ctx)
  const { dpopKey, refreshToken } = tokens
  const refresh = { refreshToken: refreshToken ?? "", idToken: tokens.idToken ?? undefined }
  expect(await oidc.refresh?.(ctx, refresh), "a public client's refresh token is bound").toBeNull()
  const { tokens: again } = await signIn(ctx)
  const renewed = await oidc.refresh?.(ctx, {
    refreshToken: again.refreshToken ?? "",
    idToken: again.idToken ?? undefined,
    dpopKey: again.dpopKey,
  })
  expect(renewed).toMatchObject({ tokenType: "dpop", dpopKey: again.dpopKey })
  expect(dpopKey).not.toEqual(again.dpopKey)
  const token = renewed?.refreshToken ?? ""
  expect(await revokeTokens(ctx, [{ hint: "refresh_token", token, dpopKey: again.dpopKey }])).toBe(true)
  const last = requests.lastIndexOf("POST /token/revocation")
  expect(decodeJwt(proofs[last] ?? "")).toMatchObject({ htm: "POST", htu: `${issuer}/token/revocation` })
  const revoked = { refreshToken: token, idToken: undefined, dpopKey: again.dpopKey }
  expect(await oidc.refresh?.(ctx, revoked)).toBeNull()
})

test("a refresh token from before DPoP was switched on gets bound tokens", async ({ startProvider }) => {
  const { issuer } = await startProvider(refreshing, options())
  const { tokens } = await signIn(certifiedContextAt(issuer))
  expect(tokens).toMatchObject({ tokenType: "bearer" })
  expect(tokens.dpopKey).toBeUndefined()
  const stored = { refreshToken: tokens.refreshToken ?? "", idToken: tokens.idToken ?? undefined }
  const renewed = await oidc.refresh?.(certifiedContextAt(issuer, { dpop: true }), stored)
  expect(renewed).toMatchObject({ tokenType: "dpop", dpopKey: { kty: "EC" } })
})

test("a client without DPoP sends no proof and names no key", async ({ startProvider }) => {
  const { issuer, proofs } = await startProvider(refreshing, options())
  const { url, dpopKey } = await oidc.begin(certifiedContextAt(issuer, { par: false }), {})
  expect(url.searchParams.has("dpop_jkt")).toBe(false)
  expect(dpopKey).toBeUndefined()
  expect(proofs.filter(Boolean)).toEqual([])
})

// A server whose token response and userinfo the test defines.

type Server = {
  token: (request: RecordedRequest, count: number) => MockResponse
  userinfo?: MockResponse[] | ((request: RecordedRequest) => MockResponse)
}

const boundTokens = { access_token: "at", token_type: "DPoP", refresh_token: "rt" }
const profile = { id: 7, name: "Ada", email: "ada@example.com" }

/** Signs in at a mock of an OAuth 2.0 server. */
async function signInAt(
  startServer: (respond: (request: RecordedRequest) => MockResponse) => Promise<{
    origin: string
    requests: RecordedRequest[]
  }>,
  { token, userinfo = [{ body: profile }] }: Server,
  quirks: object = {},
) {
  const resources = typeof userinfo === "function" ? userinfo : [...userinfo]
  let tokenRequests = 0
  const { origin, requests } = await startServer((request) =>
    request.url.pathname === "/token"
      ? token(request, ++tokenRequests)
      : typeof resources === "function"
        ? resources(request)
        : (resources.shift() ?? { status: 404, body: {} }),
  )
  const ctx = contextWith(providerAt(origin, { dpop: true, ...quirks }))
  const { dpopKey } = await oauth2.begin(ctx, {})
  const attempt = { ...ctx.attempt, dpopKey }
  const result = oauth2.complete({ ...ctx, attempt }, authorizationResponse())
  return { result, requests }
}

const proofIn = ({ headers }: RecordedRequest) => String(headers["dpop"])
const nonceOf = (request: RecordedRequest) => decodeJwt(proofIn(request)).nonce
const nonceError = (nonce: string): MockResponse => ({
  status: 400,
  headers: { "dpop-nonce": nonce },
  body: { error: "use_dpop_nonce" },
})
const challenge = (nonce: string): MockResponse => ({
  status: 401,
  headers: { "dpop-nonce": nonce, "www-authenticate": 'DPoP error="use_dpop_nonce"' },
  body: {},
})

mockTest(
  "a plain OAuth 2.0 server's nonces, of token endpoint and API, are used",
  async ({ startServer }) => {
    const { result, requests } = await signInAt(startServer, {
      token: (request, count) => (count === 1 ? nonceError("t") : { body: boundTokens }),
      userinfo: [challenge("u"), { body: profile }],
    })
    const { profile: read, tokens } = await result
    expect(read).toMatchObject({ id: "7", name: "Ada" })
    expect(tokens).toMatchObject({ tokenType: "dpop", refreshToken: "rt" })
    expect(requests.map(nonceOf)).toEqual([undefined, "t", "t", "u"])
    expect(requests.at(-1)?.headers.authorization).toBe("DPoP at")
  },
)

mockTest(
  "a nonce that is refused again is not tried a third time",
  { tag: "@malformed" },
  async ({ startServer }) => {
    const { result, requests } = await signInAt(startServer, { token: (_, count) => nonceError(`n${count}`) })
    await expect(result).rejects.toMatchObject({
      code: "token_refused",
      details: {
        providerError: "use_dpop_nonce",
        hint: expect.stringContaining("nonce") as unknown as string,
      },
    })
    expect(requests.map(nonceOf)).toEqual([undefined, "n1"])
  },
)

mockTest(
  "a server that asks for the same nonce again is not asked a third time",
  { tag: "@malformed" },
  async ({ startServer }) => {
    const { result, requests } = await signInAt(startServer, { token: () => nonceError("same") })
    await expect(result).rejects.toMatchObject({
      code: "token_refused",
      details: { providerError: "use_dpop_nonce" },
    })
    expect(requests.map(nonceOf)).toEqual([undefined, "same"])
  },
)

for (const nonce of ["", "two\u00a0words", "n".repeat(10_000)])
  mockTest(
    `a nonce of ${nonce.length} characters that no proof can have ends in one error`,
    { tag: "@malformed" },
    async ({ startServer }) => {
      const { result, requests } = await signInAt(startServer, { token: () => nonceError(nonce) })
      expect(await codeOf(result)).toMatch(/^token_(refused|invalid)$/)
      expect(requests.length).toBeLessThanOrEqual(2)
    },
  )

/** The difference between our clock and the server's, in seconds. */
for (const ahead of [600, -600])
  mockTest(
    `a server whose clock is ${Math.abs(ahead)} seconds ${ahead > 0 ? "behind" : "ahead"} refuses the proof, and the error names the clocks`,
    { tag: "@malformed" },
    async ({ startServer }) => {
      const { result, requests } = await signInAt(startServer, {
        token: (request) => {
          const { iat = 0 } = decodeJwt(proofIn(request))
          const isRecent = Math.abs(iat - (Date.now() / 1000 - ahead)) < 60
          return isRecent
            ? { body: boundTokens }
            : { status: 400, body: { error: "invalid_dpop_proof", error_description: "iat is not recent" } }
        },
      })
      await expect(result).rejects.toMatchObject({
        code: "token_refused",
        details: { hint: expect.stringContaining("clocks") as unknown as string },
      })
      expect(requests).toHaveLength(1)
    },
  )

const refusedProof: MockResponse = { status: 400, body: { error: "invalid_dpop_proof" } }
const refusedByApi: MockResponse = {
  status: 401,
  headers: { "www-authenticate": 'DPoP error="invalid_dpop_proof"' },
  body: {},
}

for (const [words, ahead, refusal] of [
  ["ahead", 30, refusedProof],
  ["behind", -30, refusedProof],
  [
    "ahead, in Keycloak's words",
    200,
    { status: 400, body: { error: "invalid_request", error_description: "DPoP proof is not active" } },
  ],
] as const)
  mockTest(
    `a server whose clock is ${Math.abs(ahead)} seconds ${words} gets a second proof by its own clock, and no third one`,
    async ({ startServer }) => {
      const ofServer = serverWithClock(ahead, { jwtIn: proofIn, refusal })
      const ofApi = serverWithClock(ahead, { jwtIn: proofIn, refusal: refusedByApi })
      const { result, requests } = await signInAt(startServer, {
        token: (request) => ofServer(request, { body: boundTokens }),
        userinfo: (request) => ofApi(request, { body: profile }),
      })
      expect((await result).profile).toMatchObject({ id: "7" })
      expect(requests.map(({ url }) => url.pathname)).toEqual(["/token", "/token", "/userinfo"])
    },
  )

mockTest("an API whose clock differs from the server's gets a second proof", async ({ startServer }) => {
  const ofApi = serverWithClock(60, { jwtIn: proofIn, refusal: refusedByApi })
  const { result, requests } = await signInAt(startServer, {
    token: () => ({ body: boundTokens }),
    userinfo: (request) => ofApi(request, { body: profile }),
  })
  expect((await result).profile).toMatchObject({ id: "7" })
  expect(requests.map(({ url }) => url.pathname)).toEqual(["/token", "/userinfo", "/userinfo"])
})

mockTest(
  "a bound token is revoked although the server wants another time and its own nonce",
  async ({ startServer }) => {
    const refusal = { status: 401, body: { error: "invalid_client" } }
    const ofServer = serverWithClock(-60, { jwtIn: assertionIn, refusal })
    const { origin, requests } = await startServer((request) =>
      ofServer(request, nonceOf(request) === "n" ? { body: "" } : nonceError("n")),
    )
    const { privateKey: key } = generateKeyPairSync("ec", { namedCurve: "P-256" })
    const ctx = contextWith(providerAt(origin, { revocation: `${origin}/revoke` } as Partial<Provider>), {
      tokenAuth: "private_key_jwt",
      privateKey: { key, alg: "ES256", kid: undefined },
    })
    const token = { hint: "refresh_token", token: "rt", dpopKey: await newDpopKey() } as const
    expect(await revokeTokens(ctx, [token])).toBe(true)
    expect(requests.map(nonceOf)).toEqual([undefined, undefined, "n"])
    expect(new Set(requests.map((request) => decodeJwt(assertionIn(request)).jti)).size).toBe(3)
  },
)

for (const [words, date] of unusableDates)
  mockTest(
    `a refused proof is not made anew by a Date ${words}`,
    { tag: "@malformed" },
    async ({ startServer }) => {
      const { result, requests } = await signInAt(startServer, {
        token: () => ({ ...refusedProof, headers: { date: date() } }),
      })
      expect(await codeOf(result)).toBe("token_refused")
      expect(requests).toHaveLength(1)
    },
  )

mockTest(
  "a server that refuses proofs by its own clock, each time a different one, is asked twice",
  { tag: "@malformed" },
  async ({ startServer }) => {
    const { result, requests } = await signInAt(startServer, {
      token: (_, count) => ({
        ...refusedProof,
        headers: { date: dateIn(count * 60) },
      }),
    })
    expect(await codeOf(result)).toBe("token_refused")
    expect(requests).toHaveLength(2)
  },
)

mockTest(
  "an error that is not about the proof is not repeated, whatever the server's clock is",
  { tag: "@replay" },
  async ({ startServer }) => {
    const { result, requests } = await signInAt(startServer, {
      token: () => ({
        status: 400,
        headers: { date: dateIn(60) },
        body: { error: "invalid_grant" },
      }),
    })
    expect(await codeOf(result)).toBe("token_refused")
    expect(requests).toHaveLength(1)
  },
)

mockTest(
  "a proof that is refused twice is an error that names clock and address",
  async ({ startServer }) => {
    const { result, requests } = await signInAt(startServer, {
      token: (_, count) =>
        count === 1 ? nonceError("n") : { status: 400, body: { error: "invalid_dpop_proof" } },
    })
    await expect(result).rejects.toMatchObject({
      code: "token_refused",
      details: { hint: expect.stringMatching(/clocks.*htu/) as unknown as string },
    })
    expect(requests).toHaveLength(2)
  },
)

mockTest(
  "a refresh token stays when the server only begins to require a proof",
  { tag: "@fail-open" },
  async ({ startServer }) => {
    const { origin } = await startServer(() => ({
      status: 400,
      body: { error: "invalid_grant", error_description: "DPoP proof JWT not provided" },
    }))
    const refresh = oauth2.refresh?.(contextWith(providerAt(origin)), {
      refreshToken: "rt",
      idToken: undefined,
    })
    await expect(refresh).rejects.toMatchObject({
      details: { hint: expect.stringContaining("AUTH_<PROVIDER>_DPOP=on") as unknown as string },
    })
  },
)

for (const body of [
  { error: "invalid_dpop_proof" },
  { error: "use_dpop_nonce" },
  { error: "invalid_request", error_description: "DPoP proof is missing" },
])
  mockTest(`${JSON.stringify(body)} names the variable`, async ({ startServer }) => {
    const { result } = await signInAt(
      startServer,
      { token: () => ({ status: 400, body }) },
      { dpop: undefined },
    )
    await expect(result).rejects.toMatchObject({
      code: "token_refused",
      details: { hint: expect.stringContaining("set AUTH_<PROVIDER>_DPOP=on") as unknown as string },
    })
  })

mockTest(
  "an API's nonce is used although the body of its response has another error",
  async ({ startServer }) => {
    const { result, requests } = await signInAt(startServer, {
      token: () => ({ body: boundTokens }),
      userinfo: [{ ...challenge("u"), body: { error: "invalid_token" } }, { body: profile }],
    })
    expect((await result).profile).toMatchObject({ id: "7" })
    expect(requests.map(nonceOf)).toEqual([undefined, undefined, "u"])
  },
)

mockTest("userinfo that refuses the nonce twice fails the sign-in", async ({ startServer }) => {
  const { result, requests } = await signInAt(startServer, {
    token: () => ({ body: boundTokens }),
    userinfo: [challenge("a"), challenge("b"), { body: profile }],
  })
  expect(await codeOf(result)).toBe("userinfo_invalid")
  expect(requests).toHaveLength(3)
})

for (const [what, dpop, token_type] of [
  ["a bearer token in answer to a proof", true, "Bearer"],
  ["a bound token in answer to a request without a proof", undefined, "DPoP"],
] as const)
  mockTest(`${what} is refused`, { tag: "@stripped-check" }, async ({ startServer }) => {
    const { result, requests } = await signInAt(
      startServer,
      { token: () => ({ body: { ...boundTokens, token_type } }) },
      { dpop },
    )
    await expect(result).rejects.toMatchObject({
      code: "token_invalid",
      details: {
        check: "token_response",
        received: `token_type: ${token_type.toLowerCase()}`,
        hint: expect.stringContaining("AUTH_<PROVIDER>_DPOP") as unknown as string,
      },
    })
    expect(requests, "the token is not sent to userinfo").toHaveLength(1)
  })

for (const token_type of ["dpop", "DPOP", "dPoP"])
  mockTest(`the token type ${token_type} is that of a bound token`, async ({ startServer }) => {
    const { result } = await signInAt(startServer, {
      token: () => ({ body: { ...boundTokens, token_type } }),
    })
    expect((await result).tokens).toMatchObject({ tokenType: "dpop" })
  })

mockTest(
  "a token type of the provider's file does not replace the type of a bound token",
  async ({ startServer }) => {
    const { result } = await signInAt(
      startServer,
      { token: () => ({ body: boundTokens }) },
      { tokenType: "bearer" },
    )
    expect((await result).tokens).toMatchObject({ tokenType: "dpop" })
  },
)

mockTest("a key that is not on the curve is an error", async () => {
  const key = await newDpopKey()
  const broken = { ...key, x: key.y, y: key.x }
  await expect(handleOf(broken)).rejects.toThrow()
})
