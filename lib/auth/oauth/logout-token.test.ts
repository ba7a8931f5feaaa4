import { expect } from "@playwright/test"
import {
  base64url,
  exportJWK,
  generateKeyPair,
  SignJWT,
  type JWTHeaderParameters,
  type JWTPayload,
} from "jose"
import { contextAt, test, type Responder } from "./context.fixture"
import { checkLogoutToken, requireAlgorithmOf } from "./logout-token"

const issuerKey = await generateKeyPair("ES256")
const otherKey = await generateKeyPair("ES256")
const newer = await generateKeyPair("ES256")
const jwk = async ({ publicKey }: typeof issuerKey, kid: string) => ({ ...(await exportJWK(publicKey)), kid })

const event = "http://schemas.openid.net/event/backchannel-logout"
const now = () => Math.floor(Date.now() / 1000)

type Header = Partial<JWTHeaderParameters>

async function sign(claims: JWTPayload, header: Header = {}, { privateKey } = issuerKey): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid: "k1", ...header }).sign(privateKey)
}

/** The claims of a valid logout token, with changes. */
function claims(iss: string, changes: JWTPayload = {}): JWTPayload {
  const iat = now()
  const valid = { iss, aud: "client", sub: "ada", sid: "s1", iat, exp: iat + 120, jti: "j1" }
  return { ...valid, events: { [event]: {} }, ...changes }
}

/** An issuer that responds with the next key set to each request for its keys. */
function issuerResponder(keySets: object[][], issuer = ""): Responder {
  let keyRequests = 0
  return ({ url, headers }) => {
    const origin = `http://${headers.host}`
    if (url.pathname === "/keys")
      return { body: { keys: keySets[Math.min(keyRequests++, keySets.length - 1)] } }
    const addresses = { authorization_endpoint: `${origin}/a`, token_endpoint: `${origin}/t` }
    return { body: { issuer: origin + issuer, jwks_uri: `${origin}/keys`, ...addresses } }
  }
}

const accepted: [title: string, changes: JWTPayload, header?: Header][] = [
  ["with sid and sub", {}],
  ["with sid only", { sub: undefined }],
  ["with several audiences that include the client", { aud: ["other", "client"] }],
  ["without exp, as older providers send it", { exp: undefined }],
  ["with the type logout+jwt", {}, { typ: "logout+jwt" }],
  ["with the type JWT", {}, { typ: "JWT" }],
  ["from a clock that is a little ahead", { iat: now() + 20 }],
]
for (const [title, changes, header] of accepted)
  test(`a logout token ${title} is accepted`, async ({ startServer }) => {
    const { origin } = await startServer(issuerResponder([[await jwk(issuerKey, "k1")]]))
    const read = await checkLogoutToken(contextAt(origin), await sign(claims(origin, changes), header))
    expect(read).toMatchObject({ providerSid: "s1", providerAccountId: null })
  })

test("a logout token without sid applies to the account", async ({ startServer }) => {
  const { origin } = await startServer(issuerResponder([[await jwk(issuerKey, "k1")]]))
  const iat = now() - 9
  const read = await checkLogoutToken(contextAt(origin), await sign(claims(origin, { sid: undefined, iat })))
  expect(read).toMatchObject({ providerSid: null, providerAccountId: "ada", at: new Date(iat * 1000) })
})

