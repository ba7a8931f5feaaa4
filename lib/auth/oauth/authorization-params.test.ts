import { expect, test } from "@playwright/test"
import type { OidcProvider, Provider } from "../providers/types"
import { furtherAccess, readAuthorizationParams } from "./authorization-params"
import { oauth1ProviderAt, providerAt } from "./context.fixture"

const read = (fields: Record<string, unknown>) => readAuthorizationParams((name) => fields[name])

test("known parameters are read, and other form fields are ignored", () => {
  expect(
    read({
      prompt: "login consent",
      login_hint: "ada@example.com",
      ui_locales: "de-CH de",
      max_age: 0,
      acr_values: "urn:a b",
      state: "x",
      redirect_uri: "https://evil.example",
      __proto__: null,
    }),
  ).toEqual({
    prompt: "login consent",
    login_hint: "ada@example.com",
    ui_locales: "de-CH de",
    max_age: "0",
    acr_values: "urn:a b",
  })
})

test("an empty field is ignored", () => {
  expect(read({ prompt: "", login_hint: null, max_age: undefined })).toEqual({})
})

for (const [name, value] of [
  ["prompt", "none login"],
  ["prompt", "delete"],
  ["prompt", ["login"]],
  ["login_hint", "x".repeat(201)],
  ["login_hint", "a\r\nb"],
  ["max_age", "-1"],
  ["max_age", "1.5"],
  ["max_age", "1e3"],
  ["max_age", Number.NaN],
  ["ui_locales", "de;q=1"],
  ["acr_values", "x".repeat(101)],
  ["acr_values", { toString: () => "x" }],
] as const)
  test(
    `${name} is rejected with the value ${JSON.stringify(value)?.slice(0, 24)}`,
    { tag: "@malformed" },
    () => {
      expect(() => read({ [name]: value })).toThrow("invalid_request")
    },
  )

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
