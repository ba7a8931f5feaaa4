// Rate limits over two instances that share only their database.
import { appScope, openApp, type App, type AppOptions } from "../support/app"
import { test as base, expect, Visitor } from "../support/fixtures"
import { approve, begin, errorCode, expectError, expectSignedIn } from "../support/flow"
import type { HostileProvider } from "../support/hostile-provider"
import { seedUser } from "../support/seed"
import { submitAction } from "../support/server-action"
import type { HttpResponse } from "../support/visitor"

const limit = 5
const env = { AUTH_RATE_LIMIT: String(limit), AUTH_TRUST_PROXY: "10.0.0.0/8, 127.0.0.1" }
// Without it, an issuer of no account signs logout tokens by RS256.
const signature = { AUTH_OIDC_ID_TOKEN_ALG: "ES256" }
const tag = "@rate-limit"

async function useApp(wanted: Omit<AppOptions, "project">, use: (app: App) => Promise<void>): Promise<void> {
  const app = await openApp({ project: "e2e", ...wanted })
  await use(app)
  await app.close()
}

const test = base.extend<object, { twin: App; unproxied: App; onVercel: App }>({
  app: [
    ({ hostile }, use, { workerIndex }) =>
      useApp({ label: `limits-${workerIndex}`, env: { ...hostile.env, ...signature, ...env } }, use),
    appScope,
  ],
  twin: [
    ({ app, hostile }, use, { workerIndex }) =>
      useApp(
        {
          label: `limits-twin-${workerIndex}`,
          env: { ...hostile.env, ...env },
          reachDatabase: async () => app.database,
        },
        use,
      ),
    appScope,
  ],
  unproxied: [
    ({ hostile }, use, { workerIndex }) =>
      useApp(
        { label: `unproxied-${workerIndex}`, env: { ...hostile.env, ...signature, AUTH_RATE_LIMIT: "1" } },
        use,
      ),
    appScope,
  ],
  onVercel: [
    ({ hostile }, use, { workerIndex }) =>
      useApp(
        { label: `vercel-${workerIndex}`, env: { ...hostile.env, AUTH_RATE_LIMIT: "1", VERCEL: "1" } },
        use,
      ),
    appScope,
  ],
})

/** The header that our own proxy adds for a client. */
const from = (address: string) => ({ "x-forwarded-for": `${address}, 10.0.0.1` })

function start(
  { origin }: { origin: string },
  headers: Record<string, string | string[]>,
  providerId = "oidc",
): Promise<HttpResponse> {
  return new Visitor(origin).post(`/api/auth/signin/${providerId}`, { headers })
}

/** Starts as many sign-ins as the limit allows. */
async function exhaust(app: App, address: string): Promise<void> {
  for (let count = 0; count < limit; count++) expect((await start(app, from(address))).status).toBe(303)
}

function expectLimited(response: HttpResponse): void {
  expectError(response, "rate_limited", 429)
  expect(Number(response.headers["retry-after"])).toBeGreaterThan(0)
  expect(Number(response.headers["retry-after"])).toBeLessThanOrEqual(60)
  expect(response.setCookies).toEqual([])
}

const count = (responses: HttpResponse[], status: number) =>
  responses.filter((response) => response.status === status).length

test(
  "simultaneous attempts over two instances are accepted exactly up to the limit",
  { tag },
  async ({ app, twin }) => {
    const instances = Array.from({ length: 15 }, () => [app, twin]).flat()
    const responses = await Promise.all(instances.map((instance) => start(instance, from("203.0.113.7"))))
    expect([count(responses, 303), count(responses, 429)]).toEqual([limit, instances.length - limit])
    for (const response of responses.filter(({ status }) => status === 429)) expectLimited(response)
    expect((await start(twin, from("203.0.113.8"))).status, "another client").toBe(303)
  },
)

test("after a minute, attempts are accepted again", { tag }, async ({ app, records }) => {
  await exhaust(app, "203.0.113.7")
  expectLimited(await start(app, from("203.0.113.7")))
  await records.query(`UPDATE "RateLimit" SET "until" = now() - interval '1 second'`)
  await exhaust(app, "203.0.113.7")
  expectLimited(await start(app, from("203.0.113.7")))
})

