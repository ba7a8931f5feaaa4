import { createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto"
import { expect, test } from "@playwright/test"
import { decryptionKeysOf, keyProblems, nextKeyOf, privateKeyOf } from "./client-keys"
import type { OidcProvider } from "./providers/types"

const pemOf = (key: KeyObject) => key.export({ type: "pkcs8", format: "pem" }).toString()
const pem = pemOf(generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey)
const rsa = pemOf(generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey)

/** A provider of its own for each test, since tests share the environment. */
function openIdWith(id: string): OidcProvider {
  return {
    id,
    name: "Service",
    protocol: "oidc",
    settings: { issuer: "https://id.example" },
    scope: "openid",
  }
}

function set(id: string, values: Record<string, string>): void {
  for (const [name, value] of Object.entries(values)) process.env[`AUTH_${id}_${name}`.toUpperCase()] = value
}

test(
  "an unreadable key is a problem whose text does not contain the key",
  { tag: ["@leak", "@GHSA-p6mm-27gq-9v3p"] },
  () => {
    set("broken", { id: "x", key: "no-key-at-all" })
    const problems = keyProblems({ ...openIdWith("broken"), tokenAuth: "private_key_jwt" })
    expect(problems).toMatchObject([{ variable: "AUTH_BROKEN_KEY", problem: "is not a private key." }])
    expect(JSON.stringify(problems)).not.toContain("no-key-at-all")
  },
)

test("a decryption key and the second one of a rotation are read", () => {
  const provider = openIdWith("decrypting")
  expect(decryptionKeysOf(provider)).toBeUndefined()
  set("decrypting", { id: "x", decryption_key: pem, decryption_key_next: rsa })
  expect(decryptionKeysOf(provider)?.map(({ algorithms }) => algorithms[0])).toEqual([
    "ECDH-ES+A256KW",
    "RSA-OAEP-256",
  ])
  expect(keyProblems(provider)).toEqual([])
})

test(
  "a decryption key that cannot be used is a problem, and never means that nothing is encrypted",
  { tag: "@fail-open" },
  () => {
    const ed25519 = pemOf(generateKeyPairSync("ed25519").privateKey)
    set("undecrypting", { id: "x", decryption_key: ed25519, decryption_key_next: "no-key" })
    const provider = openIdWith("undecrypting")
    expect(keyProblems(provider)).toMatchObject([
      {
        variable: "AUTH_UNDECRYPTING_DECRYPTION_KEY",
        problem: "is a key of type ed25519, which decrypts no JWT.",
      },
      { variable: "AUTH_UNDECRYPTING_DECRYPTION_KEY_NEXT", problem: "is not a private key." },
    ])
    expect(decryptionKeysOf(provider)).toEqual([])
  },
)

for (const [id, form] of [
  ["doubled", pem],
  ["doubledline", pem.replaceAll("\n", "\\n")],
  ["doubledjwk", JSON.stringify(createPrivateKey(pem).export({ format: "jwk" }))],
] as const)
  test(`one key must not sign and decrypt, whatever form it has: ${id}`, { tag: "@defaults" }, () => {
    set(id, { id: "x", key: pem, decryption_key: form })
    const name = `AUTH_${id.toUpperCase()}`
    expect(keyProblems(openIdWith(id))).toMatchObject([
      { variable: `${name}_DECRYPTION_KEY`, problem: `is the same key as ${name}_KEY.` },
    ])
  })

test("keys of two kinds sign and decrypt", { tag: "@defaults" }, () => {
  set("two", { id: "x", key: pem, decryption_key: rsa })
  expect(keyProblems(openIdWith("two"))).toEqual([])
})

test("a next key without a present one is a problem", { tag: "@defaults" }, () => {
  const provider = { ...openIdWith("lonely"), tokenAuth: ["private_key_jwt", "none"] } as OidcProvider
  set("lonely", { id: "x", key_next: pem, decryption_key_next: rsa })
  expect(keyProblems(provider)).toMatchObject([
    { variable: "AUTH_LONELY_KEY_NEXT", problem: "is set, but AUTH_LONELY_KEY is not." },
    {
      variable: "AUTH_LONELY_DECRYPTION_KEY_NEXT",
      problem: "is set, but AUTH_LONELY_DECRYPTION_KEY is not.",
    },
  ])
})

test("the key that signs after a rotation is read, and its id is its own", () => {
  const provider = openIdWith("rotating")
  set("rotating", { id: "x", key: pem, key_id: "first", key_next: rsa })
  expect(privateKeyOf(provider)).toMatchObject({ alg: "ES256", kid: "first" })
  expect(nextKeyOf(provider)).toMatchObject({ alg: "RS256", kid: undefined })
  set("rotating", { secret: "x" })
  expect([privateKeyOf(provider), nextKeyOf(provider)], "the secret authenticates").toEqual([
    undefined,
    undefined,
  ])
})

test("a next key that cannot be used is a problem, and the present one still signs", () => {
  const provider = openIdWith("misrotated")
  set("misrotated", { id: "x", key: pem, key_next: "no-key" })
  expect(keyProblems(provider)).toMatchObject([
    { variable: "AUTH_MISROTATED_KEY_NEXT", problem: "is not a private key." },
  ])
  expect(nextKeyOf(provider)).toBeUndefined()
  expect(privateKeyOf(provider)?.alg).toBe("ES256")
})
