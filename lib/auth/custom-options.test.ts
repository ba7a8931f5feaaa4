// What AUTH_OIDC_…, AUTH_OAUTH2_… and AUTH_OAUTH1_… can say, and what is reported when they are not written as they must be.
import { expect, test } from "@playwright/test"
import { unitEnvironment } from "../environment.fixture"
import { allProviders } from "./all-providers"
import { variable, variablesOf, withSettings } from "./client-variables"
import { clientOf, clientProblems } from "./clients"
import { readProfile } from "./oauth/profile"
import type { OAuth2Provider, Provider } from "./providers/types"

Object.assign(process.env, unitEnvironment)

const endpoints = {
  authorization: "https://acme.example/authorize",
  token: "https://acme.example/token",
  userinfo: "https://api.acme.example/me",
}

/** A custom service of its own name for each test, since tests share the environment. */
function service(name: string, values: Record<string, string>, protocol = "oauth2"): Provider {
  for (const [key, value] of Object.entries({ id: "the-id", secret: "the-secret", ...values }))
    process.env[variable(`${protocol}-${name}`, key)] = value
  const provider = allProviders().find(({ id }) => id === `${protocol}-${name}`)
  if (!provider) throw new Error(`${protocol}-${name} is not found`)
  return provider
}

const problemsOf = (name: string) =>
  clientProblems(false).filter(({ variable: names }) => names.includes(`_${name.toUpperCase()}_`))

for (const [name, value, option] of [
  [
    "params",
    "access_type=offline&prompt=select%20account",
    { params: { access_type: "offline", prompt: "select account" } },
  ],
  ["params", "key={client_id}", { params: { key: "the-id" } }],
  ["token_params", "audience=api&redirect_uri=", { tokenParams: { audience: "api", redirect_uri: null } }],
  [
    "headers",
    "X-Api-Key: {client_id}\\naccept: application/vnd.acme+json; v=1",
    { headers: { "x-api-key": "the-id", accept: "application/vnd.acme+json; v=1" } },
  ],
  ["headers", "authorization: OAuth {access_token}", { headers: { authorization: "OAuth {access_token}" } }],
  ["scope_separator", ",", { scopeSeparator: "," }],
  ["token_type", "bearer", { tokenType: "bearer" }],
  ["revocation", "https://acme.example/revoke", { revocation: "https://acme.example/revoke" }],
  ["issuer", "https://acme.example", { issuer: "https://acme.example" }],
  ["userinfo", "off", { userinfo: undefined }],
  [
    "profile_email_verified",
    "data.verified",
    { profile: { emailVerified: "data.verified", verifiedValues: ["true", 1, "1"] } },
  ],
  ["profile_id", "{team}-{id}", { profile: { id: "{team}-{id}" } }],
  ["pkce", "off", { pkce: false }],
] as const)
  test(`AUTH_OAUTH2_${name.toUpperCase()}=${value} is the option of a file`, () => {
    const id = `says-${Buffer.from(name + value).toString("hex")}`
    const provider = service(id, { ...endpoints, [name]: value })
    expect(withSettings(provider)).toMatchObject(option)
    expect(problemsOf(id.replace("-", "_"))).toEqual([])
  })

test("without the optional variables a service has none of these options", () => {
  const provider = withSettings(service("plain", endpoints))
  for (const option of [
    "params",
    "tokenParams",
    "headers",
    "scopeSeparator",
    "tokenType",
    "issuer",
    "discovery",
    "revocation",
  ])
    expect(provider).not.toHaveProperty(option)
  expect(
    readProfile({ id: 1, email: "a@acme.example", email_verified: true }, profileOf(provider)),
  ).toMatchObject({
    emailVerified: false,
  })
})

for (const [value, isVerified] of [
  [true, true],
  ["true", true],
  [1, true],
  ["1", true],
  [false, false],
  ["false", false],
  [0, false],
  ["yes", false],
  [{}, false],
  [undefined, false],
] as const)
  test(
    `an address with the flag ${JSON.stringify(value)} is ${isVerified ? "" : "not "}verified`,
    { tag: "@identity" },
    () => {
      const provider = withSettings(service("flag", { ...endpoints, profile_email_verified: "data.ok" }))
      const raw = { id: 1, email: "a@acme.example", data: { ok: value } }
      expect(readProfile(raw, profileOf(provider)).emailVerified).toBe(isVerified)
    },
  )

