import { expect } from "@playwright/test"
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from "jose"
import type { Provider } from "../providers/types"
import { protocols } from "."
import { contextWith, providerAt, test, type Answer, type Answered } from "./context.fixture"

const key = await generateKeyPair("ES256")
const strangersKey = await generateKeyPair("ES256")
const jwk = { ...(await exportJWK(key.publicKey)), kid: "k1", alg: "ES256" }

const fresh = { access_token: "new", token_type: "bearer", expires_in: 60, refresh_token: "rotated" }

async function refresh(provider: Provider, idToken?: string) {
  const { client, flow } = contextWith(provider)
  return protocols[provider.protocol].refresh?.({ client, flow }, { refreshToken: "kept", idToken })
}

test("a refresh sends the refresh token with the client's proof, and gives what came", async ({ serve }) => {
  const { origin, asked } = await serve(() => ({ body: { ...fresh, scope: "a b", team: "x" } }))
  expect(await refresh(providerAt(origin))).toEqual({
    accessToken: "new",
    refreshToken: "rotated",
    idToken: null,
    tokenType: "bearer",
    scope: "a b",
    expiresAt: expect.any(Number) as unknown as number,
    extra: { team: "x" },
  })
  expect(asked.map(({ method, url }) => `${method} ${url.pathname}`)).toEqual(["POST /token"])
  expect(Object.fromEntries(new URLSearchParams(asked[0]?.body))).toEqual({
    grant_type: "refresh_token",
    refresh_token: "kept",
    client_id: "client",
    client_secret: "secret",
  })
})

test("a refresh speaks the provider's dialect, both ways", async ({ serve }) => {
  const { origin, asked } = await serve(() => ({
    body: { data: { token: "new", seconds: "60" }, errcode: 0 },
  }))
  const dialect = {
    tokenRequest: "json",
    tokenParamNames: { client_id: "client_key" },
    tokenPaths: { access_token: "data.token", expires_in: "data.seconds" },
    tokenType: "bearer",
    success: "errcode=0",
  } as const
  expect(await refresh(providerAt(origin, dialect))).toMatchObject({ accessToken: "new", refreshToken: null })
  expect(JSON.parse(asked[0]?.body ?? "")).toMatchObject({ client_key: "client", refresh_token: "kept" })
})

const refused: [said: string, answer: Answered][] = [
  ["invalid_grant", { status: 400, body: { error: "invalid_grant" } }],
  ["a bad refresh token with status 200", { body: { error: "bad_refresh_token" } }],
  ["that the user must be there", { status: 400, body: { error: "interaction_required" } }],
]
for (const [said, answer] of refused)
  test(`a provider that says ${said} takes the refresh token no more`, async ({ serve }) => {
    const { origin } = await serve(() => answer)
    expect(await refresh(providerAt(origin))).toBeNull()
  })

const useless: [what: string, answer: Answered, code: string][] = [
  ["that we are nobody", { status: 401, body: { error: "invalid_client" } }, "token_refused"],
  ["to slow down", { status: 400, body: { error: "slow_down" } }, "token_refused"],
  ["something with status 500", { status: 500, body: { error: "invalid_grant" } }, "provider_unreachable"],
  ["something that is not JSON", { body: "{" }, "token_invalid"],
  ["HTML", { type: "text/html", body: "<p>busy</p>" }, "token_invalid"],
  ["nothing of an access token", { body: { token_type: "bearer" } }, "token_invalid"],
]
for (const [what, answer, code] of useless)
  test(`a provider that says ${what} may still take the refresh token later`, async ({ serve }) => {
    const { origin } = await serve(() => answer)
    await expect(refresh(providerAt(origin))).rejects.toThrow(code)
  })

test("OAuth 1.0 has nothing to refresh", () => {
  expect(Object.keys(protocols.oauth1)).not.toContain("refresh")
})

function claimsOf(iss: string, more: JWTPayload = {}): JWTPayload {
  const now = Math.floor(Date.now() / 1000)
  return { iss, aud: "client", sub: "ada", iat: now, exp: now + 60, auth_time: 1_700_000_000, ...more }
}

function sign(claims: JWTPayload, { privateKey } = key): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid: "k1" }).sign(privateKey)
}

const algorithms = { id_token_signing_alg_values_supported: ["ES256"] }

