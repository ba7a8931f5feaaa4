// Forged ID tokens: other algorithms, keys and times (RFC 8725, OpenID Connect Core 3.1.3.7).
import { createPublicKey, type JsonWebKey } from "node:crypto"
import { decodeJwt, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type JWTHeaderParameters } from "jose"
import { openApp } from "../support/app"
import { expect, test, Visitor } from "../support/fixtures"
import { approve, begin, currentUser, errorCode, expectSignedIn, signIn } from "../support/flow"
import { HostileProvider, rawResponse } from "../support/hostile-provider"
import { clientSecret } from "../support/hostile-provider/client"
import { makeSigner } from "../support/hostile-provider/keys"
import { testInvalidResponses, type InvalidResponse } from "../support/invalid-responses"

test.use({ providerSet: "hostile" })

const now = () => Math.floor(Date.now() / 1000)
const admin = { name: "Admin", email: "admin@example.test", email_verified: true }

const claims: Omit<InvalidResponse, "code">[] = [
  { title: "is not valid yet", behaviour: { claims: (it) => ({ ...it, nbf: now() + 600 }) } },
  { title: "has a text as expiry", behaviour: { claims: (it) => ({ ...it, exp: "tomorrow" }) } },
  { title: "expired in 1970", behaviour: { claims: (it) => ({ ...it, exp: 0 }) } },
  { title: "has no iat", behaviour: { claims: (it) => ({ ...it, iat: undefined }) } },
  { title: "has an empty audience", behaviour: { claims: (it) => ({ ...it, aud: [] }) } },
  { title: "has no audience", behaviour: { claims: (it) => ({ ...it, aud: undefined }) } },
  {
    title: "is for a client whose id differs in case",
    behaviour: { claims: (it) => ({ ...it, aud: "Client" }) },
  },
  {
    title: "has two audiences and another authorized party",
    behaviour: { claims: (it) => ({ ...it, aud: ["client", "b"], azp: "b" }) },
  },
  { title: "has no issuer", behaviour: { claims: (it) => ({ ...it, iss: undefined }) } },
  {
    title: "is from an issuer with a trailing slash",
    behaviour: { claims: (it) => ({ ...it, iss: `${String(it["iss"])}/` }) },
  },
  { title: "has a list of nonces", behaviour: { claims: (it) => ({ ...it, nonce: [it["nonce"]] }) } },
  { title: "has an empty nonce", behaviour: { claims: (it) => ({ ...it, nonce: "" }) } },
  { title: "has a number as subject", behaviour: { claims: (it) => ({ ...it, sub: 4711 }) } },
]

const forged = (forge: (token: string) => string | Promise<string>) => ({ behaviour: { idToken: forge } })

const shapes: Omit<InvalidResponse, "code">[] = [
  { title: "has an empty signature", ...forged((token) => token.replace(/[^.]+$/, "")) },
  {
    title: "has the signature of another token",
    ...forged((token) => `${withAdminClaims(token)}.${token.split(".")[2]}`),
  },
  { title: "has the algorithm NONE in capitals", ...forged((token) => withHeader(token, { alg: "NONE" })) },
  {
    title: "is unsecured as jose encodes it",
    ...forged((token) => new UnsecuredJWT(decodeJwt(token)).encode()),
  },
  { title: "has a header without an algorithm", ...forged((token) => token.replace(/^[^.]+/, "e30x")) },
  { title: "has five parts", ...forged((token) => `${token}.a.b`) },
  {
    title: "requires an unknown extension",
    ...forged((token) => withHeader(token, { alg: "ES256", kid: "one", crit: ["x"] })),
  },
]

testInvalidResponses(
  [...claims, ...shapes].map((invalid) => ({ ...invalid, code: "id_token_invalid", tag: "@stripped-check" })),
  (title) => `an ID token that ${title} is rejected`,
)

for (const [title, secretOf] of [
  ["the public key as PEM", (key: JsonWebKey) => pem(key)],
  ["the public key as JWK", (key: JsonWebKey) => JSON.stringify(key)],
  ["the client secret", () => clientSecret],
  ["an empty secret", () => ""],
] as const)
  test(
    `an ID token signed by HS256 with ${title} is rejected`,
    {
      tag: ["@stripped-check", "@defaults"],
    },
    async ({ visitor, hostile }) => {
      const secret = new TextEncoder().encode(secretOf(hostile.signers[0].jwk as JsonWebKey))
      const head = { alg: "HS256", kid: "one" }
      hostile.behave({
        idToken: async (token) =>
          secret.length > 0
            ? new SignJWT({ ...decodeJwt(token), ...admin }).setProtectedHeader(head).sign(secret)
            : withHeader(token, head),
      })
      expect(errorCode(await signIn(visitor, "oidc"))).toBe("id_token_invalid")
      expect(await currentUser(visitor)).toBeNull()
    },
  )

