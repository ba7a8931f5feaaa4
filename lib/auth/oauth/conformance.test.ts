// What the OpenID Foundation's conformance suite tries on relying parties, as far as no other test shows it. Which of
// its modules each of these answers stands in docs/conformance.md.
import { expect } from "@playwright/test"
import { exportJWK, generateKeyPair, SignJWT, type JWK, type JWTPayload } from "jose"
import { answer, contextWith, test } from "./context.fixture"
import { oidc } from "./oidc"

const pairs = {
  RS256: await generateKeyPair("RS256"),
  ES256: await generateKeyPair("ES256"),
  another: await generateKeyPair("RS256"),
}
const jwk = async (pair: keyof typeof pairs, kid?: string): Promise<JWK> => ({
  ...(await exportJWK(pairs[pair].publicKey)),
  ...(kid && { kid }),
})

type Issuer = {
  claims?: JWTPayload
  header?: { alg: string; kid?: string }
  /** Signs in the place of the key that `alg` and `kid` name. */
  signer?: keyof typeof pairs
  keys?: JWK[]
  /** Changes the finished ID token. */
  idToken?: (token: string) => string
  userinfo?: object
  document?: (origin: string) => object
}

/** An issuer that errs as it is told, and one sign-in at it. */
async function signInAt(serve: Parameters<Parameters<typeof test>[2]>[0]["serve"], issuer: Issuer = {}) {
  const { claims, header = { alg: "RS256", kid: "rsa" }, signer = "RS256" } = issuer
  const standardKeys = [await jwk("RS256", "rsa"), await jwk("ES256", "ec")]
  const { origin, asked } = await serve(async ({ url, headers }) => {
    const at = `http://${headers.host}`
    if (url.pathname === "/.well-known/openid-configuration")
      return {
        body: {
          issuer: at,
          authorization_endpoint: `${at}/authorize`,
          token_endpoint: `${at}/token`,
          jwks_uri: `${at}/keys`,
          userinfo_endpoint: `${at}/userinfo`,
          id_token_signing_alg_values_supported: ["RS256", "ES256", "HS256", "none"],
          ...issuer.document?.(at),
        },
      }
    if (url.pathname.endsWith("/keys")) return { body: { keys: issuer.keys ?? standardKeys } }
    if (url.pathname.endsWith("/userinfo")) return { body: { sub: "ada", name: "Ada", ...issuer.userinfo } }
    const now = Math.floor(Date.now() / 1000)
    const payload = {
      iss: at,
      aud: "client",
      sub: "ada",
      nonce: "our-nonce",
      iat: now,
      exp: now + 60,
      ...claims,
    }
    const token = await new SignJWT(payload).setProtectedHeader(header).sign(pairs[signer].privateKey)
    const id_token = issuer.idToken?.(token) ?? token
    return { body: { access_token: "the-token", token_type: "bearer", id_token } }
  })
  const ctx = contextWith(
    { id: "service", name: "Service", protocol: "oidc", settings: { issuer: origin }, scope: "openid" },
    { issuer: origin },
  )
  return { ctx, asked, completed: oidc.complete(ctx, answer()) }
}

for (const [what, claims] of [
  ["names another issuer", { iss: "https://attacker.example" }],
  ["names no issuer", { iss: undefined }],
  ["is for another audience", { aud: "another-client" }],
  ["is for nobody", { aud: undefined }],
  ["has no subject", { sub: undefined }],
  ["does not say when it was issued", { iat: undefined }],
  ["does not say when it ends", { exp: undefined }],
  ["has another nonce", { nonce: "another" }],
] as [string, JWTPayload][])
  test(`an ID token that ${what} is refused`, { tag: ["@stripped-check"] }, async ({ serve }) => {
    const { completed, asked } = await signInAt(serve, { claims })
    await expect(completed).rejects.toThrow("id_token_invalid")
    expect(
      asked.map(({ url }) => url.pathname),
      "nobody's userinfo is asked for",
    ).not.toContain("/userinfo")
  })

for (const alg of ["RS256", "ES256"] as const)
  test(`an ID token with a good signature by ${alg} is accepted`, async ({ serve }) => {
    const header = { alg, kid: alg === "RS256" ? "rsa" : "ec" }
    const { completed } = await signInAt(serve, { header, signer: alg })
    expect((await completed).profile).toMatchObject({ id: "ada", name: "Ada" })
  })

