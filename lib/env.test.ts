import { expect, test } from "@playwright/test"
import {
  addressForBrowser,
  basePathProblems,
  environmentProblems,
  isDeployed,
  isDevelopmentHost,
  isLoopback,
  loopbackProviderOrigins,
  readEnvironment,
} from "./env"
import { problemText } from "./problem"

const valid = {
  AUTH_URL: "https://app.example.com",
  AUTH_SECRET: "x".repeat(44),
  DATABASE_URL: "postgres://db.example.com/app",
}

/** The result of `read` with only these variables set. */
function withEnvironment<T>(variables: Record<string, string>, read: () => T): T {
  const before = { ...process.env }
  for (const name of Object.keys(process.env))
    if (/^(AUTH|DATABASE|DIRECT|VERCEL)/.test(name)) delete process.env[name]
  Object.assign(process.env, variables)
  try {
    return read()
  } finally {
    for (const name of Object.keys(variables)) delete process.env[name]
    Object.assign(process.env, before)
  }
}

const problems = (variables: Record<string, string>) =>
  withEnvironment(variables, environmentProblems).map(problemText)

test("a valid environment has no problems", () => {
  expect(problems(valid)).toEqual([])
})

for (const name of ["AUTH_URL", "AUTH_SECRET", "DATABASE_URL"])
  test(`${name} is named when it is unset or empty`, () => {
    expect(problems({ ...valid, [name]: " " })).toEqual([expect.stringMatching(`^${name} is not set\\. .+`)])
  })

for (const url of [
  "app.example.com",
  "ftp://app.example.com",
  "http://app.example.com",
  "https://app.example.com/päth",
  "https://app.example.com/a//b",
  "https://app.example.com/-a",
  "https://app.example.com/a?b",
])
  test(`AUTH_URL=${url} is rejected`, { tag: "@fail-open" }, () => {
    expect(problems({ ...valid, AUTH_URL: url })).toHaveLength(1)
  })

test("AUTH_URL may have a path, and the build must have the same", () => {
  for (const [url, basePath] of [
    ["https://example.com/app", "/app"],
    ["https://example.com/app/", "/app"],
    ["https://example.com/a/b.c_d-e", "/a/b.c_d-e"],
    ["https://example.com/", ""],
  ] as const) {
    expect(problems({ ...valid, AUTH_URL: url })).toEqual([])
    const { origin, ...environment } = withEnvironment({ ...valid, AUTH_URL: url }, readEnvironment)
    expect([origin, environment.basePath]).toEqual(["https://example.com", basePath])
  }
  for (const [built, expected] of [
    ["/app", []],
    [
      "",
      [
        "AUTH_URL has the path /app, but the app was built for an AUTH_URL with no path. Build again with the same AUTH_URL, as in `AUTH_URL=https://example.com/app npm run build`.",
      ],
    ],
    ["/other", [expect.stringContaining("built for an AUTH_URL with the path /other")]],
  ] as const)
    expect(basePathProblems("AUTH_URL", "/app", built).map(problemText)).toEqual(expected)
})

test("AUTH_PROXY_STRIPS_PATH is on or off, and needs a path", () => {
  const below = { ...valid, AUTH_URL: "https://example.com/app" }
  for (const value of ["on", "off", ""])
    expect(problems({ ...below, AUTH_PROXY_STRIPS_PATH: value })).toEqual([])
  for (const variables of [
    { ...below, AUTH_PROXY_STRIPS_PATH: "yes" },
    { ...valid, AUTH_PROXY_STRIPS_PATH: "on" },
  ])
    expect(problems(variables)).toEqual([expect.stringContaining("AUTH_PROXY_STRIPS_PATH")])
})

test("a short secret is rejected, and so is a short previous secret", { tag: "@defaults" }, () => {
  expect(problems({ ...valid, AUTH_SECRET: "short", AUTH_SECRET_PREVIOUS: "short" })).toHaveLength(2)
})

for (const value of ["0", "-1", "1.5", "1e3", "Off", "60/min", "1000000"])
  test(`AUTH_RATE_LIMIT=${value} is rejected`, { tag: ["@rate-limit"] }, () => {
    expect(problems({ ...valid, AUTH_RATE_LIMIT: value })).toEqual([expect.stringContaining(value)])
  })

for (const value of ["0", "31", "129", "64.0", "/64", "all"])
  test(`AUTH_IPV6_PREFIX=${value} is rejected`, { tag: ["@rate-limit"] }, () => {
    expect(problems({ ...valid, AUTH_IPV6_PREFIX: value })).toEqual([expect.stringContaining(value)])
  })

test("each invalid entry of AUTH_TRUST_PROXY is reported", { tag: ["@rate-limit"] }, () => {
  const texts = problems({ ...valid, AUTH_TRUST_PROXY: "10.0.0.0/8, nginx, 10.0.0.0/99" })
  expect(texts).toEqual([expect.stringContaining('"nginx"'), expect.stringContaining('"10.0.0.0/99"')])
})

