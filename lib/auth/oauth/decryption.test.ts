// Encrypted tokens that must be rejected. interoperability-encryption.test.ts has the ones that are accepted.
import { createHmac, generateKeyPairSync, type KeyObject } from "node:crypto"
import { deflateRawSync } from "node:zlib"
import { expect } from "@playwright/test"
import { CompactEncrypt, type CompactJWEHeaderParameters } from "jose"
import type { Client } from "../clients"
import { readDecryptionKey } from "../crypto/private-key"
import { authorizationResponse, contextAt, test, type StartServer } from "./context.fixture"
import { signedToken } from "./decryption"
import { endSessionRequest } from "./end-session"
import { idTokenClaims, issuerResponder, sign, type Issuer } from "./issuer.fixture"
import { oidc } from "./oidc"

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 })
const ec = generateKeyPairSync("ec", { namedCurve: "P-256" })
const other = generateKeyPairSync("rsa", { modulusLength: 2048 })

const decryptionKey = ({ privateKey }: { privateKey: KeyObject }) =>
  readDecryptionKey(privateKey.export({ type: "pkcs8", format: "pem" }).toString())
const withKeys = { decryptionKeys: [decryptionKey(rsa)] }
const usual = { alg: "RSA-OAEP-256", enc: "A256GCM", cty: "JWT" }

async function encrypt(
  text: string | Uint8Array,
  header: CompactJWEHeaderParameters = usual,
  { publicKey } = rsa,
): Promise<string> {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text
  return new CompactEncrypt(bytes).setProtectedHeader(header).encrypt(publicKey)
}

const signed = async (origin: string) => sign(idTokenClaims(origin))

async function signInAt(startServer: StartServer, issuer: Issuer, client: Partial<Client> = withKeys) {
  const { origin } = await startServer(issuerResponder(issuer))
  const ctx = contextAt(origin, issuer.userinfo ? {} : { userinfo: false }, client)
  return { ctx, completed: oidc.complete(ctx, authorizationResponse()) }
}

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url")

/** Compressed by hand, since the library writes no `zip`. */
async function compressed(origin: string): Promise<string> {
  const content = deflateRawSync(await signed(origin))
  return encrypt(content, { ...usual, zip: "DEF" })
}

const rejected: [title: string, idToken: (origin: string) => Promise<string>, received: string][] = [
  ["that is signed only", signed, "one that is not encrypted"],
  [
    "by RSA-OAEP with SHA-1",
    async (origin) => encrypt(await signed(origin), { ...usual, alg: "RSA-OAEP" }),
    "alg: RSA-OAEP",
  ],
  [
    "by RSA1_5",
    async (origin) =>
      `${base64url({ ...usual, alg: "RSA1_5" })}.a.b.${await signed(origin)}`
        .split(".")
        .slice(0, 5)
        .join("."),
    "alg: RSA1_5",
  ],
  [
    "by dir, with the client secret",
    async (origin) =>
      new CompactEncrypt(new TextEncoder().encode(await signed(origin)))
        .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
        .encrypt(createHmac("sha256", "secret").digest()),
    "alg: dir",
  ],
  [
    "by ECDH-ES for a client with an RSA key",
    async (origin) => encrypt(await signed(origin), { ...usual, alg: "ECDH-ES" }, ec),
    "alg: ECDH-ES",
  ],
  [
    "with a content encryption that is not accepted",
    async (origin) => encrypt(await signed(origin), { ...usual, enc: "A192GCM" }),
    "enc: A192GCM",
  ],
  ["that is compressed", compressed, "zip: DEF"],
  [
    "with an extension that is critical and unknown",
    async (origin) =>
      `${base64url({ ...usual, crit: ["x"], x: 1 })}.${(await encrypt(await signed(origin))).split(".").slice(1).join(".")}`,
    "kid: none that can be read, which no configured key decrypts",
  ],
  [
    "for another key",
    async (origin) => encrypt(await signed(origin), { ...usual, kid: "theirs" }, other),
    "kid: theirs, which no configured key decrypts",
  ],
  [
    "that was changed after it was encrypted",
    async (origin) =>
      (await encrypt(await signed(origin))).replace(/(?<=\.)[^.](?=[^.]*$)/, (first) =>
        first === "A" ? "B" : "A",
      ),
    "kid: none that can be read, which no configured key decrypts",
  ],
  [
    "around claims that are not signed",
    async (origin) => encrypt(JSON.stringify(idTokenClaims(origin))),
    "something else",
  ],
  [
    "around another encrypted token",
    async (origin) => encrypt(await encrypt(await signed(origin))),
    "something else",
  ],
  ["whose header cannot be read", async () => "a.b.c.d.e", "alg: none that can be read"],
]
for (const [title, idToken, received] of rejected)
  test(`an encrypted ID token ${title} is rejected`, { tag: "@stripped-check" }, async ({ startServer }) => {
    const { completed } = await signInAt(startServer, { idToken })
    await expect(completed).rejects.toMatchObject({
      code: "id_token_invalid",
      details: { check: "decryption", received, hint: expect.any(String) as unknown },
    })
  })

test(
  "an encrypted ID token around a token with alg none is rejected",
  { tag: "@stripped-check" },
  async ({ startServer }) => {
    const idToken = async (origin: string) =>
      encrypt(`${base64url({ alg: "none" })}.${base64url(idTokenClaims(origin))}.`)
    await expect((await signInAt(startServer, { idToken })).completed).rejects.toMatchObject({
      code: "id_token_invalid",
    })
  },
)

