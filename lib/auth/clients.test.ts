import { expect, test } from "@playwright/test"
import { unitEnvironment } from "../environment.fixture"
import { variable } from "./client-variables"
import { clientProblems, clients, isIssuerOf } from "./clients"
import * as catalogue from "./providers"

// The clients are read once per process, so this file uses one environment.
for (const name of Object.keys(process.env)) if (name.startsWith("AUTH_")) delete process.env[name]
Object.assign(process.env, {
  ...unitEnvironment,
  AUTH_GITHUB_ID: "github-id",
  AUTH_GITHUB_SECRET: "github-secret",
  AUTH_OIDC_ID: "oidc-id",
  AUTH_OIDC_SECRET: "oidc-secret",
  AUTH_OIDC_ISSUER: "http://localhost:4010/",
  AUTH_OIDC_NAME: "Portico ID",
  AUTH_OAUTH2_ID: "oauth2-id",
  AUTH_OAUTH2_SECRET: "oauth2-secret",
  AUTH_OAUTH2_AUTHORIZATION: "https://service.example.com/authorize",
  AUTH_OAUTH2_TOKEN: "https://service.example.com/token",
  AUTH_OAUTH2_USERINFO: "https://api.service.example.com/me",
  AUTH_OAUTH2_PROFILE_ID: "data.id",
  AUTH_OAUTH1_ID: "oauth1-id",
  AUTH_OAUTH1_SECRET: "oauth1-secret",
  AUTH_OAUTH1_REQUEST_TOKEN: "https://old.example.com/request_token",
  AUTH_OAUTH1_AUTHORIZATION: "https://old.example.com/authorize",
  AUTH_OAUTH1_TOKEN: "https://old.example.com/access_token",
  AUTH_OAUTH1_USERINFO: "https://api.old.example.com/me",
  AUTH_OAUTH1_PROFILE_ID: "user.id",
  AUTH_TWITTER_LEGACY_ID: "x-id",
  AUTH_TWITTER_LEGACY_SECRET: "x-secret",
  AUTH_TWITTER_LEGACY_ISSUER: "https://x.example.com/",
})

/** Runs `read` with one variable changed. */
function withVariable<T>(name: string, value: string, read: () => T): T {
  const before = process.env[name]
  process.env[name] = value
  try {
    return read()
  } finally {
    if (before === undefined) delete process.env[name]
    else process.env[name] = before
  }
}

const byId = () => Object.fromEntries(clients().map((client) => [client.provider.id, client]))

test("a provider is enabled when all its variables are set", () => {
  expect(Object.keys(byId())).toEqual(["github", "oauth1", "oauth2", "oidc", "twitter-legacy"])
  expect(clientProblems(false)).toEqual([])
})

test("a partly configured provider is a problem that names the missing variables", () => {
  expect(withVariable("AUTH_GOOGLE_ID", "google-id", () => clientProblems(false))).toEqual([
    {
      variable: "AUTH_GOOGLE_SECRET",
      problem: "is not set, but AUTH_GOOGLE_ID is.",
      fix: expect.stringContaining("or none"),
    },
  ])
})

test("a missing setting is named with an example", () => {
  const provider = Object.values(catalogue).find(({ custom, examples }) => examples && !custom)
  test.skip(!provider, "no provider of this checkout has a required setting")
  const { id = "", examples = {} } = provider ?? {}
  const [name = "", example = ""] = Object.entries(examples)[0] ?? []
  expect(withVariable(variable(id, "id"), "id", () => clientProblems(false))).toEqual([
    expect.objectContaining({
      fix: expect.stringContaining(`${variable(id, name)} looks like ${example}`),
    }),
  ])
})

test("an empty variable counts as unset", () => {
  expect(withVariable("AUTH_GITHUB_SECRET", "  ", () => clientProblems(false))).toEqual([
    expect.objectContaining({ variable: "AUTH_GITHUB_SECRET" }),
  ])
})

