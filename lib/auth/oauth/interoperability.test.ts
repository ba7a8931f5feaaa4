// Sign-ins at `oidc-provider`, an independent and certified OpenID provider.
import { generateKeyPairSync } from "node:crypto"
import { expect } from "@playwright/test"
import type { ClientMetadata, Configuration, JWK } from "oidc-provider"
import type { Client } from "../clients"
import { readPrivateKey } from "../crypto/private-key"
import { authorize, certifiedContextAt, expectedProfile, signIn, test } from "./certified-provider.fixture"
import { oidc } from "./oidc"

const clientKey = generateKeyPairSync("ec", { namedCurve: "P-256" })

for (const alg of ["RS256", "PS256", "ES256", "EdDSA"] as const)
  test(`a user signs in with an ID token signed with ${alg}`, async ({ startProvider }) => {
    const { issuer } = await startProvider({ id_token_signed_response_alg: alg })
    const { profile } = await signIn(certifiedContextAt(issuer))
    expect(profile).toEqual(expectedProfile)
  })

test("an ID token signed with the client secret is accepted only if the provider declares it", async ({
  startProvider,
}) => {
  const { issuer } = await startProvider({ id_token_signed_response_alg: "HS256" })
  expect((await signIn(certifiedContextAt(issuer, { idTokenAlg: "HS256" }))).profile).toEqual(expectedProfile)
  await expect(signIn(certifiedContextAt(issuer))).rejects.toThrow("id_token_invalid")
})

test("an Ed25519 client key is accepted, by the name of its algorithm that the provider announces", async ({
  startProvider,
}) => {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519")
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString()
  for (const name of ["EdDSA", "Ed25519"]) {
    const { issuer } = await startProvider(
      {
        token_endpoint_auth_method: "private_key_jwt",
        jwks: { keys: [{ ...publicKey.export({ format: "jwk" }), kid: "ed" } as JWK] },
      },
      { enabledJWA: { clientAuthSigningAlgValues: [name] } as Configuration["enabledJWA"] },
    )
    const client = { tokenAuth: "private_key_jwt", privateKey: readPrivateKey(pem, "ed") } as const
    expect((await signIn(certifiedContextAt(issuer, {}, client))).profile).toMatchObject({ id: "ada" })
  }
})

const pem = clientKey.privateKey.export({ type: "pkcs8", format: "pem" }).toString()
const methods: [method: Client["tokenAuth"], registered: Partial<ClientMetadata>][] = [
  ["client_secret_basic", { token_endpoint_auth_method: "client_secret_basic" }],
  ["client_secret_post", { token_endpoint_auth_method: "client_secret_post" }],
  ["client_secret_jwt", { token_endpoint_auth_method: "client_secret_jwt" }],
  [
    "private_key_jwt",
    {
      token_endpoint_auth_method: "private_key_jwt",
      jwks: { keys: [{ ...clientKey.publicKey.export({ format: "jwk" }), kid: "second" } as JWK] },
    },
  ],
  ["none", { token_endpoint_auth_method: "none" }],
]
for (const [method, registered] of methods) {
  const key = { privateKey: readPrivateKey(pem, "second") }

  test(`the client authenticates with ${method} in pushed authorization requests and token requests`, async ({
    startProvider,
  }) => {
    const { issuer, requests } = await startProvider(
      { ...registered, require_pushed_authorization_requests: true },
      method === "none"
        ? {
            features: {
              devInteractions: { enabled: false },
              pushedAuthorizationRequests: { enabled: true, allowUnregisteredRedirectUris: false },
            },
          }
        : {},
    )
    expect(
      (await signIn(certifiedContextAt(issuer, {}, { tokenAuth: method, ...key }))).profile,
    ).toMatchObject({
      id: "ada",
    })
    expect(requests).toContain("POST /request")
  })

  test(`the client refreshes with ${method}, and each refresh token works once`, async ({
    startProvider,
  }) => {
    const { issuer } = await startProvider(
      { ...registered, grant_types: ["authorization_code", "refresh_token"] },
      { rotateRefreshToken: true, issueRefreshToken: () => true },
    )
    const ctx = certifiedContextAt(issuer, {}, { tokenAuth: method, ...key })
    const { tokens } = await signIn(ctx)
    const first = { refreshToken: tokens.refreshToken ?? "", idToken: tokens.idToken ?? undefined }
    const second = await oidc.refresh?.(ctx, first)
    expect(second?.accessToken).not.toBe(tokens.accessToken)
    expect(second?.idToken, "the refresh response has an ID token, which was checked").toBeTruthy()
    const third = { refreshToken: second?.refreshToken ?? "", idToken: second?.idToken ?? undefined }
    expect((await oidc.refresh?.(ctx, third))?.refreshToken).toBeTruthy()
    expect(await oidc.refresh?.(ctx, first), "the first refresh token was used already").toBeNull()
  })

  test(`a client registered for ${method} is rejected with another method`, async ({ startProvider }) => {
    const { issuer } = await startProvider(registered)
    const otherMethod = method === "none" ? "client_secret_basic" : "none"
    await expect(
      signIn(certifiedContextAt(issuer, { par: false }, { tokenAuth: otherMethod, ...key })),
    ).rejects.toThrow("token_refused")
  })
}

