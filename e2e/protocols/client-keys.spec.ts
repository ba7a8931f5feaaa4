// The keys of a client: encrypted ID tokens and logout tokens (OpenID Connect Core 10.2), and the key set that a provider fetches
// (RFC 7517). lib/auth/oauth/decryption.test.ts has every algorithm.
import { createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto"
import {
  calculateJwkThumbprint,
  CompactEncrypt,
  createRemoteJWKSet,
  jwtVerify,
  type JSONWebKeySet,
} from "jose"
import { appScope, openApp } from "../support/app"
import { test as base, expect, Visitor } from "../support/fixtures"
import { currentUser, errorCode, expectSignedIn, signIn } from "../support/flow"
import { HostileProvider } from "../support/hostile-provider"

const pem = (key: KeyObject) => key.export({ type: "pkcs8", format: "pem" }).toString()
const present = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey
const signing = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey
const nextSigning = generateKeyPairSync("ed25519").privateKey
const previous = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey

const test = base.extend({
  hostile: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures' names from the pattern.
    async ({}, use) => {
      const provider = await HostileProvider.start({ endsSessions: true })
      await use(provider)
      await provider.close()
    },
    { scope: "worker" },
  ],

  app: [
    async ({ hostile }, use, { project, workerIndex }) => {
      const app = await openApp({
        project: project.name,
        label: `client-keys-${workerIndex}`,
        env: {
          ...hostile.env,
          AUTH_OIDC_SEALED_ISSUER: hostile.origin,
          AUTH_OIDC_SEALED_ID: "client",
          AUTH_OIDC_SEALED_SECRET: hostile.env["AUTH_OIDC_SECRET"] ?? "",
          AUTH_OIDC_SEALED_DECRYPTION_KEY: pem(present),
          AUTH_OIDC_SEALED_DECRYPTION_KEY_NEXT: pem(previous),
          AUTH_OIDC_KEYED_ISSUER: hostile.origin,
          AUTH_OIDC_KEYED_ID: "client",
          AUTH_OIDC_KEYED_KEY: pem(signing),
          AUTH_OIDC_KEYED_KEY_NEXT: pem(nextSigning),
        },
      })
      await use(app)
      await app.close()
    },
    appScope,
  ],
})

function encrypt(token: string, key = present, alg = "ECDH-ES+A256KW"): Promise<string> {
  return new CompactEncrypt(new TextEncoder().encode(token))
    .setProtectedHeader({ alg, enc: "A256GCM", cty: "JWT" })
    .encrypt(createPublicKey(key))
}

test("a user signs in with an encrypted ID token, by either key of a rotation", async ({ app, hostile }) => {
  for (const [key, alg] of [
    [present, "ECDH-ES+A256KW"],
    [present, "ECDH-ES"],
    [previous, "RSA-OAEP-256"],
  ] as const) {
    hostile.behave({ idToken: (token) => encrypt(token, key, alg) })
    const visitor = new Visitor(app.origin)
    expectSignedIn(await signIn(visitor, "oidc-sealed"), `${app.origin}/dashboard`)
    expect((await currentUser(visitor))?.name).toBe("Hanna Hostile")
  }
})

test("signing out at the provider sends the signed token inside as the hint", async ({
  visitor,
  hostile,
}) => {
  const signed: string[] = []
  hostile.behave({
    idToken: (token) => {
      signed.push(token)
      return encrypt(token)
    },
  })
  await signIn(visitor, "oidc-sealed")
  const { location } = await visitor.post("/api/auth/signout", { form: { federated: "true" } })
  expect(new URL(location).searchParams.get("id_token_hint")).toBe(signed[0])
})

test(
  "an ID token that is not encrypted is rejected by a client with a decryption key, an encrypted one by any other client",
  { tag: "@stripped-check" },
  async ({ visitor, hostile, records }) => {
    expect(errorCode(await signIn(visitor, "oidc-sealed"))).toBe("id_token_invalid")
    hostile.behave({ idToken: (token) => encrypt(token) })
    expect(errorCode(await signIn(visitor, "oidc"))).toBe("id_token_invalid")
    expect(await records.count("User")).toBe(0)
  },
)

