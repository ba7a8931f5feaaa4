// Outages of the database, and attempts that take too long.
import { randomBytes } from "node:crypto"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { openApp } from "../support/app"
import { expect, test, Visitor } from "../support/fixtures"
import { approve, begin, expectError, expectSignedIn } from "../support/flow"
import { openProxiedApp } from "../support/postgres-proxy"

test.use({ providerSet: "hostile" })

const minutes = (count: number) => ({
  NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, "../support/clock.mjs")).href}`,
  TEST_CLOCK_MINUTES: String(count),
})

test(
  "an outage of the database is reported, signs no user out, and the app recovers",
  { tag: ["@fail-open", "@GHSA-8fpg-xm3f-6cx3"] },
  async ({ hostile }, { workerIndex }) => {
    const { app, proxies, close } = await openProxiedApp(`outage-${workerIndex}`, {
      ...hostile.env,
      AUTH_RATE_LIMIT: "60",
    })
    try {
      const [proxy] = proxies
      const visitor = new Visitor(app.origin)
      expectSignedIn(
        await visitor.get(await approve(visitor, await begin(visitor, "oidc"))),
        `${app.origin}/dashboard`,
      )
      const other = new Visitor(app.origin)
      const callback = await approve(other, await begin(other, "oidc"))

      proxy?.cut()
      expectError(await other.get(callback), "database_unavailable", 503)
      const start = await other.post("/api/auth/signin/oidc")
      expectError(start, "database_unavailable", 503)
      expect(start.setCookies, "no attempt starts that could not be finished").toEqual([])
      expectError(await visitor.get("/api/auth/session"), "database_unavailable", 503)
      const dashboard = await visitor.get("/dashboard")
      expect(dashboard.status, "an outage does not redirect to the sign-in page").toBe(500)
      expect(visitor.cookiesNamed("session-")).toHaveLength(1)
      expect((await visitor.get("/api/health")).status).toBe(503)
      expect((await visitor.get("/api/health?live")).status).toBe(200)

      proxy?.restore()
      expectSignedIn(await other.get(callback), `${app.origin}/dashboard`)
      expect((await visitor.get("/dashboard")).status).toBe(200)
      expect((await visitor.get("/api/health")).status).toBe(200)
    } finally {
      await close()
    }
  },
)

test(
  "a database that stops responding is reported as an outage after a timeout",
  { tag: "@fail-open" },
  async ({ hostile }, { workerIndex }) => {
    // The test waits for the app's timeouts.
    test.slow()
    const { app, proxies, close } = await openProxiedApp(`stalled-${workerIndex}`, hostile.env)
    try {
      const [proxy] = proxies
      const visitor = new Visitor(app.origin)
      expectSignedIn(
        await visitor.get(await approve(visitor, await begin(visitor, "oidc"))),
        `${app.origin}/dashboard`,
      )
      proxy?.stall()
      const responses = await Promise.all(
        // More requests than the pool has connections, so that some wait for one.
        Array.from({ length: 12 }, () => visitor.get("/api/auth/session")),
      )
      for (const response of responses) expectError(response, "database_unavailable", 503)
      expect(visitor.cookiesNamed("session-")).toHaveLength(1)

      proxy?.restore()
      await expect.poll(async () => (await visitor.get("/dashboard")).status).toBe(200)
    } finally {
      await close()
    }
  },
)

test(
  "an attempt that took longer than ten minutes is rejected",
  { tag: "@replay" },
  async ({ hostile }, { workerIndex }) => {
    // It starts three apps.
    test.slow()
    const secret = randomBytes(33).toString("base64")
    const early = await openApp({
      project: "e2e",
      label: `early-${workerIndex}`,
      env: { ...hostile.env, AUTH_SECRET: secret },
    })
    const open = (label: string, count: number) =>
      openApp({
        project: "e2e",
        label: `${label}-${workerIndex}`,
        env: { ...hostile.env, ...minutes(count), AUTH_SECRET: secret, AUTH_URL: early.origin },
      })
    const nine = await open("nine", 9)
    const eleven = await open("eleven", 11)
    try {
      const visitor = new Visitor(early.origin)
      const callback = await approve(visitor, await begin(visitor, "oauth2"))
      const at = (app: { origin: string }) => callback.replace(early.origin, app.origin)
      expectError(await visitor.copy().get(at(eleven)), "attempt_expired", 400)
      expectSignedIn(await visitor.copy().get(at(nine)), `${early.origin}/dashboard`)
    } finally {
      for (const app of [eleven, nine, early]) await app.close()
    }
  },
)
