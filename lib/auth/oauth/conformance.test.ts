// Tests for modules of the OpenID Foundation's conformance suite for relying parties that no other test covers.
// docs/conformance.md maps each module to its tests.
import { expect } from "@playwright/test"
import { exportJWK, generateKeyPair, SignJWT, type JWK, type JWTPayload } from "jose"
import { authorizationResponse, contextWith, test, type StartServer } from "./context.fixture"
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
  /** The key that signs the ID token, whatever `alg` and `kid` say. */
  signer?: keyof typeof pairs
  keys?: JWK[]
  /** Changes the finished ID token. */
  idToken?: (token: string) => string
  userinfo?: object
  document?: (origin: string) => object
}

function metadataOf(origin: string): object {
  return {
    issuer: origin,
    authorization_endpoint: `${origin}/authorize`,
    token_endpoint: `${origin}/token`,
    jwks_uri: `${origin}/keys`,
    userinfo_endpoint: `${origin}/userinfo`,
    id_token_signing_alg_values_supported: ["RS256", "ES256", "HS256", "none"],
  }
}

async function idTokenFrom(origin: string, issuer: Issuer): Promise<string> {
  const { claims, header = { alg: "RS256", kid: "rsa" }, signer = "RS256" } = issuer
  const now = Math.floor(Date.now() / 1000)
  const times = { iat: now, exp: now + 60 }
  const payload = { iss: origin, aud: "client", sub: "ada", nonce: "our-nonce", ...times, ...claims }
  const token = await new SignJWT(payload).setProtectedHeader(header).sign(pairs[signer].privateKey)
  return issuer.idToken?.(token) ?? token
}

/** Signs in once at an issuer with these deviations. */
async function signInAt(startServer: StartServer, issuer: Issuer = {}) {
  const standardKeys = [await jwk("RS256", "rsa"), await jwk("ES256", "ec")]
  const { origin, requests } = await startServer(async ({ url, headers }) => {
    const at = `http://${headers.host}`
    if (url.pathname === "/.well-known/openid-configuration")
      return { body: { ...metadataOf(at), ...issuer.document?.(at) } }
    if (url.pathname.endsWith("/keys")) return { body: { keys: issuer.keys ?? standardKeys } }
    if (url.pathname.endsWith("/userinfo")) return { body: { sub: "ada", name: "Ada", ...issuer.userinfo } }
    const id_token = await idTokenFrom(at, issuer)
    return { body: { access_token: "the-token", token_type: "bearer", id_token } }
  })
  const ctx = contextWith(
    { id: "service", name: "Service", protocol: "oidc", settings: { issuer: origin }, scope: "openid" },
    { issuer: origin },
  )
  return { ctx, requests, completed: oidc.complete(ctx, authorizationResponse()) }
}

for (const [condition, claims] of [
  ["names another issuer", { iss: "https://attacker.example" }],
  ["names no issuer", { iss: undefined }],
  ["is for another audience", { aud: "another-client" }],
  ["names no audience", { aud: undefined }],
  ["has no subject", { sub: undefined }],
  ["has no time of issue", { iat: undefined }],
  ["has no expiry time", { exp: undefined }],
  ["has another nonce", { nonce: "another" }],
] as [string, JWTPayload][])
  test(`an ID token that ${condition} is rejected`, { tag: ["@stripped-check"] }, async ({ startServer }) => {
    const { completed, requests } = await signInAt(startServer, { claims })
    await expect(completed).rejects.toThrow("id_token_invalid")
    expect(
      requests.map(({ url }) => url.pathname),
      "userinfo is not requested",
    ).not.toContain("/userinfo")
  })

for (const alg of ["RS256", "ES256"] as const)
  test(`an ID token with a valid ${alg} signature is accepted`, async ({ startServer }) => {
    const header = { alg, kid: alg === "RS256" ? "rsa" : "ec" }
    const { completed } = await signInAt(startServer, { header, signer: alg })
    expect((await completed).profile).toMatchObject({ id: "ada", name: "Ada" })
  })

/** Changes a character within the signature and keeps its length. */
const withInvalidSignature = (token: string) =>
  token.replace(/.{20}$/, (end) => (end.startsWith("A") ? "B" : "A") + end.slice(1))
