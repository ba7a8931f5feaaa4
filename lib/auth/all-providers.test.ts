// Any number of custom providers, which the names of the variables tell apart.
import { expect, test } from "@playwright/test"
import "../environment.fixture"
import { allProviders, findProvider } from "./all-providers"
import { variablesOf } from "./client-variables"
import { clientOf } from "./clients"
import { unknownNames } from "./diagnostics/unknown-variables"
import * as catalogue from "./providers"

test.beforeEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith("AUTH_O")) delete process.env[name]
})

/** The custom providers that these variables name. */
function namedBy(...names: string[]): string[] {
  for (const name of names) process.env[name] = "x"
  const known = Object.values(catalogue).map(({ id }) => id)
  return allProviders().flatMap(({ id }) => (known.includes(id) ? [] : [id]))
}

for (const [names, ids] of [
  [["AUTH_OIDC_ISSUER", "AUTH_OIDC_ID", "AUTH_OIDC_SECRET"], []],
  [["AUTH_OIDC_ACME_ISSUER"], ["oidc-acme"]],
  [["AUTH_OIDC_ACME_ID"], ["oidc-acme"]],
  [["AUTH_OIDC_ACME_CORP_SECRET"], ["oidc-acme-corp"]],
  [
    ["AUTH_OIDC_B_ID", "AUTH_OIDC_A_ID", "AUTH_OIDC_A_SECRET"],
    ["oidc-a", "oidc-b"],
  ],
  [["AUTH_OAUTH2_ACME_TOKEN"], ["oauth2-acme"]],
  [["AUTH_OAUTH1_ACME_REQUEST_TOKEN"], ["oauth1-acme"]],
  [
    ["AUTH_OIDC_ACME_ID", "AUTH_OAUTH2_ACME_ID", "AUTH_OAUTH1_ACME_ID"],
    ["oauth1-acme", "oauth2-acme", "oidc-acme"],
  ],
  // Variables of the provider without a name.
  [["AUTH_OIDC_KEY_ID", "AUTH_OIDC_ID_TOKEN_ALG", "AUTH_OIDC_TOKEN_AUTH"], []],
  [["AUTH_OAUTH2_PROFILE_ID", "AUTH_OAUTH2_TOKEN_PARAMS", "AUTH_OAUTH1_REQUEST_TOKEN"], []],
  // Names that cannot be told apart from them, or that enable nothing.
  [["AUTH_OIDC_KEY_ISSUER", "AUTH_OIDC_TOKEN_SECRET", "AUTH_OAUTH2_PROFILE_SECRET"], []],
  [["AUTH_OIDC_ACME_NAME", "AUTH_OIDC_ACME_SCOPE", "AUTH_OIDC_ACME_KEY_ID"], []],
  [["AUTH_OIDC__ID", "AUTH_OIDC_A__B_ID", "AUTH_OIDC_acme_ID"], []],
  [["AUTH_GITHUB_ACME_ID"], []],
] as const)
  test(`${names.join(", ")}: ${ids.length > 0 ? ids.join(", ") : "no named provider"}`, () => {
    expect(namedBy(...names)).toEqual(ids)
  })

test("an empty variable names no provider", () => {
  process.env.AUTH_OIDC_ACME_ISSUER = " "
  expect(namedBy()).toEqual([])
})

test("a named provider has variables, a callback address, a label and an identity of its own", () => {
  Object.assign(process.env, {
    AUTH_URL: "http://localhost:3000",
    AUTH_OIDC_ISSUER: "https://one.example",
    AUTH_OIDC_ACME_CORP_ISSUER: "https://two.example",
    AUTH_OIDC_ACME_CORP_ID: "two",
    AUTH_OIDC_ACME_CORP_SECRET: "s",
    AUTH_OIDC_ACME_CORP_SCOPE: "openid groups",
  })
  const provider = findProvider("oidc-acme-corp")
  if (!provider) throw new Error("oidc-acme-corp is not found")
  expect(variablesOf(provider).missing).toEqual([])
  expect(clientOf(provider)).toMatchObject({
    issuer: "https://two.example",
    clientId: "two",
    redirectUri: "http://localhost:3000/api/auth/oidc-acme-corp/callback",
    provider: { id: "oidc-acme-corp", name: "Acme Corp", scope: "openid groups", icon: undefined },
  })
  process.env.AUTH_OIDC_ACME_CORP_NAME = "ACME"
  expect(clientOf(provider).provider.name).toBe("ACME")
})

test("a named provider can be found before its variables are set, unless its name is taken", () => {
  expect(findProvider("oauth2-acme")).toMatchObject({ id: "oauth2-acme", name: "Acme" })
  expect(findProvider("oidc")).toBe(catalogue.oidc)
  for (const id of ["oidc-key", "oauth2-profile", "oidc-", "oidc-a--b", "oidc-a_b", "github-acme", "acme"])
    expect([id, findProvider(id)]).toEqual([id, undefined])
})

test("the variables of a named provider are known, and a mistyped one is reported with the one that was meant", () => {
  process.env.AUTH_OIDC_ACME_ISSUER = "https://id.example"
  const names = ["ISSUER", "ID", "SECRET", "TOKEN_AUTH", "PKCE", "PARAMS", "KEY"].map(
    (name) => `AUTH_OIDC_ACME_${name}`,
  )
  expect(unknownNames(names)).toEqual(new Map())
  for (const [mistyped, meant] of [
    ["AUTH_OIDC_ACME_ISUER", "AUTH_OIDC_ACME_ISSUER"],
    ["AUTH_OIDC_ACME_TOKENAUTH", "AUTH_OIDC_ACME_TOKEN_AUTH"],
    ["AUTH_GITHUB_PKC", "AUTH_GITHUB_PKCE"],
  ] as const)
    expect(unknownNames([mistyped])).toEqual(new Map([[mistyped, meant]]))
})