for (const [condition, changes] of [
  ["another nonce", { nonce: "another" }],
  ["another audience", { aud: "another" }],
  ["another issuer", { iss: "https://attacker.example" }],
] as const)
  test(
    `the signed token inside an encrypted one is checked as ever: ${condition} is rejected`,
    { tag: "@stripped-check" },
    async ({ startServer }) => {
      const idToken = async (origin: string) => encrypt(await sign(idTokenClaims(origin, changes)))
      await expect((await signInAt(startServer, { idToken })).completed).rejects.toThrow("id_token_invalid")
    },
  )

test(
  "without a decryption key an encrypted ID token is rejected, and the hint names the variable",
  { tag: "@stripped-check" },
  async ({ startServer }) => {
    const idToken = async (origin: string) => encrypt(await signed(origin))
    const { completed } = await signInAt(startServer, { idToken }, {})
    await expect(completed).rejects.toMatchObject({
      code: "id_token_invalid",
      details: {
        check: "decryption",
        hint: expect.stringContaining("AUTH_<PROVIDER>_DECRYPTION_KEY") as unknown,
      },
    })
  },
)

test(
  "a decryption key that could not be read does not mean that tokens need no encryption",
  { tag: "@fail-open" },
  async ({ startServer }) => {
    const { completed } = await signInAt(startServer, {}, { decryptionKeys: [] })
    await expect(completed).rejects.toMatchObject({ details: { check: "decryption" } })
  },
)

test("an encrypted ID token is accepted without the header cty, which only its sender must set", async ({
  startServer,
}) => {
  const idToken = async (origin: string) => encrypt(await signed(origin), { alg: usual.alg, enc: usual.enc })
  expect((await (await signInAt(startServer, { idToken })).completed).profile.id).toBe("ada")
})

test("both keys of a rotation are tried, and the stored ID token is the signed one", async ({
  startServer,
}) => {
  for (const key of [rsa, other]) {
    const idToken = async (origin: string) => encrypt(await signed(origin), usual, key)
    const client = { decryptionKeys: [decryptionKey(rsa), decryptionKey(other)] }
    const { ctx, completed } = await signInAt(startServer, { idToken }, client)
    const { profile, tokens } = await completed
    expect(profile.id).toBe("ada")
    expect(tokens.idToken?.split(".")).toHaveLength(3)
    // OpenID Connect Core 3.1.2.1: the hint is the signed token inside.
    const request = { idToken: tokens.idToken ?? undefined, providerSid: null, returnUri: "", state: "" }
    const address = endSessionRequest(ctx, "https://id.example.com/logout", request)
    expect(new URL(address).searchParams.get("id_token_hint")).toBe(tokens.idToken)
  }
})

const userinfoOf = (body: string | Promise<string>) => async () => ({
  type: "application/jwt",
  body: await body,
})
const encryptedIdToken = async (origin: string) => encrypt(await signed(origin))
const person = { sub: "ada", name: "Ada" }

test("encrypted userinfo is JSON, or signed by the issuer", async ({ startServer }) => {
  for (const content of [JSON.stringify(person), await sign(person)]) {
    const issuer = { idToken: encryptedIdToken, userinfo: userinfoOf(encrypt(content)) }
    expect((await (await signInAt(startServer, issuer)).completed).profile.name).toBe("Ada")
  }
})

test("a client with a decryption key also accepts userinfo that is not encrypted", async ({
  startServer,
}) => {
  for (const userinfo of [userinfoOf(sign(person)), async () => ({ body: person })]) {
    const issuer = { idToken: encryptedIdToken, userinfo }
    expect((await (await signInAt(startServer, issuer)).completed).profile.name).toBe("Ada")
  }
})

for (const [title, body, client] of [
  ["about another subject", encrypt(JSON.stringify({ ...person, sub: "eve" })), withKeys],
  ["that is a list", encrypt("[]"), withKeys],
  ["for another key", encrypt(JSON.stringify(person), usual, other), withKeys],
  ["around an encrypted token", encrypt("a.b.c.d.e"), withKeys],
  ["around a token with alg none", encrypt(`${base64url({ alg: "none" })}.${base64url(person)}.`), withKeys],
  ["nested 10,000 deep", encrypt(`{"sub":"ada","x":${"[".repeat(1e4)}${"]".repeat(1e4)}}`), withKeys],
] as const)
  test(`encrypted userinfo ${title} is rejected`, { tag: "@stripped-check" }, async ({ startServer }) => {
    const { completed } = await signInAt(
      startServer,
      { idToken: encryptedIdToken, userinfo: userinfoOf(body) },
      client,
    )
    await expect(completed).rejects.toThrow("userinfo_invalid")
  })

test(
  "encrypted userinfo without a decryption key is rejected",
  { tag: "@stripped-check" },
  async ({ startServer }) => {
    const issuer = { userinfo: userinfoOf(encrypt(JSON.stringify(person))) }
    await expect((await signInAt(startServer, issuer, {})).completed).rejects.toMatchObject({
      code: "userinfo_invalid",
      details: { check: "decryption" },
    })
  },
)

test("a logout token is encrypted as ID tokens are, or rejected", { tag: "@stripped-check" }, async () => {
  const token = await sign({ sub: "ada" })
  const ctx = contextAt("https://id.example.com", {}, withKeys)
  expect(await signedToken(ctx, await encrypt(token), "logout_token_invalid")).toBe(token)
  await expect(signedToken(ctx, token, "logout_token_invalid")).rejects.toThrow("logout_token_invalid")
  const without = contextAt("https://id.example.com")
  expect(await signedToken(without, token, "logout_token_invalid")).toBe(token)
})
