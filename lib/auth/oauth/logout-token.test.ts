import { expect } from "@playwright/test"
import {
  base64url,
  exportJWK,
  generateKeyPair,
  SignJWT,
  type JWTHeaderParameters,
  type JWTPayload,
} from "jose"
import type { OidcProvider } from "../providers/types"
import { contextWith, test, type Answer } from "./context.fixture"
import { checkLogoutToken } from "./logout-token"
import type { RequestContext } from "./protocol"

const ours = await generateKeyPair("ES256")
const strangers = await generateKeyPair("ES256")
const newer = await generateKeyPair("ES256")
const jwk = async ({ publicKey }: typeof ours, kid: string) => ({ ...(await exportJWK(publicKey)), kid })

const event = "http://schemas.openid.net/event/backchannel-logout"
const now = () => Math.floor(Date.now() / 1000)

type Header = Partial<JWTHeaderParameters>

async function sign(claims: JWTPayload, header: Header = {}, { privateKey } = ours): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid: "k1", ...header }).sign(privateKey)
}

/** A sound logout token's claims, and what a test changes in them. */
function claims(iss: string, more: JWTPayload = {}): JWTPayload {
  const iat = now()
  const sound = { iss, aud: "client", sub: "ada", sid: "s1", iat, exp: iat + 120, jti: "j1" }
  return { ...sound, events: { [event]: {} }, ...more }
}

/** An issuer; with several key sets, the next one at each request for them. */
function issuing(keySets: object[][], issuer = ""): Answer {
  let asked = 0
  return ({ url, headers }) => {
    const origin = `http://${headers.host}`
    if (url.pathname === "/keys") return { body: { keys: keySets[Math.min(asked++, keySets.length - 1)] } }
    const addresses = { authorization_endpoint: `${origin}/a`, token_endpoint: `${origin}/t` }
    return { body: { issuer: origin + issuer, jwks_uri: `${origin}/keys`, ...addresses } }
  }
}

function at(issuer: string, more: Partial<OidcProvider> = {}): RequestContext {
  const provider: OidcProvider = {
    id: "service",
    name: "Service",
    protocol: "oidc",
    settings: { issuer },
    scope: "openid",
    ...more,
  }
  return contextWith(provider, { issuer })
}

const sound: [what: string, claims: JWTPayload, header?: Header][] = [
  ["with sid and sub", {}],
  ["with sid alone", { sub: undefined }],
  ["with several audiences, us among them", { aud: ["other", "client"] }],
  ["without exp, as older providers send it", { exp: undefined }],
  ["that says its type", {}, { typ: "logout+jwt" }],
  ["of the general type", {}, { typ: "JWT" }],
  ["from a clock that is a little ahead", { iat: now() + 20 }],
]
for (const [what, more, header] of sound)
  test(`a logout token ${what} is believed`, async ({ serve }) => {
    const { origin } = await serve(issuing([[await jwk(ours, "k1")]]))
    const read = await checkLogoutToken(at(origin), await sign(claims(origin, more), header))
    expect(read).toMatchObject({ providerSid: "s1", providerAccountId: null })
  })

test("without sid, a logout token is about the account", async ({ serve }) => {
  const { origin } = await serve(issuing([[await jwk(ours, "k1")]]))
  const read = await checkLogoutToken(
    at(origin),
    await sign(claims(origin, { sid: undefined, iat: now() - 9 })),
  )
  expect(read).toMatchObject({ providerSid: null, providerAccountId: "ada" })
  expect(Math.abs(read.at.getTime() / 1000 - now() + 9)).toBeLessThan(5)
})

const refused: [what: string, tags: string[], claims: JWTPayload, header?: Header][] = [
  ["of another issuer", ["@mix-up"], { iss: "https://attacker.example" }],
  ["without issuer", ["@stripped-check"], { iss: undefined }],
  ["for another client", ["@mix-up"], { aud: "another" }],
  ["for nobody", ["@stripped-check"], { aud: undefined }],
  ["without a time", ["@stripped-check"], { iat: undefined }],
  ["with a time in words", ["@malformed"], { iat: "now" as unknown as number }],
  ["from the future", ["@replay"], { iat: now() + 3600 }],
  ["that is old, and does not expire", ["@replay"], { iat: now() - 3600, exp: undefined }],
  ["that is old, and expires late", ["@replay"], { iat: now() - 3600, exp: now() + 3600 }],
  ["that has expired", ["@replay"], { iat: now() - 200, exp: now() - 100 }],
  ["without an event", ["@stripped-check", "@session-end"], { events: undefined }],
  ["with another event", ["@stripped-check"], { events: { "https://example.com/event": {} } }],
  ["with an event that is no object", ["@malformed"], { events: { [event]: true } }],
  ["whose events are a text", ["@malformed"], { events: event }],
  ["with a nonce, as an ID token has it", ["@stripped-check", "@session-end"], { nonce: "n" }],
  ["with an empty nonce", ["@stripped-check"], { nonce: null }],
  ["without an id", ["@stripped-check", "@replay"], { jti: undefined }],
  ["about nobody", ["@stripped-check", "@session-end"], { sub: undefined, sid: undefined }],
  ["about an empty session", ["@session-end"], { sid: "" }],
  ["about a session that is no text", ["@malformed"], { sid: { $ne: "" } }],
  ["about an account that is no text", ["@malformed"], { sub: ["ada"] as unknown as string }],
  ["that is an access token", ["@stripped-check"], {}, { typ: "at+jwt" }],
]
for (const [what, tag, more, header] of refused)
  test(`a logout token ${what} is refused`, { tag }, async ({ serve }) => {
    const { origin } = await serve(issuing([[await jwk(ours, "k1")]]))
    const token = await sign(claims(origin, more), header)
    await expect(checkLogoutToken(at(origin), token)).rejects.toThrow("logout_token_invalid")
  })

