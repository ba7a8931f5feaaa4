import { expect } from "@playwright/test"
import fc from "fast-check"
import { exportJWK, generateKeyPair, SignJWT } from "jose"
import type { OidcProvider } from "../providers/types"
import { authorizationResponse, contextWith, test } from "./context.fixture"
import { oidc } from "./oidc"
import type { AttemptContext } from "./protocol"

// Each run changes a valid ID token in one place. Every changed token must be rejected.

const { publicKey, privateKey } = await generateKeyPair("ES256")
const jwk = { ...(await exportJWK(publicKey)), kid: "k1", alg: "ES256" }
const header = { alg: "ES256", kid: "k1" }

type Claims = Record<string, unknown>

function validClaims(iss: string): Claims {
  const now = Math.floor(Date.now() / 1000)
  return { iss, aud: "client", sub: "ada", nonce: "our-nonce", iat: now, exp: now + 60 }
}

const sign = (claims: Claims) => new SignJWT(claims).setProtectedHeader(header).sign(privateKey)

const issuerTest = test.extend<{
  issuer: { ctx: AttemptContext; setIdToken: (token: string) => void; origin: string }
}>({
  async issuer({ startServer }, use) {
    let idToken = ""
    const { origin } = await startServer(({ url, headers }) => {
      const at = `http://${headers.host}`
      const addresses = {
        authorization_endpoint: `${at}/authorize`,
        token_endpoint: `${at}/token`,
        jwks_uri: `${at}/keys`,
      }
      if (url.pathname === "/keys") return { body: { keys: [jwk] } }
      if (url.pathname === "/token")
        return { body: { access_token: "at", token_type: "bearer", id_token: idToken } }
      return { body: { issuer: at, ...addresses, id_token_signing_alg_values_supported: ["ES256"] } }
    })
    const settings = { issuer: origin }
    const provider: OidcProvider = {
      id: "service",
      name: "Service",
      protocol: "oidc",
      settings,
      scope: "openid",
    }
    await use({
      ctx: contextWith(provider, { issuer: origin }),
      setIdToken: (token) => (idToken = token),
      origin,
    })
  },
})

issuerTest.describe.configure({ timeout: 90_000 })

issuerTest("a valid ID token is accepted", async ({ issuer: { ctx, setIdToken, origin } }) => {
  setIdToken(await sign(validClaims(origin)))
  expect((await oidc.complete(ctx, authorizationResponse())).profile.id).toBe("ada")
})

issuerTest(
  "an ID token with one character changed, added or removed is rejected",
  { tag: "@stripped-check" },
  async ({ issuer: { ctx, setIdToken, origin } }) => {
    const token = await sign(validClaims(origin))
    const characters = fc.constantFrom(..."AZaz09-_.=~ é\0".split(""))
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length - 1), characters, fc.nat(2), async (at, character, change) => {
        const changed =
          token.slice(0, at) + (change === 2 ? "" : character) + token.slice(change === 1 ? at : at + 1)
        fc.pre(!isSame(token, changed))
        setIdToken(changed)
        await expect(oidc.complete(ctx, authorizationResponse())).rejects.toMatchObject({
          code: "id_token_invalid",
        })
      }),
      { numRuns: 120 },
    )
  },
)

issuerTest(
  "an ID token with a changed header or a changed bit of the signature is rejected",
  { tag: "@stripped-check" },
  async ({ issuer: { ctx, setIdToken, origin } }) => {
    const [, payload = "", signature = ""] = (await sign(validClaims(origin))).split(".")
    const headers = fc.oneof(
      fc
        .constantFrom("none", "None", "HS256", "RS256", "ES384", "ES512", "EdDSA", "PS256", "", null, 1)
        .map((alg) => ({ ...header, alg })),
      fc.constantFrom("k2", "", "../k1", "__proto__").map((kid) => ({ ...header, kid })),
      fc
        .constantFrom("crit", "b64", "jwk", "jku", "x5c", "typ", "enc")
        .map((name) => ({ ...header, [name]: ["b64"] })),
    )
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url")
    await fc.assert(
      fc.asyncProperty(headers, fc.nat(511), fc.boolean(), async (other, bit, isHeader) => {
        const bytes = Buffer.from(signature, "base64url")
        if (!isHeader) bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        setIdToken([encode(isHeader ? other : header), payload, bytes.toString("base64url")].join("."))
        await expect(oidc.complete(ctx, authorizationResponse())).rejects.toMatchObject({
          code: "id_token_invalid",
        })
      }),
      { numRuns: 80 },
    )
  },
)

issuerTest(
  "an ID token with one wrong claim and a valid signature is rejected",
  {
    tag: ["@stripped-check", "@replay"],
  },
  async ({ issuer: { ctx, setIdToken, origin } }) => {
    const claims = fc.constantFrom("iss", "aud", "nonce", "iat", "exp", "sub")
    const wrongValues = fc.oneof(
      fc.string(),
      fc.boolean(),
      fc.constant(undefined),
      fc.dictionary(fc.string(), fc.string()),
      fc.array(fc.string()),
    )
    await fc.assert(
      fc.asyncProperty(claims, wrongValues, async (name, value) => {
        const isUsable = name === "sub" && typeof value === "string"
        fc.pre(!isUsable && !(name === "aud" && Array.isArray(value) && value.join() === "client"))
        setIdToken(await sign({ ...validClaims(origin), [name]: value }))
        await expect(oidc.complete(ctx, authorizationResponse())).rejects.toMatchObject({
          code: "id_token_invalid",
        })
      }),
      { numRuns: 120 },
    )
  },
)

/** The last bits of a base64url text may be unused, and jose ignores spaces after the signature. */
function isSame(one: string, other: string): boolean {
  const splitSignature = (token: string) => [
    token.slice(0, token.lastIndexOf(".")),
    token.slice(token.lastIndexOf(".") + 1),
  ]
  const [signed, signature] = splitSignature(one)
  const [otherSigned, otherSignature] = splitSignature(other)
  const bytes = (text = "") => Buffer.from(text.replaceAll(/[^\w-]/g, ""), "base64url").toString("hex")
  return signed === otherSigned && bytes(signature) === bytes(otherSignature)
}
