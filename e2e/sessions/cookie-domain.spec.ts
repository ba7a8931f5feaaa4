// One session over subdomains: AUTH_COOKIE_DOMAIN. The app is reached as behind a proxy that speaks https.
import { appScope, openApp, type App } from "../support/app"
import { test as base, expect, Visitor } from "../support/fixtures"
import { approve, expectSignedIn } from "../support/flow"
import { seedUser } from "../support/seed"
import type { HttpResponse } from "../support/visitor"

const host = "app.portico.localhost"
const site = `https://${host}`
const headers = { "x-forwarded-host": host, "x-forwarded-proto": "https", origin: site }
const ofHost = "__Host-session"
const ofDomain = "__Secure-session"

const test = base.extend<object, { app: App; before: App }>({
  app: [
    async ({ hostile }, use, { project, workerIndex }) => {
      const env = { ...hostile.env, AUTH_URL: site, AUTH_COOKIE_DOMAIN: "portico.localhost" }
      const app = await openApp({ project: project.name, label: `domain-${workerIndex}`, env })
      await use(app)
      await app.close()
    },
    appScope,
  ],
  /** The same site before the variable was set, or after it was removed. */
  before: [
    async ({ hostile, app }, use, { project, workerIndex }) => {
      const env = { ...hostile.env, AUTH_URL: site, AUTH_SECRET: app.secret }
      const reachDatabase = async () => app.database
      const label = `host-${workerIndex}`
      const before = await openApp({ project: project.name, label, env, reachDatabase })
      await use(before)
      await before.close()
    },
    appScope,
  ],
})

test.use({ providerSet: "hostile" })

async function signIn(visitor: Visitor): Promise<HttpResponse> {
  const { location } = await visitor.post("/api/auth/signin/oidc", { headers })
  const { pathname, search } = new URL(await approve(visitor, location))
  const response = await visitor.get(pathname + search, { headers })
  expectSignedIn(response, `${site}/dashboard`)
  return response
}

/** The email address of the session that the app reads from these cookies. */
async function userOf(app: App, cookies: readonly string[]): Promise<string | null> {
  const cookie = cookies.join("; ")
  const { text } = await new Visitor(app.origin).get("/api/auth/session", { headers: { ...headers, cookie } })
  const session = JSON.parse(text) as { user: { email: string } } | null
  return session?.user.email ?? null
}

test("only the session cookie is shared with the domain", { tag: "@defaults" }, async ({ app }) => {
  const visitor = new Visitor(app.origin)
  const { setCookies } = await signIn(visitor)
  const session = setCookies.find((line) => line.includes("session")) ?? ""
  expect(session).toMatch(/^__Secure-session=[\w-]{43};/)
  for (const attribute of ["Domain=portico.localhost", "Path=/", "Secure", "HttpOnly", "SameSite=lax"])
    expect(session).toContain(`; ${attribute}`)
  const others = setCookies.filter((line) => line !== session)
  expect(others.length).toBeGreaterThan(1)
  for (const line of others) {
    expect(line).toMatch(/^__Host-/)
    expect(line).not.toMatch(/; Domain/i)
  }
  expect(visitor.cookiesNamed(ofHost)).toEqual([])
  expect((await visitor.get("/dashboard", { headers })).status).toBe(200)
})

test(
  "a second session cookie, which a subdomain can set, signs no visitor in to another account",
  { tag: "@fixation" },
  async ({ app, records }) => {
    const victim = await seedUser(records, app.origin, { email: "victim@example.test" })
    const attacker = await seedUser(records, app.origin, { email: "attacker@example.test" })
    const own = `${ofDomain}=${victim.cookie.value}`
    const planted = `${ofDomain}=${attacker.cookie.value}`
    const dead = ["x", "y", "z"].map((letter) => `${ofDomain}=${letter.repeat(43)}`)
    expect(await userOf(app, [own])).toBe("victim@example.test")
    expect(await userOf(app, [own, own])).toBe("victim@example.test")
    expect(await userOf(app, [planted, own])).toBeNull()
    expect(await userOf(app, [own, planted])).toBeNull()
    for (const cookies of [
      [dead[0] ?? "", own],
      [own, ...dead.slice(0, 2)],
    ])
      expect(await userOf(app, cookies), "an ended session does not count").toBe("victim@example.test")
    expect(await userOf(app, [planted, ...dead, own])).toBeNull()
    expect(await userOf(app, [`${ofHost}=${attacker.cookie.value}`, own])).toBe("victim@example.test")
    expect(await userOf(app, [`${ofHost}=${attacker.cookie.value}`])).toBeNull()
  },
)

test(
  "a sign-in ends the session of each cookie that came with it, and clears the one of the host",
  { tag: "@fixation" },
  async ({ app, records }) => {
    const [first, second, older] = await Promise.all(
      ["a", "b", "c"].map((name) => seedUser(records, app.origin, { email: `${name}@example.test` })),
    )
    const visitor = new Visitor(app.origin)
    const { location } = await visitor.post("/api/auth/signin/oidc", { headers })
    const { pathname, search } = new URL(await approve(visitor, location))
    const attempt = visitor.cookiesNamed("__Host-attempt-").map(({ name, value }) => `${name}=${value}`)
    const cookie = [
      ...attempt,
      `${ofDomain}=${first?.cookie.value}`,
      `${ofDomain}=${second?.cookie.value}`,
      `${ofHost}=${older?.cookie.value}`,
    ].join("; ")
    const { setCookies } = await visitor.get(pathname + search, { headers: { ...headers, cookie } })
    expect(setCookies.find((line) => line.startsWith(`${ofHost}=`))).toMatch(/^__Host-session=; .*Max-Age=0/)
    expect(await records.count("Session")).toBe(1)
    const [token] = visitor.cookiesNamed(ofDomain)
    expect(await userOf(app, [`${ofDomain}=${token?.value}`])).toBe("hanna@example.test")
  },
)

test(
  "signing out ends the sessions of both cookies and clears them, whether the variable is set or not",
  { tag: "@session-end" },
  async ({ app, before, records }) => {
    for (const [site, counts] of [
      [app, ofDomain],
      [before, ofHost],
    ] as const) {
      const [one, other] = await Promise.all(
        ["a", "b"].map((name) => seedUser(records, site.origin, { email: `${name}-${counts}@example.test` })),
      )
      const cookies = [`${ofDomain}=${one?.cookie.value}`, `${ofHost}=${other?.cookie.value}`]
      const expected = counts === ofDomain ? "a" : "b"
      expect(await userOf(site, cookies)).toBe(`${expected}-${counts}@example.test`)
      const cookie = cookies.join("; ")
      const { status, setCookies } = await new Visitor(site.origin).post("/api/auth/signout", {
        headers: { ...headers, cookie },
      })
      expect(status).toBe(303)
      expect(setCookies.find((line) => line.startsWith(`${ofHost}=`))).toMatch(
        /^__Host-session=; .*Max-Age=0/,
      )
      expect(setCookies.find((line) => line.startsWith(`${ofDomain}=`))).toMatch(
        /^__Secure-session=; .*Max-Age=0.*; Domain=portico\.localhost/,
      )
      expect(await records.count("Session")).toBe(0)
    }
  },
)