const rejected: [title: string, tags: string[], changes: JWTPayload, header?: Header][] = [
  ["of another issuer", ["@mix-up"], { iss: "https://attacker.example" }],
  ["without an issuer", ["@stripped-check"], { iss: undefined }],
  ["for another client", ["@mix-up"], { aud: "another" }],
  ["without an audience", ["@stripped-check"], { aud: undefined }],
  ["whose authorized party is another client", ["@mix-up"], { aud: ["client", "another"], azp: "another" }],
  ["without iat", ["@stripped-check"], { iat: undefined }],
  ["with an iat that is not a number", ["@malformed"], { iat: "now" as unknown as number }],
  ["with an iat in the future", ["@replay"], { iat: now() + 3600 }],
  ["that is old and does not expire", ["@replay"], { iat: now() - 3600, exp: undefined }],
  ["that is old and expires in the future", ["@replay"], { iat: now() - 3600, exp: now() + 3600 }],
  ["that has expired", ["@replay"], { iat: now() - 200, exp: now() - 100 }],
  ["without an event", ["@stripped-check", "@session-end"], { events: undefined }],
  ["with another event", ["@stripped-check"], { events: { "https://example.com/event": {} } }],
  ["with an event that is not an object", ["@malformed"], { events: { [event]: true } }],
  ["with events that are a string", ["@malformed"], { events: event }],
  ["with a nonce, like an ID token,", ["@stripped-check", "@session-end"], { nonce: "n" }],
  ["with an empty nonce", ["@stripped-check"], { nonce: null }],
  ["without jti", ["@stripped-check", "@replay"], { jti: undefined }],
  ["without sub and sid", ["@stripped-check", "@session-end"], { sub: undefined, sid: undefined }],
  ["about an empty session", ["@session-end"], { sid: "" }],
  ["about a session id with NUL", ["@malformed"], { sid: "s1\0" }],
  ["about a session id with an unpaired surrogate", ["@malformed"], { sid: "s1\ud800" }],
  ["about a session id of 13 kB", ["@malformed"], { sid: "s".repeat(13_000) }],
  ["about an account id with NUL", ["@malformed"], { sid: undefined, sub: "ada\0" }],
  ["about an account id of 13 kB", ["@malformed"], { sid: undefined, sub: "a".repeat(13_000) }],
  ["about a session id that is not a string", ["@malformed"], { sid: { $ne: "" } }],
  ["about an account id that is not a string", ["@malformed"], { sub: ["ada"] as unknown as string }],
  ["with the type of an access token", ["@stripped-check"], {}, { typ: "at+jwt" }],
  ["with an unknown type that reads like none", ["@stripped-check"], {}, { typ: "undefined" }],
  ["with a type in a list", ["@malformed"], {}, { typ: ["JWT"] as unknown as string }],
  ["with a type that is null", ["@malformed"], {}, { typ: null as unknown as string }],
]
for (const [title, tag, changes, header] of rejected)
  test(`a logout token ${title} is rejected`, { tag }, async ({ startServer }) => {
    const { origin } = await startServer(issuerResponder([[await jwk(issuerKey, "k1")]]))
    const token = await sign(claims(origin, changes), header)
    await expect(checkLogoutToken(contextAt(origin), token)).rejects.toThrow("logout_token_invalid")
  })

for (const [name, changes, received] of [
  ["iss", (issuer: string) => ({ iss: `${issuer}/` }), (issuer: string) => `iss: ${issuer}/`],
  ["aud", () => ({ aud: ["a".repeat(200)] }), () => `aud: ["${"a".repeat(98)}`],
] as const)
  test(`the ${name} that a logout token should have and the one that it has are named`, async ({
    startServer,
  }) => {
    const { origin } = await startServer(issuerResponder([[await jwk(issuerKey, "k1")]]))
    const token = await sign(claims(origin, changes(origin)))
    await expect(checkLogoutToken(contextAt(origin), token)).rejects.toMatchObject({
      details: { expected: `${name}: ${name === "iss" ? origin : "client"}`, received: received(origin) },
    })
  })

test(
  "a logout token has the configured algorithm of the client",
  { tag: ["@stripped-check", "@session-end"] },
  async ({ startServer }) => {
    const { origin } = await startServer(issuerResponder([[await jwk(issuerKey, "k1")]]))
    const token = await sign(claims(origin))
    await expect(checkLogoutToken(contextAt(origin, { idTokenAlg: "ES256" }), token)).resolves.toBeDefined()
    for (const idTokenAlg of ["RS256", "HS256"] as const)
      await expect(checkLogoutToken(contextAt(origin, { idTokenAlg }), token)).rejects.toThrow(
        "logout_token_invalid",
      )
  },
)

test(
  "a logout token has the algorithm of an ID token for the same account",
  { tag: ["@stripped-check", "@session-end"] },
  async () => {
    const rsa = await generateKeyPair("RS256")
    const es256 = await sign({ sub: "ada" })
    const rs256 = await sign({ sub: "ada" }, { alg: "RS256" }, rsa)
    for (const idTokens of [[es256], [rs256, es256]])
      expect(() => requireAlgorithmOf(idTokens, es256)).not.toThrow()
    expect(() => requireAlgorithmOf([rs256], es256)).toThrow("logout_token_invalid")
    expect(() => requireAlgorithmOf([es256], rs256)).toThrow("logout_token_invalid")
    // Without an ID token, that of a client's registration by default.
    expect(() => requireAlgorithmOf([], rs256)).not.toThrow()
    expect(() => requireAlgorithmOf([], es256)).toThrow("logout_token_invalid")
  },
)

test(
  "an ID token is rejected as a logout token",
  { tag: ["@stripped-check", "@session-end"] },
  async ({ startServer }) => {
    const { origin } = await startServer(issuerResponder([[await jwk(issuerKey, "k1")]]))
    const idToken = {
      iss: origin,
      aud: "client",
      sub: "ada",
      sid: "s1",
      iat: now(),
      exp: now() + 60,
      jti: "j",
    }
    for (const token of [await sign(idToken), await sign({ ...idToken, nonce: "our-nonce" })])
      await expect(checkLogoutToken(contextAt(origin), token)).rejects.toThrow("logout_token_invalid")
  },
)

