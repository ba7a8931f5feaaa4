import { createPublicKey, generateKeyPairSync } from "node:crypto"
import { expect } from "@playwright/test"
import { jwtVerify } from "jose"
import type { Client } from "../clients"
import { readPrivateKey } from "../crypto/private-key"
import { answer, contextWith, providerAt, test } from "./context.fixture"
import { oauth2 } from "./oauth2"

const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" })
const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString()

type Serve = Parameters<Parameters<typeof test>[2]>[0]["serve"]

async function tokenRequest(serve: Serve, client: Partial<Client>) {
  const { origin, asked } = await serve(({ url }) => ({
    body: url.pathname === "/token" ? { access_token: "at", token_type: "bearer" } : { id: 1 },
  }))
  await oauth2.complete(contextWith(providerAt(origin), client), answer())
  return { headers: asked[0]?.headers ?? {}, body: new URLSearchParams(asked[0]?.body) }
}

test("a secret that is minted names team, client, issuer and key, and lives for minutes", async ({
  serve,
}) => {
  const { body } = await tokenRequest(serve, {
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

test("a public client names itself and sends no secret", { tag: "@leak" }, async ({ serve }) => {
  const { headers, body } = await tokenRequest(serve, { tokenAuth: "none" })
  expect(body.get("client_id")).toBe("client")
  expect([headers.authorization, body.get("client_secret"), body.get("client_assertion")]).toEqual([
    undefined,
    null,
    null,
  ])
})

test("an undeclared way is the header, which RFC 6749 demands of everybody", async ({ serve }) => {
  const { headers, body } = await tokenRequest(serve, { tokenAuth: undefined })
  expect(headers.authorization).toBe(`Basic ${Buffer.from("client:secret").toString("base64")}`)
  expect(body.get("client_secret")).toBeNull()
})

test("the header escapes what separates, and leaves what providers put into keys", async ({ serve }) => {
  const { headers } = await tokenRequest(serve, {
    tokenAuth: "client_secret_basic",
    clientId: "a-b_c.d",
    clientSecret: "e:f g%ü",
  })
  const sent = Buffer.from(headers.authorization?.replace("Basic ", "") ?? "", "base64").toString()
  expect(sent).toBe("a-b_c.d:e%3Af+g%25%C3%BC")
})

test("a missing key fails the sign-in and sends nothing", { tag: "@fail-open" }, async ({ serve }) => {
  const { origin, asked } = await serve(() => ({ body: {} }))
  const ctx = contextWith(providerAt(origin), { tokenAuth: "private_key_jwt" })
  await expect(oauth2.complete(ctx, answer())).rejects.toThrow("token_invalid")
  expect(asked).toEqual([])
})

for (const [kind, key, alg] of [
  ["an RSA key", generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey, "RS256"],
  ["a key on P-384", generateKeyPairSync("ec", { namedCurve: "P-384" }).privateKey, "ES384"],
  ["an Ed25519 key", generateKeyPairSync("ed25519").privateKey, "Ed25519"],
] as const)
  test(`${kind} signs with ${alg}, as PEM and as JWK`, async ({ serve }) => {
    const jwk = { ...key.export({ format: "jwk" }), kid: "from-jwk" }
    for (const text of [key.export({ type: "pkcs8", format: "pem" }).toString(), JSON.stringify(jwk)]) {
      const { body } = await tokenRequest(serve, {
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
  test(`${JSON.stringify(text.slice(0, 12))} is no private key`, () => {
    expect(() => readPrivateKey(text)).toThrow()
  })

test("a public key and a key for encryption sign nothing", () => {
  const x25519 = generateKeyPairSync("x25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString()
  expect(() => readPrivateKey(x25519)).toThrow("signs no JWT")
  expect(() =>
    readPrivateKey(createPublicKey(privateKey).export({ type: "spki", format: "pem" }).toString()),
  ).toThrow()
})
