import { createPublicKey, generateKeyPairSync } from "node:crypto"
import { expect } from "@playwright/test"
import { jwtVerify } from "jose"
import type { Client } from "../clients"
import { readPrivateKey } from "../crypto/private-key"
import { authorizationResponse, contextWith, providerAt, test, type StartServer } from "./context.fixture"
import { oauth2 } from "./oauth2"

const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" })
const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString()

async function tokenRequest(startServer: StartServer, client: Partial<Client>) {
  const { origin, requests } = await startServer(({ url }) => ({
    body: url.pathname === "/token" ? { access_token: "at", token_type: "bearer" } : { id: 1 },
  }))
  await oauth2.complete(contextWith(providerAt(origin), client), authorizationResponse())
  return { headers: requests[0]?.headers ?? {}, body: new URLSearchParams(requests[0]?.body) }
}

test("a generated client secret names team, client, issuer and key, and expires within ten minutes", async ({
  startServer,
}) => {
  const { body } = await tokenRequest(startServer, {
    tokenAuth: "client_secret_minted",
    privateKey: readPrivateKey(pem.replaceAll("\n", "\\n"), "key-1"),
    team: "team-1",
    issuer: "https://id.example.com",
  })
  const { payload, protectedHeader } = await jwtVerify(
    body.get("client_secret") ?? "",
    createPublicKey(privateKey),
    { issuer: "team-1", audience: "https://id.example.com", subject: "client", maxTokenAge: 60 },
  )
  expect(protectedHeader).toEqual({ alg: "ES256", kid: "key-1" })
  expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBeLessThanOrEqual(600)
})

test("a public client names itself and sends no secret", { tag: "@leak" }, async ({ startServer }) => {
  const { headers, body } = await tokenRequest(startServer, { tokenAuth: "none" })
  expect(body.get("client_id")).toBe("client")
  expect([headers.authorization, body.get("client_secret"), body.get("client_assertion")]).toEqual([
    undefined,
    null,
    null,
  ])
})

test("the default authentication method is HTTP Basic, which RFC 6749 requires every server to support", async ({
  startServer,
}) => {
  const { headers, body } = await tokenRequest(startServer, { tokenAuth: undefined })
  expect(headers.authorization).toBe(`Basic ${Buffer.from("client:secret").toString("base64")}`)
  expect(body.get("client_secret")).toBeNull()
})

test("the Basic header escapes separators, but not the characters that providers use in client ids", async ({
  startServer,
}) => {
  const { headers } = await tokenRequest(startServer, {
    tokenAuth: "client_secret_basic",
    clientId: "a-b_c.d",
    clientSecret: "e:f g%ü",
  })
  const sent = Buffer.from(headers.authorization?.replace("Basic ", "") ?? "", "base64").toString()
  expect(sent).toBe("a-b_c.d:e%3Af+g%25%C3%BC")
})

test(
  "a missing private key fails the sign-in before any request",
  { tag: "@fail-open" },
  async ({ startServer }) => {
    const { origin, requests } = await startServer(() => ({ body: {} }))
    const ctx = contextWith(providerAt(origin), { tokenAuth: "private_key_jwt" })
    await expect(oauth2.complete(ctx, authorizationResponse())).rejects.toThrow("token_invalid")
    expect(requests).toEqual([])
  },
)

for (const [kind, key, alg] of [
  ["an RSA key", generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey, "RS256"],
  ["a key on P-384", generateKeyPairSync("ec", { namedCurve: "P-384" }).privateKey, "ES384"],
  ["an Ed25519 key", generateKeyPairSync("ed25519").privateKey, "Ed25519"],
] as const)
  test(`${kind} signs with ${alg}, as PEM and as JWK`, async ({ startServer }) => {
    const jwk = { ...key.export({ format: "jwk" }), kid: "from-jwk" }
    for (const text of [key.export({ type: "pkcs8", format: "pem" }).toString(), JSON.stringify(jwk)]) {
      const { body } = await tokenRequest(startServer, {
        tokenAuth: "private_key_jwt",
        privateKey: readPrivateKey(text),
      })
      const assertion = body.get("client_assertion") ?? ""
      const { protectedHeader } = await jwtVerify(assertion, createPublicKey(key), {
        issuer: "client",
        subject: "client",
      })
      expect(protectedHeader).toMatchObject({ alg, ...(text.startsWith("{") && { kid: "from-jwk" }) })
    }
  })

for (const text of ["", "secret", "{", "{}", "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----"])
  test(`${JSON.stringify(text.slice(0, 12))} is not a private key`, () => {
    expect(() => readPrivateKey(text)).toThrow()
  })

test("a public key and an encryption key are rejected as signing keys", () => {
  const x25519 = generateKeyPairSync("x25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString()
  expect(() => readPrivateKey(x25519)).toThrow("signs no JWT")
  expect(() =>
    readPrivateKey(createPublicKey(privateKey).export({ type: "spki", format: "pem" }).toString()),
  ).toThrow()
})
