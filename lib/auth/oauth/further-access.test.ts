import { expect, test } from "@playwright/test"
import type { OidcProvider, Provider } from "../providers/types"
import { oauth1ProviderAt, providerAt } from "./context.fixture"
import { furtherAccess } from "./further-access"

const service = providerAt("https://service.example", { scope: "profile" })

function openid(options: Partial<OidcProvider> = {}): Provider {
  const settings = { issuer: "https://id.example" }
  return { id: "oidc", name: "OpenID", protocol: "oidc", settings, scope: "openid email", ...options }
}

test("a request for nothing more adds nothing", () => {
  expect(furtherAccess(service, {})).toEqual({ scope: undefined, params: {} })
  expect(furtherAccess(openid(), { scope: "email" })).toEqual({ scope: undefined, params: {} })
  expect(furtherAccess(openid(), {}, "login")).toEqual({ scope: undefined, params: { prompt: "login" } })
})

test("scopes that were granted before are requested again, so that the new tokens have them too", () => {
  expect(furtherAccess(service, { scope: "b", granted: "profile a" }).scope).toBe("a b")
})

test("a provider that grants earlier scopes by itself gets its parameter instead", () => {
  const google = openid({ furtherScopeParams: { include_granted_scopes: "true" } })
  expect(furtherAccess(google, { scope: "b", granted: "a" })).toEqual({
    scope: "b",
    params: { include_granted_scopes: "true" },
  })
  expect(furtherAccess(google, {})).toEqual({ scope: undefined, params: {} })
})

test("a refresh token is requested as the provider does it", () => {
  expect(furtherAccess(openid(), { offline: true })).toEqual({
    scope: "offline_access",
    params: { prompt: "consent" },
  })
  const google = openid({ offline: { params: { access_type: "offline", prompt: "consent" } } })
  expect(furtherAccess(google, { offline: true })).toEqual({
    scope: undefined,
    params: { access_type: "offline", prompt: "consent" },
  })
  const x = providerAt("https://service.example", { offline: { scope: "offline.access" } })
  expect(furtherAccess(x, { offline: true, scope: "a" })).toEqual({
    scope: "a offline.access",
    params: {},
  })
  expect(furtherAccess(service, { offline: true })).toEqual({ scope: undefined, params: {} })
})

test("another account is chosen as the provider does it", () => {
  expect(furtherAccess(openid(), { another: true }).params).toEqual({ prompt: "login" })
  expect(furtherAccess(openid({ reauthentication: "sign-in" }), { another: true }).params).toEqual({})
  const github = providerAt("https://service.example", { selectAccount: { prompt: "select_account" } })
  expect(furtherAccess(github, { another: true }).params).toEqual({ prompt: "select_account" })
  expect(furtherAccess(service, { another: true }).params).toEqual({})
})

test("prompts are added to the caller's, except to none", () => {
  const google = openid({
    offline: { params: { prompt: "consent" } },
    selectAccount: { prompt: "select_account" },
  })
  const both = { offline: true, another: true }
  expect(furtherAccess(google, both).params).toEqual({ prompt: "consent select_account" })
  expect(furtherAccess(google, both, "consent login").params).toEqual({
    prompt: "consent login select_account",
  })
  expect(furtherAccess(google, both, "none").params).toEqual({ prompt: "none" })
})

test("OAuth 1.0 has none of it: the scope stays, so that the protocol rejects it", () => {
  const twitter = oauth1ProviderAt("https://service.example")
  expect(furtherAccess(twitter, { scope: "a", offline: true, another: true })).toEqual({
    scope: "a",
    params: {},
  })
})
