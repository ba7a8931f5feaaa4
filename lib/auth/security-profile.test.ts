import { generateKeyPairSync, type KeyObject } from "node:crypto"
import { expect, test } from "@playwright/test"
import { keyProblems, nextKeyOf, privateKeyOf } from "./client-keys"
import { tokenAuthOf, variablesOf, withSettings } from "./client-variables"
import type { OAuth2Provider, OidcProvider } from "./providers/types"
import { securityProfileProblems } from "./security-profile"

const pem = (key: KeyObject) => key.export({ type: "pkcs8", format: "pem" }).toString()
const ec = pem(generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey)

function providerWith(id: string, variables: Record<string, string>, options: object = {}): OidcProvider {
  for (const [name, value] of Object.entries(variables))
    process.env[`AUTH_${id}_${name}`.replaceAll("-", "_").toUpperCase()] = value
  const settings = { issuer: "https://id.example" }
  return { id, name: "Service", protocol: "oidc", settings, scope: "openid", ...options }
}

test(
  "the profile requires PAR, PKCE, DPoP and a private key, whatever the file says",
  { tag: "@defaults" },
  () => {
    const weak = { par: false, pkce: false, tokenAuth: "client_secret_post" } as const
    const provider = providerWith("strict", { profile: "fapi2", id: "x", key: ec }, weak)
    expect(withSettings(provider)).toMatchObject({
      securityProfile: "fapi2",
      par: undefined,
      pkce: undefined,
      dpop: true,
      tokenAuth: "private_key_jwt",
    })
    expect(tokenAuthOf(provider)).toBe("private_key_jwt")
    expect(variablesOf(provider).missing).toEqual([])
    expect([...securityProfileProblems(provider), ...keyProblems(provider)]).toEqual([])
    const ofFile = providerWith("strict-file", {}, { securityProfile: "fapi2" })
    expect(withSettings(ofFile)).toMatchObject({ dpop: true, tokenAuth: "private_key_jwt" })
  },
)

test("a client of the profile without a key does not start with its secret", { tag: "@defaults" }, () => {
  const provider = providerWith("keyless", { profile: "fapi2", id: "x", secret: "s" })
  expect(variablesOf(provider)).toEqual({ missing: ["AUTH_KEYLESS_KEY"], present: ["AUTH_KEYLESS_ID"] })
})

for (const [name, value, problem] of [
  ["pkce", "off", "requires PKCE"],
  ["par", "off", "requires pushed requests"],
  ["token_auth", "client_secret_basic", "requires private_key_jwt"],
  ["token_auth", "none", "requires private_key_jwt"],
  ["id_token_alg", "RS256", "allows PS256, ES256, EdDSA, Ed25519 for ID tokens"],
  ["id_token_alg", "HS256", "allows PS256, ES256, EdDSA, Ed25519 for ID tokens"],
] as const)
  test(`${name}=${value} contradicts the profile`, { tag: "@defaults" }, () => {
    const id = `against-${name.replaceAll("_", "-")}-${value.replaceAll("_", "-")}`.toLowerCase()
    const provider = providerWith(id, { profile: "fapi2", id: "x", key: ec, [name]: value })
    expect(securityProfileProblems(provider)).toEqual([
      {
        variable: `AUTH_${id}_${name}`.replaceAll("-", "_").toUpperCase(),
        problem: `is ${value}, but the FAPI 2.0 profile ${problem}.`,
        fix: "Remove it.",
      },
    ])
    expect(tokenAuthOf(provider)).toBe("private_key_jwt")
    expect(withSettings(provider)).toMatchObject({ pkce: undefined, par: undefined })
  })

test("an OAuth 2.0 service of the profile has an issuer", { tag: "@mix-up" }, () => {
  const { id, name, scope } = providerWith("plain", { profile: "fapi2", id: "x", key: ec })
  const addresses = { authorization: "https://a.example/authorize", token: "https://a.example/token" }
  const provider: OAuth2Provider = {
    id,
    name,
    scope,
    ...addresses,
    protocol: "oauth2",
    profile: { id: "id" },
  }
  expect(securityProfileProblems(provider)).toEqual([
    {
      variable: "AUTH_PLAIN_PROFILE",
      problem: "is fapi2, which requires an issuer.",
      fix: "Set AUTH_PLAIN_ISSUER, or issuer in the provider's file.",
    },
  ])
  expect(securityProfileProblems({ ...provider, issuer: "https://a.example" })).toEqual([])
})

for (const [kind, key, result] of [
  ["an EC key on P-256", generateKeyPairSync("ec", { namedCurve: "P-256" }), "ES256"],
  ["an Ed25519 key", generateKeyPairSync("ed25519"), "EdDSA"],
  ["an RSA key of 2048 bits", generateKeyPairSync("rsa", { modulusLength: 2048 }), "PS256"],
  ["an EC key on P-384", generateKeyPairSync("ec", { namedCurve: "P-384" }), "signs by ES384"],
] as const)
  test(`${kind}: ${result}`, { tag: "@defaults" }, () => {
    const id = `key-${kind.replaceAll(/\W/g, "")}`.toLowerCase()
    const text = pem(key.privateKey)
    const provider = providerWith(id, { profile: "fapi2", id: "x", key: text, key_next: text })
    const problems = keyProblems(provider).map(({ problem }) => problem)
    const keys = [privateKeyOf(provider), nextKeyOf(provider)]
    for (const [index, read] of keys.entries()) expect(problems[index] ?? read?.alg).toContain(result)
  })
