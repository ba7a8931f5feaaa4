// The FAPI 2.0 Security Profile at `oidc-provider`, and at issuers that offer less.
import { generateKeyPairSync } from "node:crypto"
import { expect } from "@playwright/test"
import { calculateJwkThumbprint, decodeJwt, exportJWK, generateKeyPair, SignJWT } from "jose"
import type { JWK } from "oidc-provider"
import { readPrivateKey } from "../crypto/private-key"
import { certifiedContextAt, expectedProfile, signIn, test } from "./certified-provider.fixture"
import {
  authorizationResponse,
  codeOf,
  contextAt,
  test as mockTest,
  type StartServer,
} from "./context.fixture"
import { verifySignature } from "./jwt-signature"
import { oidc } from "./oidc"

const pair = generateKeyPairSync("ec", { namedCurve: "P-256" })
const pem = pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString()
const client = { tokenAuth: "private_key_jwt", privateKey: readPrivateKey(pem, "k") } as const
const fapi2 = { securityProfile: "fapi2", dpop: true, tokenAuth: "private_key_jwt" } as const
const registered = {
  token_endpoint_auth_method: "private_key_jwt",
  jwks: { keys: [{ ...pair.publicKey.export({ format: "jwk" }), kid: "k" } as JWK] },
  id_token_signed_response_alg: "ES256",
  dpop_bound_access_tokens: true,
  require_pushed_authorization_requests: true,
} as const

test("a client signs in at a server with the FAPI 2.0 profile", async ({ startProvider }) => {
  const { issuer, requests, proofs } = await startProvider(registered, {
    features: {
      devInteractions: { enabled: false },
      fapi: { enabled: true, profile: "2.0" },
      dPoP: { enabled: true, nonceSecret: Buffer.alloc(32, "n"), requireNonce: () => true },
      pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
    },
  })
  const { profile, tokens } = await signIn(certifiedContextAt(issuer, { ...fapi2, userinfo: true }, client))
  expect(profile).toEqual(expectedProfile)
  expect(tokens.tokenType).toBe("dpop")
  expect(requests).toEqual(expect.arrayContaining(["POST /request", "POST /token", "GET /me"]))
  expect(proofs.filter(Boolean).length).toBeGreaterThanOrEqual(3)
})

// An issuer that offers less than the profile.

const keys = {
  RS256: await generateKeyPair("RS256"),
  ES256: await generateKeyPair("ES256"),
  PS256: await generateKeyPair("PS256"),
}

type Offer = {
  /** Replaces fields of the metadata. */
  metadata?: (origin: string) => object
  alg?: keyof typeof keys
}

async function signInAt(startServer: StartServer, { metadata, alg = "ES256" }: Offer, response: object = {}) {
  const { origin, requests } = await startServer(async ({ url, headers }) => {
    const at = `http://${headers.host}`
    if (url.pathname.includes("/.well-known/"))
      return {
        body: {
          issuer: at,
          authorization_endpoint: `${at}/authorize`,
          token_endpoint: `${at}/token`,
          pushed_authorization_request_endpoint: `${at}/par`,
          jwks_uri: `${at}/keys`,
          id_token_signing_alg_values_supported: ["RS256", "PS256", "ES256"],
          ...metadata?.(at),
        },
      }
    if (url.pathname === "/keys") {
      const jwks = await Promise.all(
        Object.entries(keys).map(async ([name, { publicKey }]) => ({
          ...(await exportJWK(publicKey)),
          kid: name,
          alg: name,
        })),
      )
      return { body: { keys: jwks } }
    }
    if (url.pathname === "/par")
      return { status: 201, body: { request_uri: "urn:example:1", expires_in: 60 } }
    const now = Math.floor(Date.now() / 1000)
    const claims = {
      iss: at,
      aud: "client",
      sub: "ada",
      nonce: "our-nonce",
      email: "a@b.example",
      iat: now,
      exp: now + 60,
    }
    const id_token = await new SignJWT(claims)
      .setProtectedHeader({ alg, kid: alg })
      .sign(keys[alg].privateKey)
    return { body: { access_token: "at", token_type: "DPoP", id_token } }
  })
  const ctx = contextAt(origin, { ...fapi2, userinfo: false }, client)
  const result = (async () => {
    const { url, dpopKey } = await oidc.begin(ctx, {})
    const attempt = { ...ctx.attempt, dpopKey }
    const { profile } = await oidc.complete(
      { ...ctx, attempt },
      authorizationResponse({ iss: origin, ...response }),
    )
    return { profile, url, dpopKey }
  })()
  return { result, requests, origin }
}