test(
  "each invalid entry of AUTH_ALLOW is reported, and everyone may sign in without it",
  { tag: ["@fail-open"] },
  () => {
    const texts = problems({ ...valid, AUTH_ALLOW: "@example.com, example.org, *@example.net" })
    expect(texts).toEqual([
      expect.stringContaining('"example.org"'),
      expect.stringContaining('"*@example.net"'),
    ])
    expect(problems({ ...valid, AUTH_ALLOW: "," })).not.toEqual([])
    expect(withEnvironment({ ...valid, AUTH_ALLOW: " " }, readEnvironment).allowed).toBeNull()
    const { allowed } = withEnvironment({ ...valid, AUTH_ALLOW: "@example.com" }, readEnvironment)
    expect(allowed?.has("ada@example.com")).toBe(true)
    expect(allowed?.has("ada@example.org")).toBe(false)
  },
)

test("an incomplete redirect proxy is rejected, and so is an invalid origin", { tag: "@fail-open" }, () => {
  const whole = {
    ...valid,
    AUTH_REDIRECT_PROXY_URL: "https://app.example.com",
    AUTH_REDIRECT_PROXY_SECRET: "y".repeat(44),
    AUTH_REDIRECT_PROXY_ALLOW: "https://app-*-team.vercel.app",
  }
  expect(problems(whole)).toEqual([])
  for (const [name, value] of [
    ["AUTH_REDIRECT_PROXY_SECRET", ""],
    ["AUTH_REDIRECT_PROXY_URL", "https://app.example.com/app"],
    ["AUTH_REDIRECT_PROXY_URL", "http://app.example.com"],
    ["AUTH_REDIRECT_PROXY_SECRET", valid.AUTH_SECRET],
  ] as const)
    expect(problems({ ...whole, [name]: value })).toEqual([expect.stringContaining(name)])
})

test("by default, sign-ins are limited and no proxy is trusted", { tag: ["@defaults"] }, () => {
  expect(withEnvironment(valid, readEnvironment)).toMatchObject({
    rateLimit: 60,
    trustedProxies: null,
    ipv6Prefix: 64,
  })
})

test("a problem never quotes a secret or a password", { tag: ["@leak", "@GHSA-p6mm-27gq-9v3p"] }, () => {
  const texts = problems({
    AUTH_URL: "x",
    AUTH_SECRET: "hunter2",
    DATABASE_URL: "mysql://me:hunter2@db.example.com",
  }).join()
  expect(texts).not.toContain("hunter2")
})

test("the address on Vercel is the production address or a preview's branch address", () => {
  const vercel = {
    VERCEL_PROJECT_PRODUCTION_URL: "app.example.com",
    VERCEL_BRANCH_URL: "branch.example.com",
    VERCEL_URL: "own.example.com",
  }
  const { AUTH_URL: _, ...rest } = valid
  for (const deployment of [{ VERCEL_ENV: "production" }, { VERCEL_ENV: "preview" }])
    expect(
      withEnvironment({ ...rest, ...vercel, ...deployment }, () => [environmentProblems(), isDeployed()]),
    ).toEqual([[], true])
})

test("only loopback names and addresses are loopback", { tag: "@ssrf" }, () => {
  for (const host of ["localhost", "app.localhost", "127.0.0.1", "127.8.8.8", "[::1]"])
    expect(isLoopback(host)).toBe(true)
  for (const host of [
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "0.0.0.0",
    "10.0.0.1",
    "[::2]",
    "evillocalhost",
  ])
    expect(isLoopback(host)).toBe(false)
})

test("the development server knows its own hosts", { tag: "@host-header" }, () => {
  const env = { ...valid, AUTH_URL: "https://app.tunnel.example" }
  for (const [host, isOwn] of [
    ["localhost:3000", true],
    ["127.0.0.1:3000", true],
    ["[::1]:3000", true],
    ["app.localhost", true],
    ["app.tunnel.example", true],
    ["APP.tunnel.example", true],
    ["attacker.example:3000", false],
    ["localhost.attacker.example", false],
    ["localhost@attacker.example", false],
    ["192.168.0.7:3000", false],
    ["0.0.0.0:3000", false],
    ["", false],
    [null, false],
  ] as const)
    expect([host, withEnvironment(env, () => isDevelopmentHost(host))]).toEqual([host, isOwn])
})

test("only loopback issuers with plain http are added to the form policy", () => {
  const variables = {
    AUTH_OIDC_ISSUER: "http://localhost:4010/x",
    AUTH_GITHUB_ISSUER: "https://ghe.example.com",
    AUTH_OAUTH2_AUTHORIZATION: "http://evil.example/authorize",
  }
  expect(withEnvironment(variables, loopbackProviderOrigins)).toEqual(["http://localhost:4010"])
})

test(
  "only development sends the browser to forwarded ports, and is not deployed then",
  { tag: "@defaults" },
  () => {
    const addresses = [
      "http://localhost:4011/auth?x=http://localhost:4011",
      "http://localhost:40110/",
      "https://a.b/",
    ]
    const forwarded =
      "http://localhost:4010=https://fish-4010.app.example,http://localhost:4011=https://fish-4011.app.example"
    const inMode = (mode: string) =>
      withEnvironment(
        { NODE_ENV: mode, AUTH_URL: "https://fish-3000.app.example", PORTICO_FORWARDED: forwarded },
        () => ({ sent: addresses.map(addressForBrowser), isDeployed: isDeployed() }),
      )
    const sent = ["https://fish-4011.app.example/auth?x=http://localhost:4011", ...addresses.slice(1)]
    expect(inMode("development")).toEqual({ sent, isDeployed: false })
    expect(inMode("production")).toEqual({ sent: addresses, isDeployed: true })
  },
)
