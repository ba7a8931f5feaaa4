import { createPublicKey, createSecretKey, generateKeyPairSync } from "node:crypto"
import { expect } from "@playwright/test"
import { decodeJwt, jwtVerify } from "jose"
import type { AuthorizationServer } from "oauth4webapi"
import type { Client } from "../clients"
import { readPrivateKey } from "../crypto/private-key"
import type { Provider } from "../providers/types"
import { clientAuthentication } from "./client-auth"
import {
  assertionIn,
  authorizationResponse,
  codeOf,
  contextAt,
  contextWith,
  dateIn,
  providerAt,
  serverWithClock,
  test,
  unusableDates,
  type MockResponse,
  type RecordedRequest,
  type StartServer,
} from "./context.fixture"
import { oauth2 } from "./oauth2"
import { oidc } from "./oidc"

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
  ["an Ed25519 key", generateKeyPairSync("ed25519").privateKey, "EdDSA"],
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
      expect(protectedHeader).toMatchObject({
        alg,
        typ: "JWT",
        ...(text.startsWith("{") && { kid: "from-jwk" }),
      })
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

/** The form and headers that authenticate the client at a server with this metadata. */
async function authenticate(client: Partial<Client>, metadata: Partial<AuthorizationServer> = {}) {
  const as = { issuer: "https://id.example.com", token_endpoint: "https://id.example.com/token", ...metadata }
  const ctx = contextWith(providerAt("https://id.example.com"), client)
  const body = new URLSearchParams()
  const headers = new Headers()
  await (
    await clientAuthentication(ctx, as)
  )(as, { client_id: "client" }, body, headers)
  return { body, headers }
}

for (const [announced, used] of [
  [undefined, "header"],
  [["private_key_jwt", "client_secret_post", "client_secret_basic"], "header"],
  [["client_secret_jwt", "client_secret_post"], "body"],
  [["client_secret_jwt"], "assertion"],
  [["client_secret_jwt", "private_key_jwt", "tls_client_auth"], "assertion"],
  [["private_key_jwt"], "header"],
] as const)
  test(`the secret goes into the ${used} if the issuer announces ${announced?.join(", ") ?? "no methods"}`, async () => {
    const { body, headers } = await authenticate(
      { tokenAuth: undefined },
      announced && { token_endpoint_auth_methods_supported: [...announced] },
    )
    expect({
      header: headers.has("authorization"),
      body: body.has("client_secret"),
      assertion: body.has("client_assertion"),
    }).toEqual({ header: false, body: false, assertion: false, [used]: true })
  })

test("client_secret_jwt signs an assertion with the secret, for the issuer or, without one, the token endpoint", async () => {
  const clientSecret = "a secret of 32 characters or more"
  const { body } = await authenticate({ tokenAuth: "client_secret_jwt", clientSecret })
  const key = createSecretKey(clientSecret, "utf8")
  const { protectedHeader } = await jwtVerify(body.get("client_assertion") ?? "", key, {
    issuer: "client",
    subject: "client",
    audience: "https://id.example.com/token",
    maxTokenAge: 60,
  })
  expect(protectedHeader).toEqual({ alg: "HS256", typ: "JWT" })
  expect([body.get("client_secret"), body.get("client_assertion_type")]).toEqual([
    null,
    "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
  ])
  const issuer = "https://issuer.example.com"
  const known = contextWith(providerAt("https://id.example.com", { issuer } as Partial<Provider>), {
    tokenAuth: "client_secret_jwt",
    clientSecret,
  })
  const form = new URLSearchParams()
  await (
    await clientAuthentication(known, { issuer })
  )({ issuer }, { client_id: "client" }, form, new Headers())
  await jwtVerify(form.get("client_assertion") ?? "", key, { audience: issuer })
})

test("an assertion is for the issuer, or for the token endpoint where the provider declares it", async () => {
  const issuer = "https://id.example.com"
  const as = { issuer, token_endpoint: `${issuer}/token` }
  const client = { tokenAuth: "private_key_jwt", privateKey: readPrivateKey(pem) } as const
  for (const [options, audience] of [
    [{}, issuer],
    [{ assertionAudience: "token_endpoint" }, `${issuer}/token`],
  ] as const) {
    const body = new URLSearchParams()
    const authenticated = await clientAuthentication(contextAt(issuer, options, client), as)
    await authenticated(as, { client_id: "client" }, body, new Headers())
    await jwtVerify(body.get("client_assertion") ?? "", createPublicKey(privateKey), { audience })
  }
})

for (const [announced, alg] of [
  [undefined, "EdDSA"],
  [["RS256", "ES256"], "EdDSA"],
  [["ES256", "EdDSA"], "EdDSA"],
  [["ES256", "Ed25519"], "Ed25519"],
  [["Ed25519", "EdDSA"], "EdDSA"],
] as const)
  for (const tokenAuth of ["private_key_jwt", "client_secret_minted"] as const)
    test(`an Ed25519 key signs as ${alg} for ${tokenAuth} if the issuer announces ${announced?.join(", ") ?? "nothing"}`, async () => {
      const { privateKey: key } = generateKeyPairSync("ed25519")
      const text = key.export({ type: "pkcs8", format: "pem" }).toString()
      const { body } = await authenticate(
        { tokenAuth, privateKey: readPrivateKey(text), team: "team" },
        announced && { token_endpoint_auth_signing_alg_values_supported: [...announced] },
      )
      const jwt = body.get("client_assertion") ?? body.get("client_secret") ?? ""
      const { protectedHeader } = await jwtVerify(jwt, createPublicKey(key))
      expect(protectedHeader.alg).toBe(alg)
    })

