import { expect } from "@playwright/test"
import type { Client } from "../clients"
import type { OAuth2Provider } from "../providers/types"
import { assertionIn, contextWith, providerAt, serverWithClock, test } from "./context.fixture"
import { revokeTokens, type RevocableToken } from "./revocation"

const tokens: RevocableToken[] = [
  { hint: "refresh_token", token: "the-refresh-token" },
  { hint: "access_token", token: "the-access-token" },
]

const contextAt = (origin: string, client: Partial<Client> = {}) =>
  contextWith(providerAt(origin, { revocation: `${origin}/revoke` } as Partial<OAuth2Provider>), client)

const forms = (requests: { body: string }[]) =>
  requests.map(({ body }) => Object.fromEntries(new URLSearchParams(body)))

test("both tokens are revoked with client authentication", async ({ startServer }) => {
  const { origin, requests } = await startServer(() => ({ body: "" }))
  expect(await revokeTokens(contextAt(origin), tokens)).toBe(true)
  const clientAuth = { client_id: "client", client_secret: "secret" }
  expect(forms(requests)).toEqual([
    { ...clientAuth, token: "the-refresh-token", token_type_hint: "refresh_token" },
    { ...clientAuth, token: "the-access-token", token_type_hint: "access_token" },
  ])
})

for (const name of ["revocation_endpoint", "token_revocation_endpoint"])
  test(`the announced ${name} is used`, async ({ startServer }) => {
    const { origin, requests } = await startServer(({ url, headers }) => {
      const issuer = `http://${headers.host}`
      if (url.pathname === "/revoke") return { body: "" }
      const endpoints = { authorization_endpoint: `${issuer}/a`, token_endpoint: `${issuer}/t` }
      return {
        body: { issuer, jwks_uri: `${issuer}/k`, [name]: `${issuer}/revoke`, ...endpoints },
      }
    })
    const provider = {
      id: "service",
      name: "Service",
      protocol: "oidc",
      settings: { issuer: origin },
      scope: "",
    } as const
    expect(await revokeTokens(contextWith(provider, { issuer: origin }), tokens)).toBe(true)
    expect(requests.filter(({ url }) => url.pathname === "/revoke")).toHaveLength(2)
  })

test("no request is sent without a revocation endpoint or without tokens", async ({ startServer }) => {
  const { origin, requests } = await startServer(() => ({ body: "" }))
  expect(await revokeTokens(contextWith(providerAt(origin)), tokens)).toBe(false)
  expect(await revokeTokens(contextAt(origin), [])).toBe(false)
  expect(requests).toEqual([])
})

test("revocation fails only if both tokens are rejected", async ({ startServer }) => {
  let rejections = 1
  const { origin } = await startServer(() =>
    rejections-- > 0 ? { status: 400, body: { error: "invalid_token" } } : { body: "" },
  )
  expect(await revokeTokens(contextAt(origin), tokens)).toBe(true)
  rejections = 2
  await expect(revokeTokens(contextAt(origin), tokens)).rejects.toThrow("token_refused")
})

test("an unreachable provider is an error after a request for each token", async ({ startServer }) => {
  const { origin, requests } = await startServer(() => ({ status: 503, body: "" }))
  await expect(revokeTokens(contextAt(origin), tokens)).rejects.toThrow("provider_unreachable")
  expect(requests).toHaveLength(2)
})

test("a server whose clock is behind gets a second assertion, and no third one", async ({ startServer }) => {
  const refusal = { status: 401, body: { error: "invalid_client" } }
  const ofServer = serverWithClock(-60, { jwtIn: assertionIn, refusal })
  const { origin, requests } = await startServer((request) => ofServer(request, { body: "" }))
  const client = {
    tokenAuth: "client_secret_jwt",
    clientSecret: "a secret of 32 characters or more",
  } as const
  expect(await revokeTokens(contextAt(origin, client), tokens)).toBe(true)
  expect(forms(requests).map(({ token }) => token)).toEqual([
    "the-refresh-token",
    "the-refresh-token",
    "the-access-token",
  ])
})