const disguises: { title: string; headers: Record<string, string | string[]> }[] = [
  { title: "an address that the client sent", headers: from("198.51.100.1, 203.0.113.7") },
  { title: "a proxy's address that the client sent", headers: from("10.0.0.9, 203.0.113.7") },
  { title: "invalid addresses that the client sent", headers: from("unknown, ,]], 203.0.113.7") },
  { title: "a header of two lines", headers: { "x-forwarded-for": ["198.51.100.1", "203.0.113.7"] } },
  { title: "a port", headers: from("203.0.113.7:50123") },
  { title: "the address as IPv6", headers: from("::ffff:203.0.113.7") },
  { title: "the address as IPv6 in hex", headers: from("[::FFFF:CB00:7107]:443") },
  {
    title: "the headers of other proxies",
    headers: {
      ...from("203.0.113.7"),
      "x-real-ip": "198.51.100.1",
      "x-client-ip": "198.51.100.1",
      "true-client-ip": "198.51.100.1",
      "cf-connecting-ip": "198.51.100.1",
      "x-vercel-forwarded-for": "198.51.100.1",
      forwarded: "for=198.51.100.1",
    },
  },
]

for (const { title, headers } of disguises)
  test(`${title} does not bypass the limit`, { tag: [tag, "@better-auth-10203"] }, async ({ app }) => {
    await exhaust(app, "203.0.113.7")
    expectLimited(await start(app, headers))
  })

test("another provider does not bypass the limit", { tag }, async ({ app }) => {
  await exhaust(app, "203.0.113.7")
  for (const providerId of ["github", "oauth2"])
    expectLimited(await start(app, from("203.0.113.7"), providerId))
})

test("another address of the same /64 does not bypass the limit", { tag }, async ({ app }) => {
  await exhaust(app, "2001:db8:1:2::1")
  expectLimited(await start(app, from("[2001:db8:1:2:ffff:ffff:ffff:ffff]")))
  expect((await start(app, from("2001:db8:1:3::1"))).status).toBe(303)
})

const variants = [
  "//api/auth/signin/oidc",
  "/api//auth/signin/oidc",
  "/api/auth//signin//oidc",
  "/api/auth/signin/oidc/",
  "/api/auth/signin/./oidc",
  "/api/auth/x/../signin/oidc",
  "/api/auth/signin/%6fidc",
  "/api/auth/%73ignin/oidc",
  "/api%2Fauth/signin/oidc",
  "/api/auth/signin/oidc%2f",
  "/api/auth/signin/OIDC",
  "/API/auth/signin/oidc",
  "/api/auth/signin\\oidc",
  "/api/auth/signin/oidc;x",
  "/api/auth/signin/oidc?x=1",
  "/api/auth/signin/oidc.json",
]

for (const path of variants)
  test(
    `${path} does not bypass the limit`,
    { tag: [tag, "@path", "@GHSA-x732-6j76-qmhm"] },
    async ({ app, visitor }) => {
      await exhaust(app, "203.0.113.7")
      let response = await visitor.post(path, { headers: from("203.0.113.7") })
      for (let hops = 0; response.status === 308 && hops < 3; hops++)
        response = await visitor.post(response.location, { headers: from("203.0.113.7") })
      expect(response.status).toBeGreaterThanOrEqual(400)
      expect(response.setCookies).toEqual([])
    },
  )

test("a server action counts like a POST", { tag }, async ({ app, records }) => {
  const { visitor } = await seedUser(records, app.origin)
  await exhaust(app, "203.0.113.7")
  const response = await submitAction(visitor, "/dashboard/accounts", {
    form: "Link Hostile OpenID",
    headers: from("203.0.113.7"),
  })
  expect(new URL(response.location).searchParams.get("error")).toBe("rate_limited")
  expect(visitor.cookiesNamed("attempt-")).toEqual([])
})

