// An invalid environment stops the app at start, with a line that names the variable, the problem and the fix.
import { readFileSync } from "node:fs"
import { openApp } from "../support/app"
import { expect, test, Visitor } from "../support/fixtures"

const github = { AUTH_GITHUB_ID: "id", AUTH_GITHUB_SECRET: "secret" }
const deployed = { AUTH_URL: "https://app.example.com" }

const problems: { title: string; env: Record<string, string>; line: RegExp }[] = [
  { title: "no AUTH_URL", env: { AUTH_URL: "" }, line: /AUTH_URL is not set/ },
  { title: "an AUTH_URL that is not a URL", env: { AUTH_URL: "app.example.com" }, line: /AUTH_URL/ },
  {
    title: "an AUTH_URL with a path, without a build for it",
    env: { AUTH_URL: "http://localhost:1/app" },
    line: /AUTH_URL has the path \/app, but the app was built for an AUTH_URL with no path/,
  },
  {
    title: "a domain of the session cookie that is not the host's",
    env: { ...deployed, AUTH_COOKIE_DOMAIN: "ple.com" },
    line: /AUTH_COOKIE_DOMAIN is ple\.com, which is neither/,
  },
  {
    title: "plain http on a public host",
    env: { AUTH_URL: "http://app.example.com" },
    line: /AUTH_URL.*https/,
  },
  { title: "no secret", env: { AUTH_SECRET: "" }, line: /AUTH_SECRET is not set.*openssl/ },
  { title: "a short secret", env: { AUTH_SECRET: "short" }, line: /AUTH_SECRET is shorter/ },
  {
    title: "a short previous secret",
    env: { AUTH_SECRET_PREVIOUS: "short" },
    line: /AUTH_SECRET_PREVIOUS is shorter/,
  },
  { title: "no database", env: { DATABASE_URL: "" }, line: /DATABASE_URL is not set/ },
  { title: "a database of another kind", env: { DATABASE_URL: "mysql://localhost/x" }, line: /DATABASE_URL/ },
  {
    title: "a proxy that is a host name",
    env: { AUTH_TRUST_PROXY: "10.0.0.0/8, nginx" },
    line: /AUTH_TRUST_PROXY has "nginx"/,
  },
  { title: "a rate limit that is not a number", env: { AUTH_RATE_LIMIT: "many" }, line: /AUTH_RATE_LIMIT/ },
  {
    title: "an incomplete redirect proxy",
    env: { AUTH_REDIRECT_PROXY_URL: "https://app.example.com" },
    line: /AUTH_REDIRECT_PROXY_SECRET, AUTH_REDIRECT_PROXY_ALLOW are not set.*https:\/\/app-\*-team/,
  },
  {
    title: "a provider without its secret",
    env: { AUTH_GITHUB_ID: "id" },
    line: /AUTH_GITHUB_SECRET.*AUTH_GITHUB_ID/,
  },
  {
    title: "a provider without its issuer",
    env: { AUTH_OIDC_ID: "id", AUTH_OIDC_SECRET: "secret" },
    line: /AUTH_OIDC_ISSUER/,
  },
  {
    title: "a named provider without its issuer",
    env: { AUTH_OIDC_ACME_ID: "id", AUTH_OIDC_ACME_SECRET: "secret" },
    line: /AUTH_OIDC_ACME_ISSUER is not set.*looks like https:/,
  },
  {
    title: "a way to authenticate that does not exist",
    env: {
      AUTH_OIDC_ID: "id",
      AUTH_OIDC_SECRET: "secret",
      AUTH_OIDC_ISSUER: "https://id.example.com",
      AUTH_OIDC_TOKEN_AUTH: "body",
    },
    line: /AUTH_OIDC_TOKEN_AUTH is body\. Set it to one of client_secret_basic, client_secret_post/,
  },
  {
    title: "a way to authenticate that the provider does not have",
    env: { ...github, AUTH_GITHUB_TOKEN_AUTH: "none" },
    line: /AUTH_GITHUB_TOKEN_AUTH is none\. Set it to/,
  },
  {
    title: "headers that are not written as in HTTP",
    env: {
      AUTH_OAUTH2_ID: "id",
      AUTH_OAUTH2_SECRET: "secret",
      AUTH_OAUTH2_AUTHORIZATION: "https://acme.example/authorize",
      AUTH_OAUTH2_TOKEN: "https://acme.example/token",
      AUTH_OAUTH2_USERINFO: "https://acme.example/me",
      AUTH_OAUTH2_HEADERS: "x-api-key=1",
    },
    line: /AUTH_OAUTH2_HEADERS is not a list of headers\. .*x-api-key: \{client_id\}/,
  },
  {
    title: "an issuer that is not a URL",
    env: { ...github, AUTH_GITHUB_ISSUER: "github.example.com" },
    line: /AUTH_GITHUB_ISSUER/,
  },
  {
    title: "a provider over plain http on another host",
    env: { ...github, AUTH_GITHUB_ISSUER: "http://github.example.com" },
    line: /GitHub.*http/,
  },
  {
    title: "a deployed app with a local identity server",
    env: { ...deployed, ...github, AUTH_GITHUB_ISSUER: "http://localhost:4011" },
    line: /GitHub.*https/,
  },
]

