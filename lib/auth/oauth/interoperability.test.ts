// Sign-ins at `oidc-provider`.
import { generateKeyPairSync } from "node:crypto"
import { expect } from "@playwright/test"
import type { ClientMetadata, JWK } from "oidc-provider"
import type { Client } from "../clients"
import { readPrivateKey } from "../crypto/private-key"
import { contextAt, person, signIn, test, visit } from "./certified-provider.fixture"
import { oidc } from "./oidc"

const ours = generateKeyPairSync("ec", { namedCurve: "P-256" })

for (const alg of ["RS256", "PS256", "ES256", "EdDSA"] as const)
  test(`an ID token signed with ${alg} signs in`, async ({ start }) => {
    const { issuer } = await start({ id_token_signed_response_alg: alg })
    const { profile } = await signIn(contextAt(issuer))
    expect(profile).toEqual(person)
  })

test("an ID token signed with the client secret signs in only where the provider declares it", async ({
  start,
}) => {
  const { issuer } = await start({ id_token_signed_response_alg: "HS256" })
  expect((await signIn(contextAt(issuer, { idTokenAlg: "HS256" }))).profile).toEqual(person)
  await expect(signIn(contextAt(issuer))).rejects.toThrow("id_token_invalid")
})

const pem = ours.privateKey.export({ type: "pkcs8", format: "pem" }).toString()
const ways: [way: Client["tokenAuth"], registered: Partial<ClientMetadata>][] = [
  ["client_secret_basic", { token_endpoint_auth_method: "client_secret_basic" }],
  ["client_secret_post", { token_endpoint_auth_method: "client_secret_post" }],
  ["client_secret_jwt", { token_endpoint_auth_method: "client_secret_jwt" }],
  [
    "private_key_jwt",
    {
      token_endpoint_auth_method: "private_key_jwt",
      jwks: { keys: [{ ...ours.publicKey.export({ format: "jwk" }), kid: "second" } as JWK] },
    },
  ],
  ["none", { token_endpoint_auth_method: "none" }],
]
for (const [way, registered] of ways) {
  const key = { privateKey: readPrivateKey(pem, "second") }

  test(`the client proves itself by ${way}, in the pushed request and for the tokens`, async ({ start }) => {
    const { issuer, asked } = await start(
      { ...registered, require_pushed_authorization_requests: true },
      way === "none"
        ? {
            features: {
              devInteractions: { enabled: false },
              pushedAuthorizationRequests: { enabled: true, allowUnregisteredRedirectUris: false },
            },
          }
        : {},
    )
    expect((await signIn(contextAt(issuer, {}, { tokenAuth: way, ...key }))).profile).toMatchObject({
      id: "ada",
    })
    expect(asked).toContain("POST /request")
  })

  test(`the client refreshes by ${way}, and each refresh token works once`, async ({ start }) => {
    const { issuer } = await start(
      { ...registered, grant_types: ["authorization_code", "refresh_token"] },
      { rotateRefreshToken: true, issueRefreshToken: () => true },
    )
    const ctx = contextAt(issuer, {}, { tokenAuth: way, ...key })
    const { tokens } = await signIn(ctx)
    const first = { refreshToken: tokens.refreshToken ?? "", idToken: tokens.idToken ?? undefined }
    const second = await oidc.refresh?.(ctx, first)
    expect(second?.accessToken).not.toBe(tokens.accessToken)
    expect(second?.idToken, "it brings an ID token, which was checked").toBeTruthy()
    const third = { refreshToken: second?.refreshToken ?? "", idToken: second?.idToken ?? undefined }
    expect((await oidc.refresh?.(ctx, third))?.refreshToken).toBeTruthy()
    expect(await oidc.refresh?.(ctx, first), "the first was used").toBeNull()
  })

  test(`a client registered for ${way} is refused by another way`, async ({ start }) => {
    const { issuer } = await start(registered)
    const other = way === "none" ? "client_secret_basic" : "none"
    await expect(signIn(contextAt(issuer, { par: false }, { tokenAuth: other, ...key }))).rejects.toThrow(
      "token_refused",
    )
  })
}