test(
  "a logout token that the issuer did not sign is rejected",
  { tag: "@stripped-check" },
  async ({ startServer }) => {
    const key = await jwk(issuerKey, "k1")
    const { origin } = await startServer(issuerResponder([[key]]))
    const token = await sign(claims(origin))
    const [head = "", body = "", signature = ""] = token.split(".")
    const unsigned = base64url.encode('{"alg":"none"}')
    const other = base64url.encode(JSON.stringify(claims(origin, { sid: "s2" })))
    const withPublicKey = new SignJWT(claims(origin))
      .setProtectedHeader({ alg: "HS256", kid: "k1" })
      .sign(new TextEncoder().encode(JSON.stringify(key)))
    for (const forged of [
      await sign(claims(origin), {}, otherKey),
      await sign(claims(origin), { jwk: await jwk(otherKey, "k1") }, otherKey),
      `${unsigned}.${body}.`,
      `${unsigned}.${body}.${signature}`,
      `${head}.${other}.${signature}`,
      await withPublicKey,
    ])
      await expect(checkLogoutToken(contextAt(origin), forged)).rejects.toThrow("logout_token_invalid")
    expect(await checkLogoutToken(contextAt(origin), token)).toMatchObject({ providerSid: "s1" })
  },
)

for (const text of ["", "x", "a.b.c", "a.b.c.d.e", "🌻", "eyJhbGciOiJub25lIn0.e30.", "null"])
  test(
    `the text ${JSON.stringify(text)} is rejected as a logout token`,
    { tag: "@malformed" },
    async ({ startServer }) => {
      const { origin } = await startServer(issuerResponder([[]]))
      await expect(checkLogoutToken(contextAt(origin), text)).rejects.toThrow("logout_token_invalid")
    },
  )

const costless: [title: string, changes: JWTPayload, header?: Header][] = [
  ["of another issuer", { iss: "https://attacker.example" }],
  ["for another client", { aud: "another" }],
  ["with another type", {}, { typ: "at+jwt" }],
  ["that is old", { iat: now() - 3600 }],
]
for (const [title, changes, header] of costless)
  test(
    `a logout token ${title} and with an unknown key causes no request for keys`,
    { tag: "@rate-limit" },
    async ({ startServer }) => {
      const { origin, requests } = await startServer(issuerResponder([[await jwk(issuerKey, "k1")]]))
      const token = await sign(claims(origin, changes), { kid: "unknown", ...header }, otherKey)
      await expect(checkLogoutToken(contextAt(origin), token)).rejects.toThrow("logout_token_invalid")
      expect(requests.filter(({ url }) => url.pathname === "/keys")).toEqual([])
    },
  )

test("a new key of the issuer is fetched", async ({ startServer }) => {
  const { origin } = await startServer(
    issuerResponder([[await jwk(issuerKey, "k1")], [await jwk(newer, "k2")]]),
  )
  await checkLogoutToken(contextAt(origin), await sign(claims(origin)))
  const token = await sign(claims(origin), { kid: "k2" }, newer)
  expect(await checkLogoutToken(contextAt(origin), token)).toMatchObject({ providerSid: "s1" })
})

test(
  "the tenant's issuer in a logout token is accepted if it matches the tenant claim",
  { tag: "@mix-up" },
  async ({ startServer }) => {
    const { origin } = await startServer(issuerResponder([[await jwk(issuerKey, "k1")]], "/{tenantid}/v2.0"))
    const ctx = contextAt(`${origin}/common/v2.0`, { tenantClaim: "tid" })
    const read = await checkLogoutToken(ctx, await sign(claims(`${origin}/t1/v2.0`, { tid: "t1" })))
    expect(read).toMatchObject({ providerSid: "s1" })
    for (const tid of ["t2", undefined])
      await expect(checkLogoutToken(ctx, await sign(claims(`${origin}/t1/v2.0`, { tid })))).rejects.toThrow(
        "logout_token_invalid",
      )
  },
)

test("an unreachable key set is reported as provider_unreachable", async ({ startServer }) => {
  const { origin } = await startServer(({ url, headers }) =>
    url.pathname === "/keys"
      ? { status: 503, body: {} }
      : issuerResponder([[]])({ url, headers, method: "", body: "" }),
  )
  await expect(checkLogoutToken(contextAt(origin), await sign(claims(origin)))).rejects.toThrow(
    "provider_unreachable",
  )
})