/** Another letter in the middle, so that it still has the length of a signature. */
const spoilt = (token: string) =>
  token.replace(/.{20}$/, (end) => (end.startsWith("A") ? "B" : "A") + end.slice(1))
const unsigned = (token: string) =>
  `${Buffer.from('{"alg":"none"}').toString("base64url")}.${token.split(".")[1]}.`

for (const [what, issuer] of [
  ["a bad signature by RS256", { idToken: spoilt }],
  ["a bad signature by ES256", { header: { alg: "ES256", kid: "ec" }, signer: "ES256", idToken: spoilt }],
  ["a signature by a key that is not the issuer's", { signer: "another" }],
  ["no signature, although the issuer announces none", { idToken: unsigned }],
] as [string, Issuer][])
  test(`an ID token with ${what} is refused`, { tag: ["@stripped-check"] }, async ({ serve }) => {
    await expect((await signInAt(serve, issuer)).completed).rejects.toThrow("id_token_invalid")
  })

test("an ID token without a key id is verified by the issuer's one key", async ({ serve }) => {
  const keys = [await jwk("RS256")]
  const { completed } = await signInAt(serve, { header: { alg: "RS256" }, keys })
  expect((await completed).profile.id).toBe("ada")
})

test("an ID token without a key id is refused where several keys of the issuer could be meant", async ({
  serve,
}) => {
  const keys = [await jwk("another", "a"), await jwk("RS256", "b")]
  const { completed } = await signInAt(serve, { header: { alg: "RS256" }, keys })
  await expect(completed).rejects.toThrow("id_token_invalid")
})

test("keys that we cannot read leave the issuer's others good", async ({ serve }) => {
  const strange = [
    { kty: "AKP", kid: "quantum", alg: "ML-DSA-999", pub: "AAAA" },
    { kty: "invented", kid: "new" },
  ] as JWK[]
  const { completed } = await signInAt(serve, { keys: [...strange, await jwk("RS256", "rsa")] })
  expect((await completed).profile.id).toBe("ada")
})

test("userinfo is asked with the token in the header", async ({ serve }) => {
  const { completed, asked } = await signInAt(serve)
  await completed
  const request = asked.find(({ url }) => url.pathname === "/userinfo")
  expect(request?.headers.authorization).toBe("Bearer the-token")
  expect([request?.url.search, request?.body]).toEqual(["", ""])
})

test("userinfo about somebody else is refused", { tag: ["@identity"] }, async ({ serve }) => {
  const { completed } = await signInAt(serve, { userinfo: { sub: "eve" } })
  await expect(completed).rejects.toThrow("userinfo_invalid")
})

test("claims that lie elsewhere are not fetched", { tag: ["@ssrf"] }, async ({ serve }) => {
  const userinfo = {
    _claim_names: { email: "elsewhere", phone_number: "inside" },
    _claim_sources: {
      elsewhere: { endpoint: "http://127.0.0.1:9/claims", access_token: "x" },
      inside: { JWT: "e30.e30." },
    },
  }
  const { completed } = await signInAt(serve, { userinfo })
  expect((await completed).profile).toMatchObject({ id: "ada", name: "Ada", email: null })
})

test("every address comes from the discovery document", async ({ serve }) => {
  const document = (at: string) => ({
    authorization_endpoint: `${at}/elsewhere/authorize`,
    token_endpoint: `${at}/elsewhere/token`,
    jwks_uri: `${at}/elsewhere/keys`,
    userinfo_endpoint: `${at}/elsewhere/userinfo`,
  })
  const { ctx, completed, asked } = await signInAt(serve, { document })
  await completed
  const { url } = await oidc.begin(ctx, {})
  expect([...asked.map((one) => one.url.pathname), url.pathname]).toEqual([
    "/.well-known/openid-configuration",
    ...["token", "keys", "userinfo", "authorize"].map((name) => `/elsewhere/${name}`),
  ])
})

test("the request has a nonce in the code flow too", async ({ serve }) => {
  const { ctx, completed } = await signInAt(serve)
  await completed
  const { url } = await oidc.begin(ctx, {})
  expect(url.searchParams.get("nonce")).toBe("our-nonce")
  expect(url.searchParams.get("response_type")).toBe("code")
})