const unsigned = (token: string) =>
  `${Buffer.from('{"alg":"none"}').toString("base64url")}.${token.split(".")[1]}.`

for (const [condition, issuer] of [
  ["with an invalid RS256 signature", { idToken: withInvalidSignature }],
  [
    "with an invalid ES256 signature",
    { header: { alg: "ES256", kid: "ec" }, signer: "ES256", idToken: withInvalidSignature },
  ],
  ["with a signature by another key", { signer: "another" }],
  ["with alg none, which the issuer announces,", { idToken: unsigned }],
] as [string, Issuer][])
  test(`an ID token ${condition} is rejected`, { tag: ["@stripped-check"] }, async ({ startServer }) => {
    await expect((await signInAt(startServer, issuer)).completed).rejects.toThrow("id_token_invalid")
  })

test("an ID token without a key id is verified with the issuer's only key", async ({ startServer }) => {
  const keys = [await jwk("RS256")]
  const { completed } = await signInAt(startServer, { header: { alg: "RS256" }, keys })
  expect((await completed).profile.id).toBe("ada")
})

test("an ID token without a key id is rejected if several keys of the issuer match", async ({
  startServer,
}) => {
  const keys = [await jwk("another", "a"), await jwk("RS256", "b")]
  const { completed } = await signInAt(startServer, { header: { alg: "RS256" }, keys })
  await expect(completed).rejects.toThrow("id_token_invalid")
})

test("keys of unknown types do not affect the issuer's other keys", async ({ startServer }) => {
  const unknownTypes = [
    { kty: "AKP", kid: "quantum", alg: "ML-DSA-999", pub: "AAAA" },
    { kty: "invented", kid: "new" },
  ] as JWK[]
  const { completed } = await signInAt(startServer, { keys: [...unknownTypes, await jwk("RS256", "rsa")] })
  expect((await completed).profile.id).toBe("ada")
})

test("userinfo is requested with the access token in the header", async ({ startServer }) => {
  const { completed, requests } = await signInAt(startServer)
  await completed
  const request = requests.find(({ url }) => url.pathname === "/userinfo")
  expect(request?.headers.authorization).toBe("Bearer the-token")
  expect([request?.url.search, request?.body]).toEqual(["", ""])
})

test("userinfo about another subject is rejected", { tag: ["@identity"] }, async ({ startServer }) => {
  const { completed } = await signInAt(startServer, { userinfo: { sub: "eve" } })
  await expect(completed).rejects.toThrow("userinfo_invalid")
})

test("aggregated and distributed claims are not fetched", { tag: ["@ssrf"] }, async ({ startServer }) => {
  const userinfo = {
    _claim_names: { email: "elsewhere", phone_number: "inside" },
    _claim_sources: {
      elsewhere: { endpoint: "http://127.0.0.1:9/claims", access_token: "x" },
      inside: { JWT: "e30.e30." },
    },
  }
  const { completed } = await signInAt(startServer, { userinfo })
  expect((await completed).profile).toMatchObject({ id: "ada", name: "Ada", email: null })
})

test("all endpoint addresses come from the discovery document", async ({ startServer }) => {
  const document = (at: string) => ({
    authorization_endpoint: `${at}/elsewhere/authorize`,
    token_endpoint: `${at}/elsewhere/token`,
    jwks_uri: `${at}/elsewhere/keys`,
    userinfo_endpoint: `${at}/elsewhere/userinfo`,
  })
  const { ctx, completed, requests } = await signInAt(startServer, { document })
  await completed
  const { url } = await oidc.begin(ctx, {})
  expect([...requests.map((request) => request.url.pathname), url.pathname]).toEqual([
    "/.well-known/openid-configuration",
    ...["token", "keys", "userinfo", "authorize"].map((name) => `/elsewhere/${name}`),
  ])
})

test("the authorization request has a nonce in the code flow", async ({ startServer }) => {
  const { ctx, completed } = await signInAt(startServer)
  await completed
  const { url } = await oidc.begin(ctx, {})
  expect(url.searchParams.get("nonce")).toBe("our-nonce")
  expect(url.searchParams.get("response_type")).toBe("code")
})