test("the authorization URL of a pushed request has only the client id and a reference", async ({
  startProvider,
}) => {
  const { issuer } = await startProvider({})
  const { url } = await oidc.begin(certifiedContextAt(issuer), { login_hint: "ada@example.com" })
  expect([...url.searchParams.keys()].toSorted()).toEqual(["client_id", "request_uri"])
  expect(url.searchParams.get("request_uri")).toMatch(/^urn:ietf:params:oauth:request_uri:/)
})

test("a rejected pushed request has the error code provider_refused", async ({ startProvider }) => {
  const { issuer } = await startProvider({ redirect_uris: ["http://localhost:3000/elsewhere"] })
  await expect(oidc.begin(certifiedContextAt(issuer), {})).rejects.toThrow("provider_refused")
})

test("a form-post response is accepted", async ({ startProvider }) => {
  const { issuer } = await startProvider({})
  const ctx = certifiedContextAt(issuer, { responseMode: "form_post" })
  const response = await authorize((await oidc.begin(ctx, {})).url)
  expect([...response.keys()].toSorted()).toEqual(["code", "iss", "state"])
  expect((await oidc.complete(ctx, response)).profile).toEqual(expectedProfile)
})

for (const alg of ["RS256", "ES256"] as const)
  test(`userinfo may be a JWT signed with ${alg}`, async ({ startProvider }) => {
    const { issuer } = await startProvider({ userinfo_signed_response_alg: alg })
    expect((await signIn(certifiedContextAt(issuer))).profile).toEqual(expectedProfile)
  })

test("max_age and acr_values are checked in the ID token", async ({ startProvider }) => {
  const { issuer } = await startProvider({})
  const ctx = certifiedContextAt(issuer)
  const params = { max_age: "600", acr_values: "two-factor" }
  const response = await authorize((await oidc.begin(ctx, params)).url)
  ctx.attempt.maxAge = 600
  ctx.attempt.acrValues = "two-factor"
  expect((await oidc.complete(ctx, response)).profile).toEqual(expectedProfile)
})

for (const [alg, pair] of [
  ["RS256", generateKeyPairSync("rsa", { modulusLength: 2048 })],
  ["EdDSA", generateKeyPairSync("ed25519")],
] as const)
  test(`the client authenticates with a key for ${alg}`, async ({ startProvider }) => {
    const registered = { ...pair.publicKey.export({ format: "jwk" }), kid: "ours" } as JWK
    const { issuer } = await startProvider({
      token_endpoint_auth_method: "private_key_jwt",
      jwks: { keys: [registered] },
    })
    const key = pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString()
    const ctx = certifiedContextAt(
      issuer,
      {},
      { tokenAuth: "private_key_jwt", privateKey: readPrivateKey(key, "ours") },
    )
    expect((await signIn(ctx)).profile).toEqual(expectedProfile)
  })

test("the client's key can be rotated while both keys are registered", async ({ startProvider }) => {
  const pairs = { first: clientKey, second: generateKeyPairSync("ec", { namedCurve: "P-256" }) }
  const jwks = {
    keys: Object.entries(pairs).map(
      ([kid, { publicKey }]) => ({ ...publicKey.export({ format: "jwk" }), kid }) as JWK,
    ),
  }
  const { issuer } = await startProvider({ token_endpoint_auth_method: "private_key_jwt", jwks })
  for (const [kid, { privateKey }] of Object.entries(pairs)) {
    const key = JSON.stringify({ ...privateKey.export({ format: "jwk" }), kid })
    const ctx = certifiedContextAt(
      issuer,
      {},
      { tokenAuth: "private_key_jwt", privateKey: readPrivateKey(key) },
    )
    expect((await signIn(ctx)).profile).toEqual(expectedProfile)
  }
})

test("userinfo has the claims of the requested scopes", async ({ startProvider }) => {
  const { issuer } = await startProvider({})
  expect((await signIn(certifiedContextAt(issuer, { scope: "openid" }))).profile.email).toBeNull()
  expect((await signIn(certifiedContextAt(issuer, { scope: "openid email" }))).profile.email).toBe(
    expectedProfile.email,
  )
})