test(
  "a rate-limited browser is redirected to a page and keeps its destination",
  { tag },
  async ({ app, visitor }) => {
    await exhaust(app, "203.0.113.7")
    const headers = { ...from("203.0.113.7"), accept: "text/html" }
    const response = await visitor.post("/api/auth/signin/oidc", {
      headers,
      form: { callbackUrl: "/invoices" },
    })
    expect(response.status).toBe(303)
    const { pathname, searchParams } = new URL(response.location)
    expect([pathname, searchParams.get("error"), searchParams.get("callbackUrl")]).toEqual([
      "/signin",
      "rate_limited",
      "/invoices",
    ])
    expect((await visitor.get(response.location)).text).toContain("Please wait a minute")
  },
)

test(
  "callbacks without an attempt cost the visitor and the neighbours nothing",
  { tag },
  async ({ app, twin, visitor, records }) => {
    const headers = from("203.0.113.7")
    const paths = ["/api/auth/oidc/callback", "/api/auth/callback/github"]
    for (let count = 0; count < 3 * limit; count++) {
      const other = new Visitor((count % 2 ? app : twin).origin)
      const response = await other.get(`${paths[count % 2]}?state=x&code=y`, { headers })
      expect(errorCode(response)).toBe("attempt_missing")
    }
    expect(await records.query('SELECT * FROM "RateLimit"')).toEqual([])
    const callback = await approve(visitor, await begin(visitor, "oidc"))
    expectSignedIn(await visitor.get(callback, { headers }), `${app.origin}/dashboard`)
  },
)

test(
  "a callback over the limit of its attempt keeps it and signs in a minute later",
  { tag },
  async ({ app, visitor, records }) => {
    const callback = await approve(visitor, await begin(visitor, "oidc", { callbackUrl: "/invoices" }))
    const wrongCode = callback.replace(/code=[^&]*/, "code=wrong")
    for (let count = 0; count < 5; count++)
      expect(errorCode(await visitor.copy().get(wrongCode))).toBe("token_refused")
    expectLimited(await visitor.get(callback))
    const page = await visitor.get(callback, { headers: { accept: "text/html" } })
    expect(Object.fromEntries(new URL(page.location).searchParams)).toMatchObject({
      error: "rate_limited",
      callbackUrl: "/invoices",
    })
    expect(visitor.cookiesNamed("attempt-")).toHaveLength(1)

    await records.query(`UPDATE "RateLimit" SET "until" = now() - interval '1 second'`)
    expectSignedIn(await visitor.get(callback), `${app.origin}/invoices`)
  },
)

test("sign-ins and callbacks have separate limits", { tag }, async ({ app, visitor }) => {
  const headers = from("203.0.113.7")
  await exhaust(app, "203.0.113.7")
  expect(errorCode(await visitor.get("/api/auth/oidc/callback?state=x", { headers }))).toBe("attempt_missing")
})

const junkToken = (hostile: HostileProvider) => hostile.forger.sign(logoutClaims(hostile))

const logoutClaims = ({ origin }: HostileProvider) => ({
  iss: origin,
  aud: "client",
  iat: Math.floor(Date.now() / 1000),
  jti: "j1",
  sub: "4711",
  events: { "http://schemas.openid.net/event/backchannel-logout": {} },
})

function postLogout({ origin }: App, token: string, headers: Record<string, string>): Promise<HttpResponse> {
  const path = "/api/auth/oidc/backchannel-logout"
  return new Visitor(origin).request("POST", path, { form: { logout_token: token }, headers })
}

test(
  "invalid logout tokens have a limit of their own, and valid ones none",
  { tag },
  async ({ app, hostile, records }) => {
    const attacker = from("203.0.113.7")
    const valid = await hostile.sign(logoutClaims(hostile))
    for (let count = 0; count < 3 * limit; count++)
      expect((await postLogout(app, valid, attacker)).status).toBe(200)
    expect(await records.query('SELECT * FROM "RateLimit"')).toEqual([])
    for (let count = 0; count < limit; count++)
      expectError(await postLogout(app, await junkToken(hostile), attacker), "logout_token_invalid", 400)
    expectLimited(await postLogout(app, await junkToken(hostile), attacker))
    expectLimited(await postLogout(app, valid, attacker))
    expect((await postLogout(app, valid, from("203.0.113.8"))).status).toBe(200)
    expect((await start(app, attacker)).status).toBe(303)
    await records.query(`UPDATE "RateLimit" SET "until" = now() - interval '1 second'`)
    expect((await postLogout(app, valid, attacker)).status).toBe(200)
  },
)