test(
  "an ID token that contains a key or the URL of a key is rejected",
  {
    tag: ["@stripped-check", "@ssrf"],
  },
  async ({ visitor, hostile }) => {
    const { publicKey, privateKey } = await generateKeyPair("ES256")
    const jwk = await exportJWK(publicKey)
    const headers: Partial<JWTHeaderParameters>[] = [
      { jwk },
      { jwk, kid: "one" },
      { jku: `${hostile.origin}/evil-jwks`, kid: "two" },
      { x5u: `${hostile.origin}/evil-x5u` },
      { x5c: ["MIIB"] },
    ]
    for (const header of headers) {
      hostile.behave({
        idToken: (token) =>
          new SignJWT({ ...decodeJwt(token), ...admin })
            .setProtectedHeader({ alg: "ES256", ...header })
            .sign(privateKey),
      })
      expect(errorCode(await signIn(visitor, "oidc")), JSON.stringify(header)).toBe("id_token_invalid")
      expect(hostile.received.filter(({ path }) => path.startsWith("/evil"))).toEqual([])
    }
    expect(await currentUser(visitor)).toBeNull()
  },
)

test(
  "an ID token of one visitor's sign-in is rejected in another visitor's",
  { tag: ["@replay", "@fixation"] },
  async ({ visitor: victim, app, hostile }) => {
    let stolen = ""
    hostile.behave({ idToken: (token) => (stolen = token) })
    await signIn(victim, "oidc")
    const thief = new Visitor(app.origin)
    hostile.behave({ idToken: () => stolen })
    expect(errorCode(await signIn(thief, "oidc"))).toBe("id_token_invalid")
    expect(await currentUser(thief)).toBeNull()
  },
)

test(
  "an ID token in a token response of OAuth 2.0 is ignored",
  { tag: "@identity" },
  async ({ visitor, hostile, records }) => {
    const forgedClaims = { iss: hostile.origin, aud: "client", sub: "666", iat: now(), exp: now() + 300 }
    const id_token = await hostile.sign(forgedClaims)
    hostile.behave({ token: (it) => ({ ...it, id_token }) })
    await signIn(visitor, "oauth2")
    expect(await records.query('SELECT "providerAccountId", "id_token" FROM "Account"')).toEqual([
      { providerAccountId: "4711", id_token: null },
    ])
  },
)

test(
  "a new key of the issuer is fetched, and unknown keys cause at most one request a minute",
  {
    tag: ["@stripped-check", "@ssrf"],
  },
  async () => {
    // The app caches keys, so this test needs a provider and an app of its own.
    const provider = await HostileProvider.start()
    const app = await openApp({ project: "e2e", label: `keys-${test.info().workerIndex}`, env: provider.env })
    try {
      const fetched = () => provider.received.filter(({ path }) => path === "/jwks").length
      const signedIn = async () => signIn(new Visitor(app.origin), "oidc")
      expectSignedIn(await signedIn(), `${app.origin}/dashboard`)
      expectSignedIn(await signedIn(), `${app.origin}/dashboard`)
      expect(fetched()).toBe(1)

      const [retired] = provider.signers
      provider.rotate(await makeSigner("two"))
      expectSignedIn(await signedIn(), `${app.origin}/dashboard`)
      expect(fetched()).toBe(2)

      const unknown = await makeSigner("three")
      for (const signer of [retired, unknown, provider.forger]) {
        provider.behaviour = { idToken: (token) => signer.sign(decodeJwt(token)) }
        expect(errorCode(await signedIn())).toBe("id_token_invalid")
      }
      expect(fetched()).toBe(2)
    } finally {
      await app.close()
      await provider.close()
    }
  },
)

test(
  "a form-post response that was not requested is rejected, and keeps the attempt",
  {
    tag: ["@stripped-check", "@state"],
  },
  async ({ visitor, app }) => {
    for (const id of ["oidc", "oauth2", "oauth1"]) {
      const callback = new URL(await approve(visitor, await begin(visitor, id)))
      const form = Object.fromEntries(callback.searchParams)
      const headers = { origin: "https://provider.example" }
      const posted = await visitor.post(callback.pathname, { form, headers })
      expect({ status: posted.status, code: errorCode(posted) }).toEqual({
        status: 405,
        code: "method_not_allowed",
      })
      expect(posted.setCookies).toEqual([])
      expectSignedIn(await visitor.get(callback.href), `${app.origin}/dashboard`)
    }
  },
)

test(
  "userinfo signed with another key is rejected, and so is unsigned userinfo with the type of a JWT",
  {
    tag: "@stripped-check",
  },
  async ({ visitor, hostile }) => {
    const forgedClaims = { iss: hostile.origin, aud: "client", sub: "4711", ...admin }
    const headers = { "content-type": "application/jwt" }
    for (const body of [
      await hostile.forger.sign(forgedClaims),
      new UnsecuredJWT(forgedClaims).encode(),
      JSON.stringify(forgedClaims),
      "",
    ]) {
      hostile.behave({ userinfo: () => rawResponse({ headers, body }) })
      expect(errorCode(await signIn(visitor, "oidc"))).toBe("userinfo_invalid")
    }
    expect(await currentUser(visitor)).toBeNull()
  },
)

function pem(key: JsonWebKey): string {
  return createPublicKey({ key, format: "jwk" }).export({ type: "spki", format: "pem" }).toString()
}

/** Header and claims of a token, with the claims of an administrator. */
function withAdminClaims(token: string): string {
  const payload = Buffer.from(JSON.stringify({ ...decodeJwt(token), ...admin })).toString("base64url")
  return `${token.split(".")[0]}.${payload}`
}

/** Replaces the header, and keeps claims and signature. */
function withHeader(token: string, header: object): string {
  return token.replace(/^[^.]+/, Buffer.from(JSON.stringify(header)).toString("base64url"))
}