test("plain http is accepted for loopback hosts only, and never when deployed", { tag: "@ssrf" }, () => {
  const problems = (issuer: string, deployed: boolean) =>
    withVariable("AUTH_OIDC_ISSUER", issuer, () => clientProblems(deployed))
  expect(problems("http://localhost:4010", false)).toEqual([])
  expect(problems("http://localhost:4010", true)).toHaveLength(1)
  expect(problems("http://id.example.com", false)).toHaveLength(1)
  expect(problems("ftp://localhost", false)).toHaveLength(1)
  expect(problems("id.example.com", false)).toEqual([
    expect.objectContaining({
      variable: "AUTH_OIDC_ISSUER",
      problem: "is not a web address: id.example.com.",
    }),
  ])
})

test("GitHub without an issuer setting is at github.com", () => {
  expect(byId().github).toMatchObject({
    issuer: "https://github.com/login/oauth",
    loopback: false,
    provider: {
      userinfo: "https://api.github.com/user",
      extraRequests: { emails: "https://api.github.com/user/emails" },
    },
  })
})

test("the generic providers have the values of their variables", () => {
  expect(byId().oidc).toMatchObject({
    issuer: "http://localhost:4010/",
    loopback: true,
    provider: { name: "Portico ID" },
  })
  expect(byId().oauth2?.provider).toMatchObject({
    authorization: "https://service.example.com/authorize",
    userinfo: "https://api.service.example.com/me",
    profile: { id: "data.id", name: "name" },
  })
})

test("OAuth 1.0 providers have a request token address and a userinfo address", () => {
  expect(byId().oauth1).toMatchObject({
    issuer: "https://old.example.com/authorize",
    loopback: false,
    provider: {
      requestToken: "https://old.example.com/request_token",
      userinfo: "https://api.old.example.com/me",
      profile: { id: "user.id", name: "name" },
    },
  })
  expect(byId()["twitter-legacy"]).toMatchObject({
    issuer: "https://x.example.com",
    provider: { requestToken: "https://x.example.com/oauth/request_token" },
  })
})

test("the temporary credentials address must be https or loopback", { tag: "@ssrf" }, () => {
  const problems = (address: string, deployed = false) =>
    withVariable("AUTH_OAUTH1_REQUEST_TOKEN", address, () => clientProblems(deployed))
  expect(problems("http://localhost:4013/request_token")).toEqual([])
  expect(problems("http://old.example.com/request_token")).toHaveLength(1)
  expect(problems("request_token")).toEqual([
    expect.objectContaining({ variable: "AUTH_OAUTH1_REQUEST_TOKEN" }),
  ])
})

test("the redirect URI comes from AUTH_URL", () => {
  expect(byId().github?.redirectUri).toBe("http://localhost:3000/api/auth/github/callback")
})

test(
  "accounts of a client have its issuer, with or without the slash after the host",
  { tag: "@identity" },
  () => {
    const [client] = clients().filter(({ provider }) => provider.id === "oidc")
    const isOurs = (issuer: string, configured: string) =>
      client !== undefined && isIssuerOf({ ...client, issuer: configured }, issuer)
    for (const [issuer, configured] of [
      ["https://acme.example/", "https://acme.example"],
      ["https://acme.example", "https://acme.example/"],
      ["https://acme.example/one", "https://acme.example/one"],
      ["https://acme.example", "https://ACME.example"],
      ["acme", "acme"],
    ] as const)
      expect(isOurs(issuer, configured), `${issuer} at ${configured}`).toBe(true)
    for (const [issuer, configured] of [
      ["https://acme.example/one/", "https://acme.example/one"],
      ["https://acme.example/one", "https://acme.example"],
      ["http://acme.example", "https://acme.example"],
      ["https://acme.example.evil.example", "https://acme.example"],
    ] as const)
      expect(isOurs(issuer, configured), `${issuer} at ${configured}`).toBe(false)
  },
)
