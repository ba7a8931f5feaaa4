import { expect } from "@playwright/test"
import fc from "fast-check"
import { exportJWK, generateKeyPair, SignJWT } from "jose"
import type { OidcProvider } from "../providers/types"
import { answer, contextWith, test } from "./context.fixture"
import { oidc } from "./oidc"
import type { AttemptContext } from "./protocol"

// One mutation of a faithful ID token at a time: none is believed.

const { publicKey, privateKey } = await generateKeyPair("ES256")
const jwk = { ...(await exportJWK(publicKey)), kid: "k1", alg: "ES256" }
const header = { alg: "ES256", kid: "k1" }

type Claims = Record<string, unknown>

function faithful(iss: string): Claims {
  const now = Math.floor(Date.now() / 1000)
  return { iss, aud: "client", sub: "ada", nonce: "our-nonce", iat: now, exp: now + 60 }
}

const sign = (claims: Claims) => new SignJWT(claims).setProtectedHeader(header).sign(privateKey)

const issuing = test.extend<{
  issuer: { ctx: AttemptContext; say: (token: string) => void; origin: string }
}>({
  async issuer({ serve }, use) {
    let said = ""
    const { origin } = await serve(({ url, headers }) => {
      const at = `http://${headers.host}`
      const addresses = {
        authorization_endpoint: `${at}/authorize`,
        token_endpoint: `${at}/token`,
        jwks_uri: `${at}/keys`,
      }
      if (url.pathname === "/keys") return { body: { keys: [jwk] } }
      if (url.pathname === "/token")
        return { body: { access_token: "at", token_type: "bearer", id_token: said } }
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
      say: (token) => (said = token),
      origin,
    })
  },
})

issuing.describe.configure({ timeout: 90_000 })

issuing("a faithful ID token is believed", async ({ issuer: { ctx, say, origin } }) => {
  say(await sign(faithful(origin)))
  expect((await oidc.complete(ctx, answer())).profile.id).toBe("ada")
})

issuing(
  "an ID token with one letter changed, more or less is refused",
  { tag: "@stripped-check" },
  async ({ issuer: { ctx, say, origin } }) => {
    const token = await sign(faithful(origin))
    const letters = fc.constantFrom(..."AZaz09-_.=~ é\0".split(""))
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length - 1), letters, fc.nat(2), async (at, letter, way) => {
        const changed = token.slice(0, at) + (way === 2 ? "" : letter) + token.slice(way === 1 ? at : at + 1)
        fc.pre(!isSame(token, changed))
        say(changed)
        await expect(oidc.complete(ctx, answer())).rejects.toMatchObject({ code: "id_token_invalid" })
      }),
      { numRuns: 120 },
    )
  },
)

issuing(
  "an ID token with one header, or one bit of the signature, changed is refused",
  { tag: "@stripped-check" },
  async ({ issuer: { ctx, say, origin } }) => {
    const [, payload = "", signature = ""] = (await sign(faithful(origin))).split(".")
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
        say([encode(isHeader ? other : header), payload, bytes.toString("base64url")].join("."))
        await expect(oidc.complete(ctx, answer())).rejects.toMatchObject({ code: "id_token_invalid" })
      }),
      { numRuns: 80 },
    )
  },
)

issuing(
  "an ID token that says one thing else is refused, faithfully signed as it is",
  {
    tag: ["@stripped-check", "@replay"],
  },
  async ({ issuer: { ctx, say, origin } }) => {
    const claims = fc.constantFrom("iss", "aud", "nonce", "iat", "exp", "sub")
    const odd = fc.oneof(
      fc.string(),
      fc.boolean(),
      fc.constant(undefined),
      fc.dictionary(fc.string(), fc.string()),
      fc.array(fc.string()),
    )
    await fc.assert(
      fc.asyncProperty(claims, odd, async (name, value) => {
        const isUsable = name === "sub" && typeof value === "string"
        fc.pre(!isUsable && !(name === "aud" && Array.isArray(value) && value.join() === "client"))
        say(await sign({ ...faithful(origin), [name]: value }))
        await expect(oidc.complete(ctx, answer())).rejects.toMatchObject({ code: "id_token_invalid" })
      }),
      { numRuns: 120 },
    )
  },
)

/** Base64url has letters whose last bits count for nothing, and jose ignores spaces after the signature. */
function isSame(one: string, other: string): boolean {
  const cut = (token: string) => [
    token.slice(0, token.lastIndexOf(".")),
    token.slice(token.lastIndexOf(".") + 1),
  ]
  const [[signed, signature], [otherSigned, otherSignature]] = [cut(one), cut(other)]
  const bytes = (text = "") => Buffer.from(text.replaceAll(/[^\w-]/g, ""), "base64url").toString("hex")
  return signed === otherSigned && bytes(signature) === bytes(otherSignature)
}
