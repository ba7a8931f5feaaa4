// What anyone can make the app store, without signing in: it expires, and its amount is limited.
import { appScope, openApp, type App } from "../support/app"
import { test as base, expect, Visitor } from "../support/fixtures"
import { begin, errorCode } from "../support/flow"
import type { Records } from "../support/records"
import { seedUser } from "../support/seed"
import { submitAction } from "../support/server-action"

const env = { AUTH_RATE_LIMIT: "1000", AUTH_TRUST_PROXY: "10.0.0.0/8" }
const tag = "@rate-limit"

/** Two instances over one database. Each cleans up at its first callback, and then pauses for ten minutes. */
const test = base.extend<{ twin: App }>({
  app: [
    async ({ hostile }, use, { workerIndex }) => {
      const app = await openApp({
        project: "e2e",
        label: `growth-${workerIndex}`,
        env: { ...hostile.env, ...env },
      })
      await use(app)
      await app.close()
    },
    appScope,
  ],
  twin: [
    async ({ app, hostile }, use, { workerIndex, testId }) => {
      const twin = await openApp({
        project: "e2e",
        label: `growth-twin-${workerIndex}-${testId}`,
        env: { ...hostile.env, ...env },
        reachDatabase: async () => app.database,
      })
      await use(twin)
      await twin.close()
    },
    { timeout: appScope.timeout },
  ],
})

const from = { "x-forwarded-for": "203.0.113.7, 10.0.0.1" }

/** An attempt that fails: the provider returns an error. */
async function refuse({ origin }: App, providerId = "oidc"): Promise<void> {
  const visitor = new Visitor(origin)
  const { searchParams } = new URL(await begin(visitor, providerId))
  const query = new URLSearchParams({ state: searchParams.get("state") ?? "", error: "access_denied" })
  const response = await visitor.get(`/api/auth/${providerId}/callback?${query}`)
  expect(["access_denied", "issuer_mismatch"]).toContain(errorCode(response))
}

/** The tables that have rows, with their number. */
async function rowsByTable(records: Records): Promise<Record<string, number>> {
  const tables = await records.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'",
  )
  const counts = await Promise.all(
    tables.map(async ({ name }) => {
      const [row] = await records.query<{ count: number }>(`SELECT count(*)::int AS count FROM "${name}"`)
      return [name, row?.count ?? 0] as const
    }),
  )
  return Object.fromEntries(counts.filter(([, count]) => count > 0))
}

test("everything that a stranger can store expires", { tag }, async ({ app, twin, records }) => {
  for (const providerId of ["oidc", "oauth2", "github"]) await refuse(app, providerId)
  const visitor = new Visitor(app.origin)
  for (const path of [
    "/",
    "/signin?error=access_denied&ref=abcdefgh&callbackUrl=/x",
    "/signout",
    "/dashboard",
    "/api/auth/session",
    "/api/auth/providers",
    "/api/auth/error?error=x",
    "/api/auth/signin/oidc",
    "/api/auth/oidc/callback?state=x&code=y",
    "/api/auth/callback/github?state=x&code=y",
    "/api/auth/signout/return?state=x",
    "/api/health",
  ])
    await visitor.get(path, { headers: from })
  for (const providerId of ["oidc", "oauth2", "oauth1", "github"])
    await visitor.post(`/api/auth/signin/${providerId}`, { headers: from })
  await visitor.post("/api/auth/signout", { headers: from })
  await visitor.post("/api/auth/oidc/backchannel-logout", { headers: from, form: { logout_token: "a.b.c" } })
  await visitor.post("/api/auth/oidc/callback", { headers: from, form: { state: "x", code: "y" } })
  await submitAction(visitor, "/", { headers: from })

  // A table with rows that a stranger can make belongs here only if they expire, as below.
  expect(Object.keys(await rowsByTable(records)).sort()).toEqual(["Activity", "RateLimit"])
  expect(await records.query('SELECT DISTINCT "event", "userId" FROM "Activity"')).toEqual([
    { event: "refused", userId: null },
  ])
  await records.query(`UPDATE "Activity" SET "at" = "at" - interval '61 minutes'`)
  await records.query(`UPDATE "RateLimit" SET "until" = "until" - interval '61 minutes'`)
  await refuse(twin)
  // The failed attempt, and the counters of its sign-in and its callback.
  await expect.poll(() => rowsByTable(records)).toEqual({ Activity: 1, RateLimit: 2 })
})

/** Adds failed attempts: `recent` ones, which could still be used, and `old` ones. */
async function addRefusals(
  records: Records,
  { recent, old }: { recent: number; old: number },
): Promise<void> {
  await records.query(
    `INSERT INTO "Activity" ("id", "at", "event")
     SELECT 'recent ' || n, now() - interval '1 minute' - n * interval '10 milliseconds', 'refused' FROM generate_series(1, $1::int) n
     UNION ALL SELECT 'old ' || n, now() - interval '20 minutes' - n * interval '1 second', 'refused' FROM generate_series(1, $2::int) n`,
    [recent, old],
  )
}

async function count(records: Records, pattern: string): Promise<number> {
  const [row] = await records.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM "Activity" WHERE "id" LIKE $1`,
    [pattern],
  )
  return row?.count ?? 0
}

test("the number of anonymous failed attempts is limited", { tag }, async ({ app, twin, records }) => {
  const { userId } = await seedUser(records, app.origin, { email: "ada@example.test" })
  await addRefusals(records, { recent: 9000, old: 1500 })
  await records.query(
    `INSERT INTO "Activity" ("id", "at", "event", "userId")
     SELECT 'mine ' || n, now() - interval '2 days', 'refused', $1 FROM generate_series(1, 10) n
     UNION ALL SELECT 'other ' || n, now() - interval '2 days', 'deleted', NULL FROM generate_series(1, 10) n`,
    [userId],
  )
  const cleanUp = async () => {
    await refuse(twin)
    return count(records, "old %")
  }
  await expect.poll(cleanUp, { timeout: 60_000 }).toBeLessThanOrEqual(1000)
  expect(await count(records, "old %"), "the newest are kept").toBeGreaterThan(900)
  expect(await count(records, "old 1")).toBe(1)
  expect([await count(records, "mine %"), await count(records, "other %")]).toEqual([10, 10])
})

test(
  "a failed attempt that could still be used is kept, whatever their number",
  { tag: [tag, "@replay"] },
  async ({ twin, records }) => {
    await addRefusals(records, { recent: 10_300, old: 300 })
    const cleanUp = async () => {
      await refuse(twin)
      return count(records, "old %")
    }
    await expect.poll(cleanUp, { timeout: 60_000 }).toBe(0)
    expect(await count(records, "recent %")).toBe(10_300)
  },
)
