import { expect, test } from "@playwright/test"
import { environmentProblems, isDeployed, isLoopback, loopbackProviderOrigins, readEnvironment } from "./env"
import { problemText } from "./problem"

const sound = {
  AUTH_URL: "https://app.example.com",
  AUTH_SECRET: "x".repeat(44),
  DATABASE_URL: "postgres://db.example.com/app",
}

/** Runs `read` with these variables alone. */
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
  expect(problems(sound)).toEqual([])
})

for (const name of ["AUTH_URL", "AUTH_SECRET", "DATABASE_URL"])
  test(`${name} is named when it is unset or empty`, () => {
    expect(problems({ ...sound, [name]: " " })).toEqual([expect.stringMatching(`^${name} is not set\\. .+`)])
  })

for (const url of [
  "app.example.com",
  "ftp://app.example.com",
  "http://app.example.com",
  "https://app.example.com/path",
])
  test(`AUTH_URL=${url} is rejected`, { tag: "@fail-open" }, () => {
    expect(problems({ ...sound, AUTH_URL: url })).toHaveLength(1)
  })

test("a short secret is refused, the previous one too", { tag: "@defaults" }, () => {
  expect(problems({ ...sound, AUTH_SECRET: "short", AUTH_SECRET_PREVIOUS: "short" })).toHaveLength(2)
})

for (const value of ["0", "-1", "1.5", "1e3", "Off", "60/min", "1000000"])
  test(`AUTH_RATE_LIMIT=${value} is rejected`, { tag: ["@rate-limit"] }, () => {
    expect(problems({ ...sound, AUTH_RATE_LIMIT: value })).toEqual([expect.stringContaining(value)])
  })

test("AUTH_TRUST_PROXY is refused entry by entry", { tag: ["@rate-limit"] }, () => {
  const told = problems({ ...sound, AUTH_TRUST_PROXY: "10.0.0.0/8, nginx, 10.0.0.0/99" })
  expect(told).toEqual([expect.stringContaining('"nginx"'), expect.stringContaining('"10.0.0.0/99"')])
})

test("half a redirect proxy is refused, and one that is no origin", { tag: "@fail-open" }, () => {
  const whole = {
    ...sound,
    AUTH_REDIRECT_PROXY_URL: "https://app.example.com",
    AUTH_REDIRECT_PROXY_SECRET: "y".repeat(44),
    AUTH_REDIRECT_PROXY_ALLOW: "https://app-*-team.vercel.app",
  }
  expect(problems(whole)).toEqual([])
  for (const [name, value] of [
    ["AUTH_REDIRECT_PROXY_SECRET", ""],
    ["AUTH_REDIRECT_PROXY_URL", "https://app.example.com/api/auth"],
    ["AUTH_REDIRECT_PROXY_URL", "http://app.example.com"],
    ["AUTH_REDIRECT_PROXY_SECRET", sound.AUTH_SECRET],
  ] as const)
    expect(problems({ ...whole, [name]: value })).toEqual([expect.stringContaining(name)])
})

test("without a setting sign-ins are limited and no header is believed", { tag: ["@defaults"] }, () => {
  expect(withEnvironment(sound, readEnvironment)).toMatchObject({ rateLimit: 60, trustedProxies: null })
})

test("a problem never quotes a secret or a password", { tag: ["@leak", "@GHSA-p6mm-27gq-9v3p"] }, () => {
  const told = problems({
    AUTH_URL: "x",
    AUTH_SECRET: "hunter2",
    DATABASE_URL: "mysql://me:hunter2@db.example.com",
  }).join()
  expect(told).not.toContain("hunter2")
})

test("on Vercel the address is the production one, a preview's branch, else its own", () => {
  const vercel = {
    VERCEL_PROJECT_PRODUCTION_URL: "app.example.com",
    VERCEL_BRANCH_URL: "branch.example.com",
    VERCEL_URL: "own.example.com",
  }
  const { AUTH_URL: _, ...rest } = sound
  for (const more of [{ VERCEL_ENV: "production" }, { VERCEL_ENV: "preview" }])
    expect(
      withEnvironment({ ...rest, ...vercel, ...more }, () => [environmentProblems(), isDeployed()]),
    ).toEqual([[], true])
})

test("only this machine's own names are loopback", { tag: "@ssrf" }, () => {
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

test("only plain http on this machine widens the form policy", () => {
  const variables = {
    AUTH_OIDC_ISSUER: "http://localhost:4010/x",
    AUTH_GITHUB_ISSUER: "https://ghe.example.com",
    AUTH_OAUTH2_AUTHORIZATION: "http://evil.example/authorize",
  }
  expect(withEnvironment(variables, loopbackProviderOrigins)).toEqual(["http://localhost:4010"])
})