for (const [index, { title, env, line: expected }] of problems.entries()) {
  test(`the app does not start with ${title}`, { tag: ["@fail-open", "@GHSA-8fpg-xm3f-6cx3"] }, async () => {
    const start = openApp({ project: "e2e", label: `problem-${test.info().workerIndex}-${index}`, env })
    const error = await start.then(
      async (app) => {
        await app.close()
        return "it started"
      },
      (error: Error) => error.message,
    )
    expect(error).toContain("code 1")
    expect(
      error.split("\n").some((line) => expected.test(line)),
      error,
    ).toBe(true)
    expect(error, "no stack trace in the output").not.toMatch(/^\s+at /m)
  })
}

test("a deployed app requires https and sets __Host- cookies", { tag: "@defaults" }, async () => {
  const app = await openApp({
    project: "e2e",
    label: `deployed-${test.info().workerIndex}`,
    env: { ...deployed, ...github },
  })
  try {
    const proxied = {
      "x-forwarded-host": "app.example.com",
      "x-forwarded-proto": "https",
      origin: deployed.AUTH_URL,
    }
    const visitor = new Visitor(app.origin)
    const page = await visitor.get("/signin", { headers: proxied })
    expect(page.status).toBe(200)
    expect(page.headers["strict-transport-security"]).toMatch(/max-age=\d{8}/)
    expect(page.headers["content-security-policy"]).not.toContain("http:")

    const started = await visitor.post("/api/auth/signin/github", { headers: proxied })
    expect(started.status).toBe(303)
    for (const { headers } of [
      started,
      await visitor.get("/api/auth/session", { headers: proxied }),
      await visitor.get("/api/auth/nothing", { headers: proxied }),
      await visitor.get("/api/health", { headers: proxied }),
    ])
      expect(headers).toMatchObject({
        "strict-transport-security": expect.stringMatching(/max-age=\d{8}/),
        "x-content-type-options": "nosniff",
      })
    const authorization = new URL(started.location)
    expect(authorization.origin).toBe("https://github.com")
    expect(authorization.searchParams.get("redirect_uri")).toBe(
      "https://app.example.com/api/auth/github/callback",
    )
    const [cookie = ""] = started.setCookies
    expect(cookie).toMatch(/^__Host-attempt-/)
    expect(cookie).toMatch(/; Secure/i)
    expect(cookie).toMatch(/; Path=\/(;|$)/i)
    expect(cookie).not.toMatch(/; Domain/i)
    expect(readFileSync(app.log, "utf8").match(/AUTH_TRUST_PROXY is not set/g)).toHaveLength(1)
  } finally {
    await app.close()
  }
})

test("the sign-in page says so when no provider is enabled", async () => {
  const app = await openApp({ project: "e2e", label: `bare-${test.info().workerIndex}`, env: {} })
  try {
    const { status, text } = await new Visitor(app.origin).get("/signin")
    expect(status).toBe(200)
    expect(text).toContain("Sign-in is not set up on this site yet.")
    expect(text, "hints are for development").not.toContain("AUTH_GITHUB_ID")
  } finally {
    await app.close()
  }
})