test("a pushed request leaves nothing but a reference in the address", async ({ start }) => {
  const { issuer } = await start({})
  const { url: address } = await oidc.begin(contextAt(issuer), { login_hint: "ada@example.com" })
  expect([...address.searchParams.keys()].toSorted()).toEqual(["client_id", "request_uri"])
  expect(address.searchParams.get("request_uri")).toMatch(/^urn:ietf:params:oauth:request_uri:/)
})

test("a refused pushed request names the provider's refusal", async ({ start }) => {
  const { issuer } = await start({ redirect_uris: ["http://localhost:3000/elsewhere"] })
  await expect(oidc.begin(contextAt(issuer), {})).rejects.toThrow("provider_refused")
})

test("the answer may come as a posted form", async ({ start }) => {
  const { issuer } = await start({})
  const ctx = contextAt(issuer, { responseMode: "form_post" })
  const answer = await visit((await oidc.begin(ctx, {})).url)
  expect([...answer.keys()].toSorted()).toEqual(["code", "iss", "state"])
  expect((await oidc.complete(ctx, answer)).profile).toEqual(person)
})

for (const alg of ["RS256", "ES256"] as const)
  test(`userinfo may be a JWT signed with ${alg}`, async ({ start }) => {
    const { issuer } = await start({ userinfo_signed_response_alg: alg })
    expect((await signIn(contextAt(issuer))).profile).toEqual(person)
  })

test("a sign-in that must be recent, and of a kind, is checked when the visitor is back", async ({
  start,
}) => {
  const { issuer } = await start({})
  const ctx = contextAt(issuer)
  const asked = { max_age: "600", acr_values: "two-factor" }
  const answer = await visit((await oidc.begin(ctx, asked)).url)
  ctx.attempt.maxAge = 600
  ctx.attempt.acrValues = "two-factor"
  expect((await oidc.complete(ctx, answer)).profile).toEqual(person)
})

for (const [alg, pair] of [
  ["RS256", generateKeyPairSync("rsa", { modulusLength: 2048 })],
  ["EdDSA", generateKeyPairSync("ed25519")],
] as const)
  test(`the client proves itself by a key for ${alg}`, async ({ start }) => {
    const registered = { ...pair.publicKey.export({ format: "jwk" }), kid: "ours" } as JWK
    const { issuer } = await start({
      token_endpoint_auth_method: "private_key_jwt",
      jwks: { keys: [registered] },
    })
    const key = pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString()
    const ctx = contextAt(
      issuer,
      {},
      { tokenAuth: "private_key_jwt", privateKey: readPrivateKey(key, "ours") },
    )
    expect((await signIn(ctx)).profile).toEqual(person)
  })

test("the client's own key may be rolled over while the provider knows both", async ({ start }) => {
  const pairs = { first: ours, second: generateKeyPairSync("ec", { namedCurve: "P-256" }) }
  const jwks = {
    keys: Object.entries(pairs).map(
      ([kid, { publicKey }]) => ({ ...publicKey.export({ format: "jwk" }), kid }) as JWK,
    ),
  }
  const { issuer } = await start({ token_endpoint_auth_method: "private_key_jwt", jwks })
  for (const [kid, { privateKey }] of Object.entries(pairs)) {
    const key = JSON.stringify({ ...privateKey.export({ format: "jwk" }), kid })
    const ctx = contextAt(issuer, {}, { tokenAuth: "private_key_jwt", privateKey: readPrivateKey(key) })
    expect((await signIn(ctx)).profile).toEqual(person)
  }
})

test("userinfo brings the claims of the scopes that were asked for", async ({ start }) => {
  const { issuer } = await start({})
  expect((await signIn(contextAt(issuer, { scope: "openid" }))).profile.email).toBeNull()
  expect((await signIn(contextAt(issuer, { scope: "openid email" }))).profile.email).toBe(person.email)
})
