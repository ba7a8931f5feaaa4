// ID tokens that a forger would try: other algorithms, other keys, other times (RFC 8725, OpenID Connect Core 3.1.3.7).
import { createPublicKey, type JsonWebKey } from "node:crypto"
import { decodeJwt, exportJWK, generateKeyPair, type JWTHeaderParameters, SignJWT, UnsecuredJWT } from "jose"
import { openApp } from "../support/app"
import { expect, test, Visitor } from "../support/fixtures"
import { approve, begin, codeOf, expectSignedIn, signIn, whoAmI } from "../support/flow"
import { HostileProvider, reply } from "../support/hostile-provider"
import { clientSecret } from "../support/hostile-provider/client"
import { makeSigner } from "../support/hostile-provider/keys"
import { type Lie, refuseEach } from "../support/invalid-responses"

test.use({ cast: "hostile" })

const now = () => Math.floor(Date.now() / 1000)
const admin = { name: "Admin", email: "admin@example.test", email_verified: true }

const claims: Omit<Lie, "code">[] = [
  { title: "is not valid yet", behaviour: { claims: (it) => ({ ...it, nbf: now() + 600 }) } },
  { title: "says when it expires in words", behaviour: { claims: (it) => ({ ...it, exp: "tomorrow" }) } },
  { title: "expired at the beginning of time", behaviour: { claims: (it) => ({ ...it, exp: 0 }) } },
  { title: "does not say when it was issued", behaviour: { claims: (it) => ({ ...it, iat: undefined }) } },
  { title: "is for nobody", behaviour: { claims: (it) => ({ ...it, aud: [] }) } },
  { title: "does not say for whom it is", behaviour: { claims: (it) => ({ ...it, aud: undefined }) } },
  { title: "is for a client of a like name", behaviour: { claims: (it) => ({ ...it, aud: "Client" }) } },
  {
    title: "is for us and others, and another may use it",
    behaviour: { claims: (it) => ({ ...it, aud: ["client", "b"], azp: "b" }) },
  },
  { title: "does not say who issued it", behaviour: { claims: (it) => ({ ...it, iss: undefined }) } },
  {
    title: "is from an issuer of almost our name",
    behaviour: { claims: (it) => ({ ...it, iss: `${String(it["iss"])}/` }) },
  },
  { title: "has a list of nonces", behaviour: { claims: (it) => ({ ...it, nonce: [it["nonce"]] }) } },
  { title: "has an empty nonce", behaviour: { claims: (it) => ({ ...it, nonce: "" }) } },
  { title: "has a number for a subject", behaviour: { claims: (it) => ({ ...it, sub: 4711 }) } },
]

const forged = (forge: (token: string) => string | Promise<string>) => ({ behaviour: { idToken: forge } })

const shapes: Omit<Lie, "code">[] = [
  { title: "has lost its signature", ...forged((token) => token.replace(/[^.]+$/, "")) },
  {
    title: "has the signature of another token",
    ...forged((token) => `${withName(token)}.${token.split(".")[2]}`),
  },
  { title: "is signed by nobody, in capitals", ...forged((token) => withHeader(token, { alg: "NONE" })) },
  {
    title: "is signed by nobody, as jose writes it",
    ...forged((token) => new UnsecuredJWT(decodeJwt(token)).encode()),
  },
  { title: "has a header that is no JSON", ...forged((token) => token.replace(/^[^.]+/, "e30x")) },
  { title: "has five parts", ...forged((token) => `${token}.a.b`) },
  {
    title: "asks for an extension that nobody knows",
    ...forged((token) => withHeader(token, { alg: "ES256", kid: "one", crit: ["x"] })),
  },
]

refuseEach(
  [...claims, ...shapes].map((lie) => ({ ...lie, code: "id_token_invalid", tag: "@stripped-check" })),
  (lie) => `an ID token that ${lie} is refused`,
)

for (const [what, secretOf] of [
  ["the public key as PEM", (key: JsonWebKey) => pem(key)],
  ["the public key as JWK", (key: JsonWebKey) => JSON.stringify(key)],
  ["the client secret", () => clientSecret],
  ["an empty secret", () => ""],
] as const)
  test(
    `an ID token that takes ${what} for a shared key is refused`,
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
      expect(codeOf(await signIn(visitor, "oidc"))).toBe("id_token_invalid")
      expect(await whoAmI(visitor)).toBeNull()
    },
  )