test(
  "an encrypted logout token ends the session, and one that is not encrypted does not",
  { tag: "@session-end" },
  async ({ visitor, app, hostile }) => {
    hostile.behave({ idToken: (token) => encrypt(token), claims: (claims) => ({ ...claims, sid: "s1" }) })
    await signIn(visitor, "oidc-sealed")
    const iat = Math.floor(Date.now() / 1000)
    const events = { "http://schemas.openid.net/event/backchannel-logout": {} }
    const token = await hostile.sign({
      ...{ iss: hostile.origin, aud: "client", iat, exp: iat + 120, jti: "j1", events },
      sid: "s1",
    })
    const post = (logout_token: string) =>
      new Visitor(app.origin).request("POST", "/api/auth/oidc-sealed/backchannel-logout", {
        form: { logout_token },
      })
    const rejected = await post(token)
    expect({ status: rejected.status, code: errorCode(rejected) }).toEqual({
      status: 400,
      code: "logout_token_invalid",
    })
    expect(await currentUser(visitor)).not.toBeNull()
    expect((await post(await encrypt(token))).status).toBe(200)
    expect(await currentUser(visitor)).toBeNull()
  },
)

test("a provider that fetches the key set verifies the client assertion with it", async ({
  visitor,
  app,
  hostile,
}) => {
  const keys = createRemoteJWKSet(new URL(`${app.origin}/api/auth/oidc-keyed/jwks`))
  const verified: unknown[] = []
  hostile.behave({
    client: async ({ form }) => {
      const assertion = form.get("client_assertion") ?? ""
      const { protectedHeader } = await jwtVerify(assertion, keys, {
        issuer: "client",
        audience: hostile.origin,
      })
      verified.push(protectedHeader)
      return true
    },
  })
  expectSignedIn(await signIn(visitor, "oidc-keyed"), `${app.origin}/dashboard`)
  expect(verified).toMatchObject([{ alg: "ES256", kid: await calculateJwkThumbprint(signing) }])
})

test(
  "the key set is public and cacheable, and has no private member",
  { tag: "@leak" },
  async ({ visitor }) => {
    const { status, headers, setCookies, text } = await visitor.get("/api/auth/jwks")
    expect({ status, type: headers["content-type"], cache: headers["cache-control"], setCookies }).toEqual({
      status: 200,
      type: "application/json",
      cache: "public, max-age=600",
      setCookies: [],
    })
    const { keys } = JSON.parse(text) as JSONWebKeySet
    expect(keys.map(({ kid, use, alg }) => ({ kid, use, alg }))).toEqual([
      { kid: await calculateJwkThumbprint(signing), use: "sig", alg: "ES256" },
      { kid: await calculateJwkThumbprint(nextSigning), use: "sig", alg: "EdDSA" },
      { kid: await calculateJwkThumbprint(present), use: "enc", alg: "ECDH-ES+A256KW" },
    ])
    expect(text).not.toMatch(/"(d|p|q|dp|dq|qi|k)"/)
  },
)

test("a client without keys has no key set", async ({ visitor }) => {
  const response = await visitor.get("/api/auth/oidc/jwks")
  expect({ status: response.status, code: errorCode(response) }).toEqual({ status: 404, code: "not_found" })
  expect(response.headers["cache-control"]).toBe("private, no-store")
  expect((await visitor.get("/api/auth/constructor/jwks")).status).toBe(404)
})

test("a thousand requests for the key set, a hundred at once, get the same keys and write nothing", async ({
  visitor,
  records,
}) => {
  const answers = new Set<string>()
  for (let round = 0; round < 10; round++) {
    const requests = Array.from({ length: 100 }, () => visitor.get("/api/auth/jwks"))
    for (const { status, text } of await Promise.all(requests)) answers.add(`${status} ${text}`)
  }
  expect([...answers]).toEqual([expect.stringMatching(/^200 \{"keys":\[/)])
  expect(await records.count("Activity")).toBe(0)
})