test(
  "when client addresses are unknown, invalid logout tokens do not stop valid ones",
  { tag },
  async ({ unproxied, hostile }) => {
    for (let count = 0; count < 25; count++)
      expectError(await postLogout(unproxied, await junkToken(hostile), {}), "logout_token_invalid", 400)
    const valid = await hostile.sign(logoutClaims(hostile))
    expect((await postLogout(unproxied, valid, {})).status).toBe(200)
  },
)

test("requests for unknown providers store no counts", { tag }, async ({ app, visitor, records }) => {
  for (let number = 0; number < 3 * limit; number++) {
    expectError(await start(app, from("203.0.113.7"), `made-up-${number}`), "unknown_provider", 404)
    expectError(await visitor.get(`/api/auth/made-up-${number}/callback`), "unknown_provider", 404)
  }
  expect(await records.query('SELECT * FROM "RateLimit"')).toEqual([])
})

test("expired counts are deleted in batches", { tag }, async ({ app, records }) => {
  await records.query(
    `INSERT INTO "RateLimit" SELECT 'old ' || n, 1, now() - interval '1 hour' FROM generate_series(1, 70) n`,
  )
  const left = async () => {
    const [row] = await records.query<{ left: number }>(`SELECT count(*)::int AS left FROM "RateLimit"`)
    return row?.left
  }
  await start(app, from("203.0.113.7"))
  await expect.poll(left).toBe(21)
  await start(app, from("203.0.113.8"))
  await expect.poll(left).toBe(2)
})

test("sessions and activity store the client's address", async ({ visitor, hostile, records }) => {
  const headers = { ...from("198.51.100.1, 203.0.113.7"), "user-agent": "x".repeat(1_000) }
  const finish = async () => visitor.get(await approve(visitor, await begin(visitor, "oidc")), { headers })
  await finish()
  const [session] = await records.query('SELECT "address", length("userAgent") AS browser FROM "Session"')
  expect(session).toEqual({ address: "203.0.113.7", browser: 512 })
  await visitor.post("/api/auth/signout", { headers: from("203.0.113.8") })
  hostile.behave({ claims: (claims) => ({ ...claims, nonce: "another" }) })
  expectError(await finish(), "id_token_invalid", 502)
  expect(await records.query('SELECT "event", "address" FROM "Activity" ORDER BY "at"')).toEqual([
    { event: "signed_in", address: "203.0.113.7" },
    { event: "signed_out", address: "203.0.113.8" },
    { event: "refused", address: "203.0.113.7" },
  ])
})

test(
  "when client addresses are unknown, all visitors of a provider share one limit",
  { tag: [tag, "@better-auth-10203"] },
  async ({ unproxied }) => {
    const requests = Array.from({ length: 25 }, (_, number) => start(unproxied, from(`203.0.113.${number}`)))
    const responses = await Promise.all(requests)
    expect([count(responses, 303), count(responses, 429)]).toEqual([20, 5])
    expect((await start(unproxied, {}, "github")).status).toBe(303)
  },
)

test(
  "when client addresses are unknown, one machine cannot close a provider by callbacks",
  { tag },
  async ({ unproxied }) => {
    const visitor = new Visitor(unproxied.origin)
    const callback = await approve(visitor, await begin(visitor, "oauth2"))
    for (let count = 0; count < 25; count++)
      expectError(
        await new Visitor(unproxied.origin).get("/api/auth/oauth2/callback?state=x&code=y"),
        "attempt_missing",
        400,
      )
    expectSignedIn(await visitor.get(callback), `${unproxied.origin}/dashboard`)
  },
)

test("on Vercel only its own header is used", { tag: [tag, "@better-auth-10203"] }, async ({ onVercel }) => {
  const edge = (address: string, claimed: string) => ({
    "x-vercel-forwarded-for": address,
    "x-forwarded-for": claimed,
  })
  expect((await start(onVercel, edge("203.0.113.7", "198.51.100.1"))).status).toBe(303)
  expectLimited(await start(onVercel, edge("203.0.113.7", "198.51.100.2")))
  expect((await start(onVercel, edge("203.0.113.8", "198.51.100.1"))).status).toBe(303)
})
