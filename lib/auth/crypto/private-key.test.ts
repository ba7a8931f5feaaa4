import { generateKeyPairSync, type KeyObject } from "node:crypto"
import { expect, test } from "@playwright/test"
import { readDecryptionKey, readPrivateKey } from "./private-key"

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey
const ec = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey
const pem = (key: KeyObject) => key.export({ type: "pkcs8", format: "pem" }).toString()
const jwk = (key: KeyObject, changes: object) =>
  JSON.stringify({ ...key.export({ format: "jwk" }), ...changes })

for (const [kind, key, algorithms] of [
  ["an RSA key", rsa, ["RSA-OAEP-256"]],
  ["a key on P-256", ec, ["ECDH-ES+A256KW", "ECDH-ES"]],
  ["an X25519 key", generateKeyPairSync("x25519").privateKey, ["ECDH-ES+A256KW", "ECDH-ES"]],
] as const)
  test(`${kind} decrypts by ${algorithms.join(" or ")}, as PEM and as JWK`, () => {
    for (const text of [pem(key), pem(key).replaceAll("\n", "\\n"), jwk(key, {})])
      expect(readDecryptionKey(text).algorithms).toEqual(algorithms)
  })

test("a JWK with an algorithm accepts only this one", () => {
  expect(readDecryptionKey(jwk(ec, { alg: "ECDH-ES", kid: "ours" }))).toMatchObject({
    algorithms: ["ECDH-ES"],
    kid: "ours",
  })
  expect(readPrivateKey(jwk(rsa, { alg: "PS256" })).alg).toBe("PS256")
})

const short = generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey

test("an RSA key of less than 2048 bits is rejected", { tag: "@defaults" }, () => {
  for (const read of [readPrivateKey, readDecryptionKey])
    expect(() => read(pem(short))).toThrow("is an RSA key of 1024 bits: expected at least 2048")
})

for (const [kind, text, reason] of [
  ["an Ed25519 key", pem(generateKeyPairSync("ed25519").privateKey), "of type ed25519"],
  [
    "an RSA-PSS key",
    pem(generateKeyPairSync("rsa-pss", { modulusLength: 2048 }).privateKey),
    "of type rsa-pss",
  ],
  [
    "a key on secp256k1",
    pem(generateKeyPairSync("ec", { namedCurve: "secp256k1" }).privateKey),
    "of type secp256k1",
  ],
  ["a key for RSA1_5", jwk(rsa, { alg: "RSA1_5" }), "expected RSA-OAEP-256"],
  ["a key for dir", jwk(ec, { alg: "dir" }), "expected ECDH-ES+A256KW or ECDH-ES"],
  ["an RSA key for ECDH-ES", jwk(rsa, { alg: "ECDH-ES" }), "expected RSA-OAEP-256"],
] as const)
  test(`${kind} is no decryption key`, { tag: "@defaults" }, () => {
    expect(() => readDecryptionKey(text)).toThrow(reason)
  })

test("a key for another algorithm is no signing key", () => {
  expect(() => readPrivateKey(jwk(ec, { alg: "HS256" }))).toThrow("expected ES256")
  expect(() => readPrivateKey(jwk(rsa, { alg: "RSA-OAEP-256" }))).toThrow("expected RS256 or")
})
