// When the database or the clock is against us.
import { randomBytes } from "node:crypto"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { openApp } from "../support/app"
import { expect, test, Visitor } from "../support/fixtures"
import { approve, begin, expectRefused, expectSignedIn } from "../support/flow"
import { openTappedApp } from "../support/wiretap"

test.use({ cast: "hostile" })

const minutes = (count: number) => ({
  NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, "../support/clock.mjs")).href}`,
  TEST_CLOCK_MINUTES: String(count),
})

test(
  "an outage of the database is said so, signs nobody out, and passes",
  { tag: ["@fail-open", "@GHSA-8fpg-xm3f-6cx3"] },
  async ({ hostile }, { workerIndex }) => {
    const { app, taps } = await openTappedApp(`outage-${workerIndex}`, {
      ...hostile.env,
      AUTH_RATE_LIMIT: "60",
    })
    try {
      const [tap] = taps
      const visitor = new Visitor(app.origin)
      expectSignedIn(
        await visitor.get(await approve(visitor, await begin(visitor, "oidc"))),
        `${app.origin}/dashboard`,
      )
      const latecomer = new Visitor(app.origin)
      const callback = await approve(latecomer, await begin(latecomer, "oidc"))

      tap?.cut()
      expectRefused(await latecomer.get(callback), "database_unavailable", 503)
      const start = await latecomer.post("/api/auth/signin/oidc")
      expectRefused(start, "database_unavailable", 503)
      expect(start.setCookies, "nobody is sent on a way that cannot end well").toEqual([])
      expectRefused(await visitor.get("/api/auth/session"), "database_unavailable", 503)
      const dashboard = await visitor.get("/dashboard")
      expect(dashboard.status, "an outage is no sign-out").toBe(500)
      expect(visitor.cookiesNamed("session-")).toHaveLength(1)
      expect((await visitor.get("/api/health")).status).toBe(503)
      expect((await visitor.get("/api/health?live")).status).toBe(200)

      tap?.mend()
      expectSignedIn(await latecomer.get(callback), `${app.origin}/dashboard`)
      expect((await visitor.get("/dashboard")).status).toBe(200)
      expect((await visitor.get("/api/health")).status).toBe(200)
    } finally {
      await app.close()
      for (const tap of taps) await tap.close()
    }
  },
)

test(
  "a database that vanishes without a word is an outage too, and nobody waits for it without end",
  { tag: "@fail-open" },
  async ({ hostile }, { workerIndex }) => {
    // Most of it is the wait whose end it is about.
    test.slow()
    const { app, taps } = await openTappedApp(`silence-${workerIndex}`, hostile.env)
    try {
      const [tap] = taps
      const visitor = new Visitor(app.origin)
      expectSignedIn(
        await visitor.get(await approve(visitor, await begin(visitor, "oidc"))),
        `${app.origin}/dashboard`,
      )
      tap?.fallSilent()
      const answers = await Promise.all(
        // More than the pool has connections, so that some wait for one.
        Array.from({ length: 12 }, () => visitor.get("/api/auth/session")),
      )
      for (const answer of answers) expectRefused(answer, "database_unavailable", 503)
      expect(visitor.cookiesNamed("session-")).toHaveLength(1)

      tap?.mend()
      await expect.poll(async () => (await visitor.get("/dashboard")).status).toBe(200)
    } finally {
      await app.close()
      for (const tap of taps) await tap.close()
    }
  },
)

test(
  "an attempt that took longer than ten minutes is refused",
  { tag: "@replay" },
  async ({ hostile }, { workerIndex }) => {
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
      expectRefused(await visitor.copy().get(at(eleven)), "attempt_expired", 400)
      expectSignedIn(await visitor.copy().get(at(nine)), `${early.origin}/dashboard`)
    } finally {
      for (const app of [eleven, nine, early]) await app.close()
    }
  },
)
