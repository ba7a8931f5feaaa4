// How often somebody may try in a minute, over two instances that share nothing but their database.
import { type App, openApp, type Wanted } from "../support/app"
import { expect, test as base, Visitor } from "../support/fixtures"
import { approve, begin, codeOf, expectRefused, expectSignedIn } from "../support/flow"
import { submitAction } from "../support/server-action"
import type { Answer } from "../support/visitor"

const limit = 5
const env = { AUTH_RATE_LIMIT: String(limit), AUTH_TRUST_PROXY: "10.0.0.0/8, 127.0.0.1" }
const tag = "@rate-limit"

const forWorker = { scope: "worker", timeout: 120_000 } as const

async function lend(wanted: Omit<Wanted, "project">, use: (app: App) => Promise<void>): Promise<void> {
  const app = await openApp({ project: "e2e", ...wanted })
  await use(app)
  await app.close()
}

const test = base.extend<object, { twin: App; unproxied: App; onVercel: App }>({
  app: [
    ({ hostile }, use, { workerIndex }) =>
      lend({ label: `limits-${workerIndex}`, env: { ...hostile.env, ...env } }, use),
    forWorker,
  ],
  twin: [
    ({ app, hostile }, use, { workerIndex }) =>
      lend(
        {
          label: `limits-twin-${workerIndex}`,
          env: { ...hostile.env, ...env },
          reachDatabase: async () => app.database,
        },
        use,
      ),
    forWorker,
  ],
  unproxied: [
    ({ hostile }, use, { workerIndex }) =>
      lend({ label: `unproxied-${workerIndex}`, env: { ...hostile.env, AUTH_RATE_LIMIT: "1" } }, use),
    forWorker,
  ],
  onVercel: [
    ({ hostile }, use, { workerIndex }) =>
      lend(
        { label: `vercel-${workerIndex}`, env: { ...hostile.env, AUTH_RATE_LIMIT: "1", VERCEL: "1" } },
        use,
      ),
    forWorker,
  ],
})

/** What our own proxy adds for a client. */
const from = (address: string) => ({ "x-forwarded-for": `${address}, 10.0.0.1` })

function start(
  { origin }: { origin: string },
  headers: Record<string, string | string[]>,
  provider = "oidc",
): Promise<Answer> {
  return new Visitor(origin).post(`/api/auth/signin/${provider}`, { headers })
}

/** Tries as often as may be. */
async function exhaust(app: App, address: string): Promise<void> {
  for (let tries = 0; tries < limit; tries++) expect((await start(app, from(address))).status).toBe(303)
}

function expectLimited(answer: Answer): void {
  expectRefused(answer, "rate_limited", 429)
  expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0)
  expect(Number(answer.headers["retry-after"])).toBeLessThanOrEqual(60)
  expect(answer.setCookies).toEqual([])
}

const count = (answers: Answer[], status: number) =>
  answers.filter((answer) => answer.status === status).length

test(
  "of many tries at once over two instances, exactly as many pass as may",
  { tag },
  async ({ app, twin }) => {
    const tries = Array.from({ length: 15 }, () => [app, twin]).flat()
    const answers = await Promise.all(tries.map((instance) => start(instance, from("203.0.113.7"))))
    expect([count(answers, 303), count(answers, 429)]).toEqual([limit, tries.length - limit])
    for (const answer of answers.filter(({ status }) => status === 429)) expectLimited(answer)
    expect((await start(twin, from("203.0.113.8"))).status, "somebody else").toBe(303)
  },
)

test("when the minute is over, tries pass again", { tag }, async ({ app, records }) => {
  await exhaust(app, "203.0.113.7")
  expectLimited(await start(app, from("203.0.113.7")))
  await records.query(`UPDATE "RateLimit" SET "until" = now() - interval '1 second'`)
  await exhaust(app, "203.0.113.7")
  expectLimited(await start(app, from("203.0.113.7")))
})