const refusedClient: MockResponse = { status: 400, body: { error: "invalid_client" } }

const paths = (requests: RecordedRequest[]) => requests.map(({ url }) => url.pathname)

const withKey = { tokenAuth: "private_key_jwt", privateKey: readPrivateKey(pem) } as const
const withSecret = {
  tokenAuth: "client_secret_jwt",
  clientSecret: "a secret of 32 characters or more",
} as const

for (const [words, ahead, client, refusal] of [
  ["ahead", 90, withKey, refusedClient],
  ["behind", -90, withKey, refusedClient],
  ["behind, for an assertion by the secret", -90, withSecret, refusedClient],
  ["ahead, in Keycloak's words", 200, withKey, { status: 401, body: { error: "invalid_request" } }],
] as const)
  test(`a server whose clock is ${Math.abs(ahead)} seconds ${words} gets a second assertion by its own clock, and no third one`, async ({
    startServer,
  }) => {
    const ofServer = serverWithClock(ahead, { jwtIn: assertionIn, refusal })
    const { origin, requests } = await startServer((request) =>
      request.url.pathname === "/userinfo"
        ? { body: { id: 1 } }
        : ofServer(request, { body: { access_token: "at", token_type: "bearer" } }),
    )
    const ctx = contextWith(providerAt(origin), client)
    await oauth2.complete(ctx, authorizationResponse())
    expect(paths(requests)).toEqual(["/token", "/token", "/userinfo"])
    const [refused, accepted] = requests.slice(0, 2).map((request) => decodeJwt(assertionIn(request)).jti)
    expect(accepted).not.toBe(refused)
    await oauth2.refresh?.(ctx, { refreshToken: "rt", idToken: undefined })
    expect(paths(requests).slice(3), "its clock is known now").toEqual(["/token"])
  })

const metadataAt = (origin: string) => ({
  issuer: origin,
  authorization_endpoint: `${origin}/authorize`,
  token_endpoint: `${origin}/token`,
  jwks_uri: `${origin}/jwks`,
  pushed_authorization_request_endpoint: `${origin}/pushed`,
})

test("a pushed request gets a second assertion by the server's clock", async ({ startServer }) => {
  const ofServer = serverWithClock(-60, { jwtIn: assertionIn, refusal: refusedClient })
  const { origin, requests } = await startServer((request) => {
    const { url, headers } = request
    return url.pathname === "/pushed"
      ? ofServer(request, { status: 201, body: { request_uri: "urn:request:1", expires_in: 60 } })
      : { body: metadataAt(`http://${headers.host ?? ""}`) }
  })
  const { url } = await oidc.begin(contextAt(origin, {}, withKey), {})
  expect(url.searchParams.get("request_uri")).toBe("urn:request:1")
  expect(paths(requests).filter((path) => path === "/pushed")).toHaveLength(2)
})

for (const [words, date] of unusableDates)
  test(
    `a refused assertion is not made anew by a Date ${words}`,
    { tag: "@malformed" },
    async ({ startServer }) => {
      const { origin, requests } = await startServer(() => ({ ...refusedClient, headers: { date: date() } }))
      const result = oauth2.complete(contextWith(providerAt(origin), withKey), authorizationResponse())
      expect(await codeOf(result)).toBe("token_refused")
      expect(requests).toHaveLength(1)
    },
  )

test(
  "a server that refuses assertions by its own clock, each time a different one, is asked twice",
  { tag: "@malformed" },
  async ({ startServer }) => {
    let count = 0
    const { origin, requests } = await startServer(() => ({
      ...refusedClient,
      headers: { date: dateIn(++count * 60) },
    }))
    const result = oauth2.complete(contextWith(providerAt(origin), withKey), authorizationResponse())
    expect(await codeOf(result)).toBe("token_refused")
    expect(requests).toHaveLength(2)
  },
)

test(
  "a request whose code is refused is not repeated, whatever the server's clock is",
  { tag: "@replay" },
  async ({ startServer }) => {
    const { origin, requests } = await startServer(() => ({
      status: 400,
      headers: { date: dateIn(60) },
      body: { error: "invalid_grant" },
    }))
    const result = oauth2.complete(contextWith(providerAt(origin), withKey), authorizationResponse())
    expect(await codeOf(result)).toBe("token_refused")
    expect(requests).toHaveLength(1)
  },
)

for (const tokenAuth of [
  "client_secret_basic",
  "client_secret_post",
  "client_secret_minted",
  "none",
] as const)
  test(
    `a client that is refused with ${tokenAuth} sends nothing again, whatever the server's clock is`,
    { tag: "@replay" },
    async ({ startServer }) => {
      const { origin, requests } = await startServer(() => ({
        status: 401,
        headers: { date: dateIn(60) },
        body: { error: "invalid_client" },
      }))
      const ctx = contextWith(providerAt(origin), {
        tokenAuth,
        privateKey: readPrivateKey(pem, "key-1"),
        team: "team",
        issuer: "https://id.example.com",
      })
      expect(await codeOf(oauth2.complete(ctx, authorizationResponse()))).toBe("token_refused")
      expect(requests).toHaveLength(1)
    },
  )
