import { createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto"
import { expect, test } from "@playwright/test"
import { calculateJwkThumbprint, createLocalJWKSet, jwtVerify, type JSONWebKeySet } from "jose"
import { unitEnvironment } from "../../environment.fixture"
import { clientOf, type Client } from "../clients"
import { clientAuthentication } from "../oauth/client-auth"
import type { OidcProvider } from "../providers/types"
import { keySetOf } from "./published-keys"

const pem = (key: KeyObject) => key.export({ type: "pkcs8", format: "pem" }).toString()
const newKey = () => generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey
const keys = { present: newKey(), next: newKey(), decryption: newKey(), former: newKey(), other: newKey() }
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey

Object.assign(process.env, unitEnvironment)

/** A client of a provider of its own, since tests share the environment. */
function clientWith(id: string, variables: Record<string, string>, options: Partial<OidcProvider> = {}) {
  for (const [name, value] of Object.entries(variables))
    process.env[`AUTH_${id}_${name}`.toUpperCase()] = value
  const settings = { issuer: "https://id.example.com" }
  return clientOf({ id, name: "Service", protocol: "oidc", settings, scope: "openid", ...options })
}

const rotating = clientWith("published", {
  ID: "client",
  KEY: pem(keys.present),
  KEY_NEXT: pem(keys.next),
  DECRYPTION_KEY: pem(keys.decryption),
  DECRYPTION_KEY_NEXT: pem(keys.former),
})
const named = clientWith("publishednamed", {
  ID: "client",
  KEY: JSON.stringify({ ...keys.other.export({ format: "jwk" }), kid: "from-jwk" }),
  KEY_ID: "ours",
  DECRYPTION_KEY: JSON.stringify({ ...rsa.export({ format: "jwk" }), kid: "rsa" }),
})
const twin = clientWith("publishedtwin", { ID: "client", KEY: pem(keys.present) })
const unnamed = clientWith("publishedunnamed", { ID: "client", KEY: pem(keys.present), KEY_ID: "none" })
const secret = clientWith("publishedsecret", { ID: "client", SECRET: "secret" })
// Apple has made this key itself.
const minted = clientWith(
  "publishedminted",
  { ID: "client", TEAM: "team", KEY_ID: "apple", KEY: pem(newKey()) },
  { tokenAuth: "client_secret_minted" },
)
const all = [rotating, named, twin, unnamed, secret, minted]

const keySet = async (...clients: Client[]) => JSON.parse((await keySetOf(clients)) ?? "") as JSONWebKeySet

const published = async (key: KeyObject, more: object) => {
  const jwk = createPublicKey(key).export({ format: "jwk" })
  return { ...jwk, kid: await calculateJwkThumbprint(key), ...more }
}

test(
  "a client's key set has the public halves of both signing keys and of the first decryption key",
  { tag: "@leak" },
  async () => {
    expect(await keySet(rotating)).toEqual({
      keys: [
        await published(keys.present, { use: "sig", alg: "ES256" }),
        await published(keys.next, { use: "sig", alg: "ES256" }),
        await published(keys.decryption, { use: "enc", alg: "ECDH-ES+A256KW" }),
      ],
    })
  },
)

test("a configured key id, or that of a JWK, is published instead of the thumbprint", async () => {
  expect(await keySet(named)).toEqual({
    keys: [
      await published(keys.other, { use: "sig", alg: "ES256", kid: "ours" }),
      await published(rsa, { use: "enc", alg: "RSA-OAEP-256", kid: "rsa" }),
    ],
  })
})

test("the key set of all clients has each key once, and none of a client secret that is minted", async () => {
  const set = await keySet(...all)
  expect(set.keys.map(({ use }) => use)).toEqual(["sig", "sig", "enc", "sig", "enc"])
  expect(new Set(set.keys.map(({ kid }) => kid)).size).toBe(5)
})

test("no private member is published", { tag: "@leak" }, async () => {
  const members = (await keySet(...all)).keys.flatMap((key) => Object.keys(key))
  expect([...new Set(members)].toSorted()).toEqual(["alg", "crv", "e", "kid", "kty", "n", "use", "x", "y"])
})

test("a client without keys has no key set", async () => {
  expect(await keySetOf([secret, minted])).toBeUndefined()
})

/** The header of the client's assertion, which a key of its key set verifies. */
async function assertionHeader(client: Client) {
  const as = { issuer: "https://id.example.com", token_endpoint: "https://id.example.com/token" }
  const body = new URLSearchParams()
  const authenticate = await clientAuthentication({ client, flow: { id: "", providerId: "" } }, as)
  await authenticate(as, { client_id: client.clientId }, body, new Headers())
  const { protectedHeader } = await jwtVerify(
    body.get("client_assertion") ?? "",
    createLocalJWKSet(await keySet(client)),
  )
  return protectedHeader
}

test("a client assertion names its key as the key set does, unless the owner says `none`", async () => {
  for (const client of [rotating, named, twin])
    expect((await assertionHeader(client)).kid).toBe((await keySet(client)).keys[0]?.kid)
  expect((await assertionHeader(unnamed)).kid).toBeUndefined()
})