type Brings = (issuer: string) => string | undefined | Promise<string | undefined>

/** An issuer whose refresh brings an ID token, or none. */
function issuer(brings: Brings): Answer {
  return async ({ url, headers }) => {
    const origin = `http://${headers.host}`
    if (url.pathname === "/keys") return { body: { keys: [jwk] } }
    if (url.pathname === "/token") return { body: { ...fresh, id_token: await brings(origin) } }
    const endpoints = { authorization_endpoint: `${origin}/authorize`, token_endpoint: `${origin}/token` }
    return { body: { issuer: origin, ...endpoints, jwks_uri: `${origin}/keys`, ...algorithms } }
  }
}

function oidcAt(origin: string): Provider {
  return { id: "oidc", name: "OpenID", protocol: "oidc", settings: { issuer: origin }, scope: "openid" }
}

const older = (origin: string) => sign(claimsOf(origin, { nonce: "first", iat: 1_700_000_000 }))

const accepted: [what: string, brings: Brings][] = [
  ["the same claims", (origin) => sign(claimsOf(origin, { nonce: "first" }))],
  ["no nonce", (origin) => sign(claimsOf(origin))],
  ["no auth_time", (origin) => sign(claimsOf(origin, { auth_time: undefined }))],
  ["nothing, for there is none", () => undefined],
]
for (const [what, brings] of accepted)
  test(`an ID token that a refresh brings may have ${what}`, async ({ serve }) => {
    const { origin } = await serve(issuer(brings))
    const tokens = await refresh(oidcAt(origin), await older(origin))
    expect(tokens).toMatchObject({ accessToken: "new", refreshToken: "rotated" })
    expect(tokens?.idToken !== null).toBe(what !== "nothing, for there is none")
  })

const wrong: [what: string, cause: RegExp, brings: Brings][] = [
  ["about somebody else", /different sub/, (origin) => sign(claimsOf(origin, { sub: "eve" }))],
  ["for another client", /"aud"/, (origin) => sign(claimsOf(origin, { aud: "another" }))],
  ["by another issuer", /"iss"/, () => sign(claimsOf("https://other.example.com"))],
  ["with another nonce", /different nonce/, (origin) => sign(claimsOf(origin, { nonce: "second" }))],
  [
    "of a later sign-in",
    /different auth_time/,
    (origin) => sign(claimsOf(origin, { auth_time: 1_800_000_000 })),
  ],
  [
    "for a party that the older one did not name",
    /different azp/,
    (origin) => sign(claimsOf(origin, { azp: "client" })),
  ],
  ["signed by a stranger", /signature/, (origin) => sign(claimsOf(origin), strangersKey)],
  ["over for long", /"exp"/, (origin) => sign(claimsOf(origin, { exp: 1_700_000_060 }))],
  [
    "without a signature",
    /"alg"/,
    (origin) => `eyJhbGciOiJub25lIn0.${Buffer.from(JSON.stringify(claimsOf(origin))).toString("base64url")}.`,
  ],
]
for (const [what, cause, brings] of wrong)
  test(
    `an ID token that a refresh brings and that is ${what} is refused`,
    { tag: "@stripped-check" },
    async ({ serve }) => {
      const { origin } = await serve(issuer(brings))
      const refreshing = refresh(oidcAt(origin), await older(origin))
      await expect(refreshing).rejects.toMatchObject({
        code: "id_token_invalid",
        cause: { message: expect.stringMatching(cause) as unknown as string },
      })
    },
  )

test("without an older ID token to compare it with, a new one is not kept", async ({ serve }) => {
  const { origin } = await serve(issuer((origin) => sign(claimsOf(origin))))
  expect(await refresh(oidcAt(origin))).toMatchObject({ accessToken: "new", idToken: null })
})

test("the issuer's keys are there before the refresh token is used", async ({ serve }) => {
  const faithful = issuer((origin) => sign(claimsOf(origin)))
  const { origin, asked } = await serve((question) =>
    question.url.pathname === "/keys" ? { status: 503, body: "" } : faithful(question),
  )
  await expect(refresh(oidcAt(origin), await older(origin))).rejects.toThrow("provider_unreachable")
  expect(asked.map(({ url }) => url.pathname)).not.toContain("/token")
})