mockTest(
  "the assertion's audience is the issuer, and the browser carries a reference only",
  async ({ startServer }) => {
    const { result, requests, origin } = await signInAt(startServer, {})
    const { url, dpopKey } = await result
    expect([...url.searchParams.keys()].toSorted()).toEqual(["client_id", "request_uri"])
    const posts = requests
      .filter(({ method }) => method === "POST")
      .map(({ body }) => new URLSearchParams(body))
    expect(posts).toHaveLength(2)
    for (const post of posts)
      expect(decodeJwt(post.get("client_assertion") ?? "")).toMatchObject({
        aud: origin,
        iss: "client",
        sub: "client",
      })
    const [pushed] = posts
    const { d: _, ...publicKey } = dpopKey ?? {}
    expect(Object.fromEntries(pushed ?? [])).toMatchObject({
      code_challenge_method: "S256",
      dpop_jkt: await calculateJwkThumbprint(publicKey),
      response_type: "code",
    })
  },
)

for (const alg of ["ES256", "PS256"] as const)
  mockTest(`an ID token that is signed by ${alg} is accepted`, async ({ startServer }) => {
    const { result } = await signInAt(startServer, { alg })
    expect((await result).profile).toMatchObject({ id: "ada" })
  })

mockTest(
  "an ID token that is signed by RS256 is refused, although the issuer announces it",
  { tag: "@defaults" },
  async ({ startServer }) => {
    const { result } = await signInAt(startServer, { alg: "RS256" })
    await expect(result).rejects.toMatchObject({
      code: "id_token_invalid",
      details: { check: "id_token_alg" },
    })
  },
)

mockTest(
  "a response without iss is refused, although the issuer does not announce it",
  { tag: "@mix-up" },
  async ({ startServer }) => {
    const { result, requests } = await signInAt(startServer, {}, { iss: "" })
    expect(await codeOf(result)).toBe("issuer_mismatch")
    expect(requests.map(({ url }) => url.pathname)).not.toContain("/token")
  },
)

mockTest(
  "an issuer without pushed requests is refused before anything is sent",
  { tag: "@defaults" },
  async ({ startServer }) => {
    const { result, requests } = await signInAt(startServer, {
      metadata: () => ({ pushed_authorization_request_endpoint: undefined }),
    })
    await expect(result).rejects.toMatchObject({
      code: "provider_misconfigured",
      details: { check: "metadata_endpoints", expected: "pushed_authorization_request_endpoint" },
    })
    expect(requests.filter(({ method }) => method === "POST")).toEqual([])
  },
)

mockTest("an issuer that takes no proof by ES256 is an error of its metadata", async ({ startServer }) => {
  const { result } = await signInAt(startServer, {
    metadata: () => ({ dpop_signing_alg_values_supported: ["RS256", "EdDSA"] }),
  })
  await expect(result).rejects.toMatchObject({
    code: "provider_misconfigured",
    details: { expected: expect.stringContaining("ES256") as unknown as string, received: "RS256, EdDSA" },
  })
})

for (const [alg, isAccepted] of [
  ["ES256", true],
  ["RS256", false],
] as const)
  mockTest(
    `a signature by ${alg} of another token is ${isAccepted ? "accepted" : "refused"}`,
    { tag: "@defaults" },
    async ({ startServer }) => {
      const { origin } = await startServer(async () => ({
        body: { keys: [{ ...(await exportJWK(keys[alg].publicKey)), kid: alg, alg }] },
      }))
      const jwt = await new SignJWT({ sub: "ada" })
        .setProtectedHeader({ alg, kid: alg })
        .sign(keys[alg].privateKey)
      const verify = async (options: object, algorithm?: typeof alg) =>
        verifySignature(
          contextAt(origin, options),
          { issuer: origin, jwks_uri: `${origin}/keys` },
          jwt,
          algorithm,
        )
      await verify({})
      const strict = [verify(fapi2), verify(fapi2, alg)]
      for (const result of strict) await (isAccepted ? result : expect(result).rejects.toThrow("not allowed"))
    },
  )
