import { expect } from "@playwright/test"
import type { OAuth2Provider } from "../providers/types"
import { contextWith, providerAt, test } from "./context.fixture"
import { revokeTokens, type RevocableToken } from "./revocation"

const tokens: RevocableToken[] = [
  { hint: "refresh_token", token: "the-refresh-token" },
  { hint: "access_token", token: "the-access-token" },
]

const revoking = (origin: string) =>
  contextWith(providerAt(origin, { revocation: `${origin}/revoke` } as Partial<OAuth2Provider>))

const forms = (asked: { body: string }[]) =>
  asked.map(({ body }) => Object.fromEntries(new URLSearchParams(body)))

test("both tokens are given back, with our proof of who asks", async ({ serve }) => {
  const { origin, asked } = await serve(() => ({ body: "" }))
  expect(await revokeTokens(revoking(origin), tokens)).toBe(true)
  const ours = { client_id: "client", client_secret: "secret" }
  expect(forms(asked)).toEqual([
    { ...ours, token: "the-refresh-token", token_type_hint: "refresh_token" },
    { ...ours, token: "the-access-token", token_type_hint: "access_token" },
  ])
})

test("a provider that announces the endpoint is asked there", async ({ serve }) => {
  const { origin, asked } = await serve(({ url, headers }) => {
    const issuer = `http://${headers.host}`
    if (url.pathname === "/revoke") return { body: "" }
    const addresses = { authorization_endpoint: `${issuer}/a`, token_endpoint: `${issuer}/t` }
    return {
      body: { issuer, jwks_uri: `${issuer}/k`, revocation_endpoint: `${issuer}/revoke`, ...addresses },
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
  expect(asked.filter(({ url }) => url.pathname === "/revoke")).toHaveLength(2)
})

test("a provider without the endpoint is asked nothing", async ({ serve }) => {
  const { origin, asked } = await serve(() => ({ body: "" }))
  expect(await revokeTokens(contextWith(providerAt(origin)), tokens)).toBe(false)
  expect(await revokeTokens(revoking(origin), [])).toBe(false)
  expect(asked).toEqual([])
})

test("one refusal is borne, two are an error", async ({ serve }) => {
  let refusals = 1
  const { origin } = await serve(() =>
    refusals-- > 0 ? { status: 400, body: { error: "invalid_token" } } : { body: "" },
  )
  expect(await revokeTokens(revoking(origin), tokens)).toBe(true)
  refusals = 2
  await expect(revokeTokens(revoking(origin), tokens)).rejects.toThrow("token_refused")
})

test("a provider that fails is an error, after each token was tried", async ({ serve }) => {
  const { origin, asked } = await serve(() => ({ status: 503, body: "" }))
  await expect(revokeTokens(revoking(origin), tokens)).rejects.toThrow("provider_unreachable")
  expect(asked).toHaveLength(2)
})