const disguises: { title: string; headers: Record<string, string | string[]> }[] = [
  { title: "an address that the client wrote", headers: from("198.51.100.1, 203.0.113.7") },
  { title: "a proxy's address that the client wrote", headers: from("10.0.0.9, 203.0.113.7") },
  { title: "junk that the client wrote", headers: from("unknown, ,]], 203.0.113.7") },
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
  test(`${title} is no way round the limit`, { tag: [tag, "@better-auth-10203"] }, async ({ app }) => {
    await exhaust(app, "203.0.113.7")
    expectLimited(await start(app, headers))
  })

test("another provider is no way round the limit", { tag }, async ({ app }) => {
  await exhaust(app, "203.0.113.7")
  for (const provider of ["github", "oauth2"]) expectLimited(await start(app, from("203.0.113.7"), provider))
})

test("another address of the same /64 is no way round the limit", { tag }, async ({ app }) => {
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
    `${path} is no way round the limit`,
    { tag: [tag, "@path", "@GHSA-x732-6j76-qmhm"] },
    async ({ app, visitor }) => {
      await exhaust(app, "203.0.113.7")
      let answer = await visitor.post(path, { headers: from("203.0.113.7") })
      for (let hops = 0; answer.status === 308 && hops < 3; hops++)
        answer = await visitor.post(answer.location, { headers: from("203.0.113.7") })
      expect(answer.status).toBeGreaterThanOrEqual(400)
      expect(answer.setCookies).toEqual([])
    },
  )

test("a server action counts like a post", { tag }, async ({ app, visitor }) => {
  await exhaust(app, "203.0.113.7")
  const answer = await submitAction(visitor, "/", { headers: from("203.0.113.7") })
  expect(new URL(answer.location).searchParams.get("error")).toBe("rate_limited")
  expect(visitor.cookiesNamed("attempt-")).toEqual([])
})

test("a visitor with a page is told there, and keeps where to go", { tag }, async ({ app, visitor }) => {
  await exhaust(app, "203.0.113.7")
  const headers = { ...from("203.0.113.7"), accept: "text/html" }
  const answer = await visitor.post("/api/auth/signin/oidc", { headers, form: { callbackUrl: "/invoices" } })
  expect(answer.status).toBe(303)
  const { pathname, searchParams } = new URL(answer.location)
  expect([pathname, searchParams.get("error"), searchParams.get("callbackUrl")]).toEqual([
    "/signin",
    "rate_limited",
    "/invoices",
  ])
  expect((await visitor.get(answer.location)).text).toContain("Please wait a minute")
})

test(
  "a callback over the limit loses nothing: a minute later it signs in",
  { tag },
  async ({ app, twin, visitor, records }) => {
    const callback = await approve(visitor, await begin(visitor, "oidc"))
    const headers = from("203.0.113.7")
    const paths = ["/api/auth/oidc/callback", "/api/auth/callback/github"]
    for (let tries = 0; tries < limit; tries++) {
      const stranger = new Visitor((tries % 2 ? app : twin).origin)
      const junk = await stranger.get(`${paths[tries % 2]}?state=x&code=y`, { headers })
      expect(codeOf(junk)).toBe("attempt_missing")
    }
    for (const path of paths)
      expectLimited(await visitor.get(callback.replace("/api/auth/oidc/callback", path), { headers }))
    const page = await visitor.get(callback, { headers: { ...headers, accept: "text/html" } })
    expect(new URL(page.location).searchParams.get("error")).toBe("rate_limited")
    expect(visitor.cookiesNamed("attempt-")).toHaveLength(1)
    expect(await records.count("Activity")).toBe(0)

    await records.query(`UPDATE "RateLimit" SET "until" = now() - interval '1 second'`)
    expectSignedIn(await visitor.get(callback, { headers }), `${app.origin}/dashboard`)
  },
)

test("sign-ins and callbacks are counted apart", { tag }, async ({ app, visitor }) => {
  const headers = from("203.0.113.7")
  await exhaust(app, "203.0.113.7")
  expect(codeOf(await visitor.get("/api/auth/oidc/callback?state=x", { headers }))).toBe("attempt_missing")
})

test("providers that do not exist leave no counts behind", { tag }, async ({ app, visitor, records }) => {
  for (let number = 0; number < 3 * limit; number++) {
    expectRefused(await start(app, from("203.0.113.7"), `made-up-${number}`), "unknown_provider", 404)
    expectRefused(await visitor.get(`/api/auth/made-up-${number}/callback`), "unknown_provider", 404)
  }
  expect(await records.query('SELECT * FROM "RateLimit"')).toEqual([])
})

test("counts of minutes long over go, a few at a time", { tag }, async ({ app, records }) => {
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

test("sessions and activity keep the client's address", async ({ visitor, hostile, records }) => {
  const headers = { ...from("198.51.100.1, 203.0.113.7"), "user-agent": "x".repeat(1_000) }
  const finish = async () => visitor.get(await approve(visitor, await begin(visitor, "oidc")), { headers })
  await finish()
  const [session] = await records.query('SELECT "address", length("userAgent") AS browser FROM "Session"')
  expect(session).toEqual({ address: "203.0.113.7", browser: 512 })
  await visitor.post("/api/auth/signout", { headers: from("203.0.113.8") })
  hostile.behave({ claims: (claims) => ({ ...claims, nonce: "another" }) })
  expectRefused(await finish(), "id_token_invalid", 502)
  expect(await records.query('SELECT "event", "address" FROM "Activity" ORDER BY "at"')).toEqual([
    { event: "signed_in", address: "203.0.113.7" },
    { event: "signed_out", address: "203.0.113.8" },
    { event: "refused", address: "203.0.113.7" },
  ])
})

test(
  "where no address is known, each provider has one ceiling for all",
  { tag: [tag, "@better-auth-10203"] },
  async ({ unproxied }) => {
    const tries = Array.from({ length: 25 }, (_, number) => start(unproxied, from(`203.0.113.${number}`)))
    const answers = await Promise.all(tries)
    expect([count(answers, 303), count(answers, 429)]).toEqual([20, 5])
    expect((await start(unproxied, {}, "github")).status).toBe(303)
  },
)

test(
  "on Vercel its own header counts, and no other",
  { tag: [tag, "@better-auth-10203"] },
  async ({ onVercel }) => {
    const edge = (address: string, claimed: string) => ({
      "x-vercel-forwarded-for": address,
      "x-forwarded-for": claimed,
    })
    expect((await start(onVercel, edge("203.0.113.7", "198.51.100.1"))).status).toBe(303)
    expectLimited(await start(onVercel, edge("203.0.113.7", "198.51.100.2")))
    expect((await start(onVercel, edge("203.0.113.8", "198.51.100.1"))).status).toBe(303)
  },
)