test(
  "an ID token that brings its own key, or the way to one, is refused",
  {
    tag: ["@stripped-check", "@ssrf"],
  },
  async ({ visitor, hostile }) => {
    const { publicKey, privateKey } = await generateKeyPair("ES256")
    const jwk = await exportJWK(publicKey)
    const ways: Partial<JWTHeaderParameters>[] = [
      { jwk },
      { jwk, kid: "one" },
      { jku: `${hostile.origin}/evil-jwks`, kid: "two" },
      { x5u: `${hostile.origin}/evil-x5u` },
      { x5c: ["MIIB"] },
    ]
    for (const way of ways) {
      hostile.behave({
        idToken: (token) =>
          new SignJWT({ ...decodeJwt(token), ...admin })
            .setProtectedHeader({ alg: "ES256", ...way })
            .sign(privateKey),
      })
      expect(codeOf(await signIn(visitor, "oidc")), JSON.stringify(way)).toBe("id_token_invalid")
      expect(hostile.received.filter(({ path }) => path.startsWith("/evil"))).toEqual([])
    }
    expect(await whoAmI(visitor)).toBeNull()
  },
)

test(
  "an ID token of one visitor's sign-in is refused in another's",
  { tag: ["@replay", "@fixation"] },
  async ({ visitor: victim, app, hostile }) => {
    let stolen = ""
    hostile.behave({ idToken: (token) => (stolen = token) })
    await signIn(victim, "oidc")
    const thief = new Visitor(app.origin)
    hostile.behave({ idToken: () => stolen })
    expect(codeOf(await signIn(thief, "oidc"))).toBe("id_token_invalid")
    expect(await whoAmI(thief)).toBeNull()
  },
)

test(
  "an ID token in the answer to plain OAuth 2.0 is not believed",
  { tag: "@identity" },
  async ({ visitor, hostile, records }) => {
    const about = { iss: hostile.origin, aud: "client", sub: "666", iat: now(), exp: now() + 300 }
    const id_token = await hostile.sign(about)
    hostile.behave({ token: (it) => ({ ...it, id_token }) })
    await signIn(visitor, "oauth2")
    expect(await records.query('SELECT "providerAccountId", "id_token" FROM "Account"')).toEqual([
      { providerAccountId: "4711", id_token: null },
    ])
  },
)

test(
  "an issuer may change its keys, and an unknown key makes us ask once a minute at most",
  {
    tag: ["@stripped-check", "@ssrf"],
  },
  async () => {
    // Keys are kept, so this provider and its app are nobody else's.
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

      const stranger = await makeSigner("three")
      for (const signer of [retired, stranger, provider.forger]) {
        provider.behaviour = { idToken: (token) => signer.sign(decodeJwt(token)) }
        expect(codeOf(await signedIn())).toBe("id_token_invalid")
      }
      expect(fetched()).toBe(2)
    } finally {
      await app.close()
      await provider.close()
    }
  },
)

test(
  "an answer by POST is refused where none was asked for, and uses nothing up",
  {
    tag: ["@stripped-check", "@state"],
  },
  async ({ visitor, app }) => {
    for (const id of ["oidc", "oauth2", "oauth1"]) {
      const callback = new URL(await approve(visitor, await begin(visitor, id)))
      const form = Object.fromEntries(callback.searchParams)
      const headers = { origin: "https://provider.example" }
      const posted = await visitor.post(callback.pathname, { form, headers })
      expect({ status: posted.status, code: codeOf(posted) }).toEqual({
        status: 405,
        code: "method_not_allowed",
      })
      expect(posted.setCookies).toEqual([])
      expectSignedIn(await visitor.get(callback.href), `${app.origin}/dashboard`)
    }
  },
)

test(
  "signed userinfo of a stranger is refused, and so is one in the clear that calls itself signed",
  {
    tag: "@stripped-check",
  },
  async ({ visitor, hostile }) => {
    const about = { iss: hostile.origin, aud: "client", sub: "4711", ...admin }
    const headers = { "content-type": "application/jwt" }
    for (const body of [
      await hostile.forger.sign(about),
      new UnsecuredJWT(about).encode(),
      JSON.stringify(about),
      "",
    ]) {
      hostile.behave({ userinfo: () => reply({ headers, body }) })
      expect(codeOf(await signIn(visitor, "oidc"))).toBe("userinfo_invalid")
    }
    expect(await whoAmI(visitor)).toBeNull()
  },
)

function pem(key: JsonWebKey): string {
  return createPublicKey({ key, format: "jwk" }).export({ type: "spki", format: "pem" }).toString()
}

/** Header and claims of a token that says something else. */
function withName(token: string): string {
  const payload = Buffer.from(JSON.stringify({ ...decodeJwt(token), ...admin })).toString("base64url")
  return `${token.split(".")[0]}.${payload}`
}

/** Another header before the same claims and signature. */
function withHeader(token: string, header: object): string {
  return token.replace(/^[^.]+/, Buffer.from(JSON.stringify(header)).toString("base64url"))
}