test("an ID token is no logout token", { tag: ["@stripped-check", "@session-end"] }, async ({ serve }) => {
  const { origin } = await serve(issuing([[await jwk(ours, "k1")]]))
  const idToken = { iss: origin, aud: "client", sub: "ada", sid: "s1", iat: now(), exp: now() + 60, jti: "j" }
  for (const token of [await sign(idToken), await sign({ ...idToken, nonce: "our-nonce" })])
    await expect(checkLogoutToken(at(origin), token)).rejects.toThrow("logout_token_invalid")
})

test(
  "a logout token that the issuer did not sign is refused",
  { tag: "@stripped-check" },
  async ({ serve }) => {
    const key = await jwk(ours, "k1")
    const { origin } = await serve(issuing([[key]]))
    const token = await sign(claims(origin))
    const [head = "", body = "", signature = ""] = token.split(".")
    const unsigned = base64url.encode('{"alg":"none"}')
    const other = base64url.encode(JSON.stringify(claims(origin, { sid: "s2" })))
    const withPublicKey = new SignJWT(claims(origin))
      .setProtectedHeader({ alg: "HS256", kid: "k1" })
      .sign(new TextEncoder().encode(JSON.stringify(key)))
    for (const forged of [
      await sign(claims(origin), {}, strangers),
      await sign(claims(origin), { jwk: await jwk(strangers, "k1") }, strangers),
      `${unsigned}.${body}.`,
      `${unsigned}.${body}.${signature}`,
      `${head}.${other}.${signature}`,
      await withPublicKey,
    ])
      await expect(checkLogoutToken(at(origin), forged)).rejects.toThrow("logout_token_invalid")
    expect(await checkLogoutToken(at(origin), token)).toMatchObject({ providerSid: "s1" })
  },
)

for (const nonsense of ["", "x", "a.b.c", "a.b.c.d.e", "🌻", "eyJhbGciOiJub25lIn0.e30.", "null"])
  test(
    `the text ${JSON.stringify(nonsense)} is no logout token`,
    { tag: "@malformed" },
    async ({ serve }) => {
      const { origin } = await serve(issuing([[]]))
      await expect(checkLogoutToken(at(origin), nonsense)).rejects.toThrow("logout_token_invalid")
    },
  )

test("a key that the issuer took since is fetched", async ({ serve }) => {
  const { origin } = await serve(issuing([[await jwk(ours, "k1")], [await jwk(newer, "k2")]]))
  await checkLogoutToken(at(origin), await sign(claims(origin)))
  const token = await sign(claims(origin), { kid: "k2" }, newer)
  expect(await checkLogoutToken(at(origin), token)).toMatchObject({ providerSid: "s1" })
})

test(
  "an issuer for many tenants is the one that the logout token names",
  { tag: "@mix-up" },
  async ({ serve }) => {
    const { origin } = await serve(issuing([[await jwk(ours, "k1")]], "/{tenantid}/v2.0"))
    const ctx = at(`${origin}/common/v2.0`, { tenantClaim: "tid" })
    const read = await checkLogoutToken(ctx, await sign(claims(`${origin}/t1/v2.0`, { tid: "t1" })))
    expect(read).toMatchObject({ providerSid: "s1" })
    for (const tid of ["t2", undefined])
      await expect(checkLogoutToken(ctx, await sign(claims(`${origin}/t1/v2.0`, { tid })))).rejects.toThrow(
        "logout_token_invalid",
      )
  },
)

test("an issuer whose keys cannot be had is named as such", async ({ serve }) => {
  const { origin } = await serve(({ url, headers }) =>
    url.pathname === "/keys"
      ? { status: 503, body: {} }
      : issuing([[]])({ url, headers, method: "", body: "" }),
  )
  await expect(checkLogoutToken(at(origin), await sign(claims(origin)))).rejects.toThrow(
    "provider_unreachable",
  )
})
