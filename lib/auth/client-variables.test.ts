import { generateKeyPairSync } from "node:crypto"
import { expect, test } from "@playwright/test"
import {
  algorithmProblems,
  keyProblems,
  pkceProblems,
  privateKeyOf,
  tokenAuthOf,
  variablesOf,
  withSettings,
} from "./client-variables"
import type { OAuth2Provider, TokenAuth } from "./providers/types"

const pem = generateKeyPairSync("ec", { namedCurve: "P-256" })
  .privateKey.export({ type: "pkcs8", format: "pem" })
  .toString()

/** A provider of its own for each test, since tests share the environment. */
function providerWith(
  id: string,
  tokenAuth?: TokenAuth | readonly [TokenAuth, ...TokenAuth[]],
): OAuth2Provider {
  return {
    id,
    name: "Service",
    protocol: "oauth2",
    authorization: "https://{tenant}.example.com/authorize",
    token: "https://{tenant}.example.com/token",
    settings: { tenant: "www" },
    headers: { "x-api-key": "{client_id}", authorization: "OAuth {access_token}" },
    graphql: "{ viewer { tenant } }",
    scope: "",
    profile: { id: "id", name: "{first} {last}" },
    ...(tokenAuth && { tokenAuth }),
  }
}

function set(id: string, values: Record<string, string>): void {
  for (const [name, value] of Object.entries(values)) process.env[`AUTH_${id}_${name}`.toUpperCase()] = value
}

for (const [method, names] of [
  [undefined, ["ID", "SECRET"]],
  ["client_secret_post", ["ID", "SECRET"]],
  ["client_secret_jwt", ["ID", "SECRET"]],
  ["none", ["ID"]],
  ["private_key_jwt", ["ID", "KEY"]],
  ["client_secret_minted", ["ID", "TEAM", "KEY_ID", "KEY"]],
  [
    ["client_secret_post", "private_key_jwt"],
    ["ID", "SECRET"],
  ],
] as const)
  test(`a provider with ${String(method ?? "no declared authentication method")} needs ${names.join(", ")}`, () => {
    expect(variablesOf(providerWith("unset", method)).missing).toEqual(
      names.map((name) => `AUTH_UNSET_${name}`),
    )
  })

test("the owner's variables select one of several authentication methods", () => {
  set("several", { id: "x", key: pem })
  const provider = providerWith("several", ["client_secret_post", "private_key_jwt"])
  expect(tokenAuthOf(provider)).toBe("private_key_jwt")
  expect(variablesOf(provider).missing).toEqual([])
  set("several", { secret: "x" })
  expect(tokenAuthOf(provider)).toBe("client_secret_post")
  expect(privateKeyOf(provider)).toBeUndefined()
})

test("a key is enough if the provider declares no authentication method", () => {
  set("keyed", { id: "x", key: pem, key_id: "k1" })
  expect(tokenAuthOf(providerWith("keyed"))).toBe("private_key_jwt")
  expect(privateKeyOf(providerWith("keyed"))).toMatchObject({ alg: "ES256", kid: "k1" })
  set("keyed", { secret: "x" })
  expect(tokenAuthOf(providerWith("keyed"))).toBeUndefined()
})

test(
  "an unreadable key is a problem whose text does not contain the key",
  { tag: ["@leak", "@GHSA-p6mm-27gq-9v3p"] },
  () => {
    set("broken", { id: "x", key: "no-key-at-all" })
    const problems = keyProblems(providerWith("broken", "private_key_jwt"))
    expect(problems).toMatchObject([{ variable: "AUTH_BROKEN_KEY", problem: "is not a private key." }])
    expect(JSON.stringify(problems)).not.toContain("no-key-at-all")
  },
)

test("the owner's variable sets the algorithm of an OpenID client's tokens", { tag: "@defaults" }, () => {
  const openId = {
    id: "signed",
    name: "Signed",
    protocol: "oidc",
    settings: { issuer: "https://id.example" },
    scope: "",
  } as const
  expect(withSettings(openId)).not.toHaveProperty("idTokenAlg")
  for (const [value, isSupported] of [
    ["PS256", true],
    ["HS256", true],
    ["none", false],
    ["rs256", false],
  ] as const) {
    set("signed", { id_token_alg: value })
    expect(algorithmProblems(openId).map(({ variable }) => variable)).toEqual(
      isSupported ? [] : ["AUTH_SIGNED_ID_TOKEN_ALG"],
    )
    if (isSupported) expect(withSettings(openId)).toHaveProperty("idTokenAlg", value)
  }
})

test("settings and keys are filled in, and placeholders of a request are kept", () => {
  set("filled", { id: "the-id", secret: "x", tenant: "acme" })
  const hook = (url: URL) => void url
  const filled = withSettings({ ...providerWith("filled"), hooks: { authorization: hook } })
  expect(filled).toMatchObject({
    authorization: "https://acme.example.com/authorize",
    headers: { "x-api-key": "the-id", authorization: "OAuth {access_token}" },
    graphql: "{ viewer { tenant } }",
    profile: { name: "{first} {last}" },
  })
  expect(filled.hooks?.authorization).toBe(hook)
})

test(
  "AUTH_<PROVIDER>_PKCE=off switches PKCE off, and any other value is a problem",
  { tag: "@defaults" },
  () => {
    expect(withSettings(providerWith("verified"))).not.toHaveProperty("pkce")
    set("verified", { id: "x", secret: "x", pkce: "off" })
    expect(withSettings(providerWith("verified"))).toMatchObject({ pkce: false })
    expect(pkceProblems(providerWith("verified"))).toEqual([])
    set("verified", { pkce: "no" })
    expect(withSettings(providerWith("verified"))).not.toHaveProperty("pkce")
    expect(pkceProblems(providerWith("verified"))).toMatchObject([{ variable: "AUTH_VERIFIED_PKCE" }])
  },
)
