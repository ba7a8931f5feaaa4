import { createHash } from "node:crypto"
import { expect } from "@playwright/test"
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from "jose"
import { authorizationResponse, codeOf, contextAt, test } from "./context.fixture"
import { idTokenClaims, issuerResponder, sign } from "./issuer.fixture"
import { oidc } from "./oidc"

const now = () => Math.floor(Date.now() / 1000)
/** The left half of a hash, by default of the fixture's access token. */
const atHash = (name: string, hashed = "at") => {
  const hash = createHash(name).update(hashed).digest()
  return hash.subarray(0, hash.length / 2).toString("base64url")
}

const plainHash = Buffer.from(atHash("sha256"), "base64url").toString("base64")

const rules: [title: string, claims: JWTPayload | (() => JWTPayload), isAccepted: boolean][] = [
  ["that names this client as authorized party", { azp: "client" }, true],
  ["that names another client as authorized party", { azp: "another" }, false],
  ["that names no client as authorized party", { azp: null }, false],
  ["with the hash of the access token", { at_hash: atHash("sha256") }, true],
  ["with the hash in plain base64, as TARA sends it", { at_hash: plainHash }, true],
  ["with the whole hash", { at_hash: createHash("sha256").update("at").digest("base64url") }, false],
  ["with the hash by another function", { at_hash: atHash("sha512") }, false],
  ["with an empty hash", { at_hash: "" }, false],
  ["with a hash that is not a text", { at_hash: 1 }, false],
  ["with the hash of the code", { c_hash: atHash("sha256", "the-code") }, true],
  ["with the hash of the code, but of another one", { c_hash: atHash("sha256", "other-code") }, false],
  ["with an empty hash of the code", { c_hash: "" }, false],
  ["issued a little ahead", () => ({ iat: now() + 20 }), true],
  ["issued in the future", () => ({ iat: now() + 120, exp: now() + 600 }), false],
  ["issued five minutes ago", () => ({ iat: now() - 300 }), true],
  ["issued an hour and a minute ago", () => ({ iat: now() - 3_660 }), false],
]
for (const [title, claims, isAccepted] of rules)
  test(
    `an ID token ${title} is ${isAccepted ? "accepted" : "rejected"}`,
    { tag: "@stripped-check" },
    async ({ startServer }) => {
      const { origin } = await startServer(
        issuerResponder({
          idToken: async (at) => sign(idTokenClaims(at, typeof claims === "function" ? claims() : claims)),
        }),
      )
      const code = await codeOf(oidc.complete(contextAt(origin), authorizationResponse()))
      expect(code).toBe(isAccepted ? "undefined" : "id_token_invalid")
    },
  )

for (const [typ, isAccepted] of [
  ["JWT", true],
  ["application/jwt", true],
  ["at+jwt", false],
  ["application/AT+JWT", false],
  ["logout+jwt", false],
  ["secevent+jwt", false],
] as const)
  test(
    `an ID token with the type ${typ} is ${isAccepted ? "accepted" : "rejected"}`,
    { tag: "@stripped-check" },
    async ({ startServer }) => {
      const { origin } = await startServer(
        issuerResponder({ idToken: async (at) => sign(idTokenClaims(at), undefined, { typ }) }),
      )
      const code = await codeOf(oidc.complete(contextAt(origin), authorizationResponse()))
      expect(code).toBe(isAccepted ? "undefined" : "id_token_invalid")
    },
  )

for (const [alg, hash] of [
  ["RS384", "sha384"],
  ["ES512", "sha512"],
  ["Ed25519", "sha512"],
] as const)
  test(
    `at_hash of an ID token by ${alg} is by ${hash}`,
    { tag: "@stripped-check" },
    async ({ startServer }) => {
      const { publicKey, privateKey } = await generateKeyPair(alg)
      const key = { ...(await exportJWK(publicKey)), kid: "k1", alg }
      const complete = async (name: string) => {
        const issuer = issuerResponder({
          document: () => ({ id_token_signing_alg_values_supported: [alg] }),
          idToken: async (at) =>
            new SignJWT(idTokenClaims(at, { at_hash: atHash(name) }))
              .setProtectedHeader({ alg, kid: "k1" })
              .sign(privateKey),
        })
        const { origin } = await startServer(async (request) =>
          request.url.pathname === "/keys" ? { body: { keys: [key] } } : issuer(request),
        )
        return codeOf(oidc.complete(contextAt(origin), authorizationResponse()))
      }
      expect(await complete(hash)).toBe("undefined")
      expect(await complete("sha256")).toBe("id_token_invalid")
    },
  )

test(
  "an ID token has the configured algorithm of the client",
  { tag: "@stripped-check" },
  async ({ startServer }) => {
    const { origin } = await startServer(
      issuerResponder({ document: () => ({ id_token_signing_alg_values_supported: ["ES256", "RS256"] }) }),
    )
    const complete = (idTokenAlg: "ES256" | "RS256") =>
      codeOf(oidc.complete(contextAt(origin, { idTokenAlg }), authorizationResponse()))
    expect(await complete("ES256")).toBe("undefined")
    expect(await complete("RS256")).toBe("id_token_invalid")
  },
)

for (const [title, token, code] of [
  ["a DPoP token", { token_type: "DPoP" }, "token_invalid"],
  ["a MAC token", { token_type: "mac" }, "id_token_invalid"],
  ["an error beside the tokens", { error: "server_error" }, "token_refused"],
  ["an error object beside the tokens", { error: { code: 1 } }, "token_refused"],
  ["an empty error beside the tokens", { error: "" }, "undefined"],
  ["a bearer token", { token_type: "BEARER" }, "undefined"],
] as const)
  test(`a token response with ${title} ends in ${code}`, { tag: "@fail-open" }, async ({ startServer }) => {
    const { origin } = await startServer(issuerResponder({ token }))
    expect(await codeOf(oidc.complete(contextAt(origin), authorizationResponse()))).toBe(code)
  })