for (const [name, value, example] of [
  ["params", "access_type", "access_type=offline&prompt=consent"],
  ["params", '{"access_type":"offline"}', "access_type=offline"],
  ["token_params", "audience: api", "audience=api"],
  ["headers", "x-api-key=secret-of-mine", "x-api-key: {client_id}"],
  ["headers", '{"x-api-key":"secret-of-mine"}', "x-api-key: {client_id}"],
  ["scope_separator", "comma", "such as a comma"],
  ["token_type", "DPoP", "bearer"],
  ["issuer", "acme.example", "https://id.example.com"],
  ["revocation", "/revoke", "https://id.example.com"],
  ["userinfo", "none", "https://id.example.com"],
] as const)
  test(`AUTH_OAUTH2_${name.toUpperCase()}=${value} is a problem with an example`, () => {
    const id = `wrong${Buffer.from(name + value).toString("hex")}`
    service(id, { ...endpoints, [name]: value })
    expect(problemsOf(id)).toMatchObject([
      { variable: variable(`oauth2-${id}`, name), fix: expect.stringContaining(example) },
    ])
    expect(JSON.stringify(problemsOf(id))).not.toContain("secret-of-mine")
  })

test("a missing endpoint is named with an example of it and of no other", () => {
  service("half", { authorization: endpoints.authorization })
  expect(problemsOf("half")).toEqual([
    {
      variable: "AUTH_OAUTH2_HALF_TOKEN, AUTH_OAUTH2_HALF_USERINFO",
      problem:
        "are not set, but AUTH_OAUTH2_HALF_ID, AUTH_OAUTH2_HALF_SECRET, AUTH_OAUTH2_HALF_AUTHORIZATION are.",
      fix:
        "Set all of them to enable Half, or none. AUTH_OAUTH2_HALF_TOKEN looks like https://acme.example/oauth/token. " +
        "AUTH_OAUTH2_HALF_USERINFO looks like https://api.acme.example/me. " +
        "Or set AUTH_OAUTH2_HALF_ISSUER, if its metadata has the endpoints (RFC 8414).",
    },
  ])
})

test("without a secret, the way of a public client is named", () => {
  service("open", endpoints)
  delete process.env.AUTH_OAUTH2_OPEN_SECRET
  expect(problemsOf("open")).toMatchObject([
    { variable: "AUTH_OAUTH2_OPEN_SECRET", fix: expect.stringContaining("AUTH_OAUTH2_OPEN_TOKEN_AUTH=none") },
  ])
  process.env.AUTH_OAUTH2_OPEN_TOKEN_AUTH = "none"
  expect(problemsOf("open")).toEqual([])
})

test("with an issuer the endpoints that are not set come from its metadata", () => {
  const issuer = "https://acme.example/tenant/"
  const found = service("found", { issuer, userinfo: endpoints.userinfo })
  expect(variablesOf(found).missing).toEqual([])
  const { provider, issuer: identity, hosts } = clientOf(found)
  expect(provider).toMatchObject({ discovery: "oauth2", issuer, authorization: undefined, token: undefined })
  expect([identity, hosts]).toEqual([issuer, ["api.acme.example", "acme.example"]])
  const both = service("both", { issuer, ...endpoints })
  expect(withSettings(both)).toMatchObject({ ...endpoints, issuer })
  expect(withSettings(both)).not.toHaveProperty("discovery")
})

test("plain http is a problem in every address of a custom service", { tag: "@ssrf" }, () => {
  for (const name of ["issuer", "revocation"] as const) {
    service(`plain-${name}`, { ...endpoints, [name]: "http://acme.example/x" })
    expect(problemsOf(`plain_${name}`)).toMatchObject([{ fix: "Set an https address." }])
  }
})

test("an OAuth 1.0a service has parameters, a verified flag and a profile in the token response too", () => {
  const provider = service(
    "old",
    {
      ...endpoints,
      userinfo: "off",
      request_token: "https://acme.example/request",
      params: "scope=read",
      profile_email_verified: "ok",
    },
    "oauth1",
  )
  expect(withSettings(provider)).toMatchObject({
    params: { scope: "read" },
    userinfo: undefined,
    profile: { emailVerified: "ok" },
  })
  expect(problemsOf("old")).toEqual([])
})

function profileOf(provider: Provider): OAuth2Provider["profile"] {
  return provider.profile ?? { id: "" }
}
