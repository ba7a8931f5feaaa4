import { generateKeyPairSync } from "node:crypto"
import { expect, test } from "@playwright/test"
import { privateKeyOf } from "./client-keys"
import { registrationProblems } from "./client-registration"
import { namesFor, tokenAuthOf, variablesOf, withSettings } from "./client-variables"
import type { OAuth2Provider, OidcProvider, TokenAuth } from "./providers/types"

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

function openIdWith(id: string): OidcProvider {
  return {
    id,
    name: "Service",
    protocol: "oidc",
    settings: { issuer: "https://id.example" },
    scope: "openid",
  }
}

for (const [name, value, option] of [
  ["pkce", "off", { pkce: false }],
  ["par", "off", { par: false }],
  ["dpop", "on", { dpop: true }],
  ["profile", "fapi2", { securityProfile: "fapi2", dpop: true }],
  ["response_mode", "form_post", { responseMode: "form_post" }],
  ["userinfo", "off", { userinfo: false }],
  ["initiate", "on", { initiate: true }],
  ["id_token_alg", "PS256", { idTokenAlg: "PS256" }],
  ["id_token_alg", "HS256", { idTokenAlg: "HS256" }],
] as const)
  test(
    `AUTH_<PROVIDER>_${name.toUpperCase()}=${value} replaces the option of the file`,
    { tag: "@defaults" },
    () => {
      const provider = openIdWith(`set-${name}-${value}`)
      const [key = ""] = Object.keys(option)
      expect(withSettings(provider)).not.toHaveProperty(key)
      set(`set_${name}_${value}`, { [name]: value })
      expect(withSettings(provider)).toMatchObject(option)
      expect(registrationProblems(provider)).toEqual([])
    },
  )

for (const [name, value, fix] of [
  ["token_auth", "basic", "Set it to one of client_secret_basic, client_secret_post"],
  ["pkce", "no", "Set it to one of off, on, or remove it."],
  ["par", "false", "Set it to off"],
  ["dpop", "yes", "Set it to on"],
  ["profile", "fapi1", "Set it to fapi2"],
  ["response_mode", "fragment", "Set it to form_post"],
  ["userinfo", "no", "Set it to off"],
  ["initiate", "true", "Set it to one of on, off"],
  ["id_token_alg", "none", "Set it to one of RS256"],
  ["id_token_alg", "rs256", "Set it to one of RS256"],
] as const)
  test(
    `AUTH_<PROVIDER>_${name.toUpperCase()}=${value} is a problem and changes nothing`,
    { tag: "@defaults" },
    () => {
      const provider = openIdWith(`wrong-${name}-${value}`)
      const before = withSettings(provider)
      set(`wrong_${name}_${value}`, { [name]: value })
      expect(withSettings(provider)).toEqual(before)
      expect(registrationProblems(provider)).toEqual([
        {
          variable: `AUTH_WRONG_${name}_${value}_${name}`.toUpperCase(),
          problem: `is ${value}.`,
          fix: expect.stringContaining(fix),
        },
      ])
    },
  )

for (const method of [
  "client_secret_basic",
  "client_secret_post",
  "client_secret_jwt",
  "private_key_jwt",
  "none",
] as const)
  test(`AUTH_<PROVIDER>_TOKEN_AUTH=${method} is the method of a provider that declares none`, () => {
    const provider = providerWith(`as-${method}`)
    set(`as_${method}`, { id: "x", token_auth: method })
    expect(tokenAuthOf(provider)).toBe(method)
    const secret = { private_key_jwt: ["key"], none: [] }[String(method)] ?? ["secret"]
    expect(variablesOf(provider).missing).toEqual(
      secret.map((name) => `AUTH_as_${method}_${name}`.toUpperCase()),
    )
  })

test("the owner's method is one that the provider declares, if it declares any", () => {
  const one = providerWith("one-way", "client_secret_post")
  set("one_way", { token_auth: "none" })
  expect(tokenAuthOf(one)).toBe("client_secret_post")
  expect(namesFor(one)).toContain("AUTH_ONE_WAY_TOKEN_AUTH")
  expect(registrationProblems(one)).toMatchObject([{ fix: "Set it to client_secret_post, or remove it." }])
  const two = providerWith("two-ways", ["client_secret_post", "none"])
  set("two_ways", { id: "x", secret: "x", token_auth: "none" })
  expect(tokenAuthOf(two)).toBe("none")
  set("two_ways", { token_auth: "client_secret_jwt" })
  expect(tokenAuthOf(two)).toBe("client_secret_post")
  expect(registrationProblems(two)).toMatchObject([
    { fix: "Set it to one of client_secret_post, none, or remove it." },
  ])
})

test("HS256 needs the client secret, however the client authenticates", { tag: "@fail-open" }, () => {
  const provider = openIdWith("shared")
  set("shared", { id: "x", token_auth: "none", id_token_alg: "RS256" })
  expect(variablesOf(provider).missing).toEqual([])
  set("shared", { id_token_alg: "HS256" })
  expect(variablesOf(provider).missing).toEqual(["AUTH_SHARED_SECRET"])
  set("shared", { key: pem, token_auth: "private_key_jwt", secret: "s" })
  expect(variablesOf(provider).missing).toEqual([])
  expect(tokenAuthOf(provider)).toBe("private_key_jwt")
})

test(
  "AUTH_<PROVIDER>_PKCE=on sends S256 where the file leaves PKCE out, and changes no other method",
  { tag: "@defaults" },
  () => {
    const withoutPkce = { ...providerWith("verified"), pkce: false } as const
    expect(withSettings(withoutPkce)).toMatchObject({ pkce: false })
    set("verified", { pkce: "on" })
    expect(withSettings(withoutPkce)).toMatchObject({ pkce: undefined })
    expect(withSettings({ ...withoutPkce, pkce: "plain" })).toMatchObject({ pkce: "plain" })
    expect(registrationProblems(withoutPkce)).toEqual([])
  },
)
