// The number of SQL statements that the design promises, counted at the database connection without BEGIN and COMMIT. The
// statements of the rate limiter are counted separately.
import { withClient } from "../../scripts/database/client.mjs"
import { expect, test, Visitor } from "../support/fixtures"
import { approve, begin, expectSignedIn } from "../support/flow"
import { openProxiedApp } from "../support/postgres-proxy"

test.use({ providerSet: "hostile" })

test("sign-in, session read and sign-out use no more statements than promised", async ({ hostile }, {
  workerIndex,
}) => {
  const { app, proxies, close } = await openProxiedApp(`statements-${workerIndex}`, {
    ...hostile.env,
    AUTH_RATE_LIMIT: "60",
  })
  try {
    const isRateLimit = (sql: string) => sql.includes('"RateLimit"')
    // Whether any connection has a proved domain: one statement in two seconds.
    const isConnection = (sql: string) => sql.includes('"ConnectionDomain"')
    let rateLimits: string[] = []
    let connections: string[] = []
    const takeStatements = () => {
      // Cleanup runs now and then after a response; its statements have SKIP LOCKED. Accounts are adopted once per process.
      const all = proxies
        .flatMap((proxy) => proxy.takeStatements())
        .filter((sql) => !sql.includes("SKIP LOCKED") && !sql.includes(`"issuer" = ''`))
      rateLimits = all.filter(isRateLimit)
      connections = all.filter(isConnection)
      return all.filter((sql) => !isRateLimit(sql) && !isConnection(sql))
    }
    for (const providerId of ["oidc", "oauth2", "github"]) {
      const visitor = new Visitor(app.origin)
      const signIn = async () => {
        const callback = await approve(visitor, await begin(visitor, providerId))
        expect(takeStatements(), "starting a sign-in uses the database only for its rate limit").toEqual([])
        expect([rateLimits.length, connections.length]).toEqual([1, 0])
        expectSignedIn(await visitor.get(callback), `${app.origin}/dashboard`)
        const statements = takeStatements()
        expect(rateLimits).toHaveLength(1)
        expect(connections.length, connections.join("\n")).toBeLessThanOrEqual(1)
        return statements
      }
      const email = `${providerId}@example.test`
      const emails = [{ email, primary: true, verified: true }]
      hostile.behave({ user: { sub: "1", name: "Hanna", email, email_verified: true }, emails })

      const first = await signIn()
      expect(first.length, first.join("\n")).toBeGreaterThanOrEqual(3)
      expect(first.length, first.join("\n")).toBeLessThanOrEqual(5)

      visitor.cookies.clear()
      const repeated = await signIn()
      expect(repeated.length, repeated.join("\n")).toBeGreaterThanOrEqual(2)
      expect(repeated.length, repeated.join("\n")).toBeLessThanOrEqual(3)

      expect((await visitor.get("/api/auth/session")).text).toContain("Hanna")
      expect(takeStatements()).toHaveLength(1)
      expect((await visitor.get("/dashboard")).status).toBe(200)
      const sessionReads = takeStatements().filter((statement) => statement.includes('"Session"'))
      expect(sessionReads, "a page reads the session once, however many components need it").toHaveLength(1)

      expect((await new Visitor(app.origin).get("/dashboard")).status).toBe(307)
      expect(takeStatements(), "no statement without a cookie").toEqual([])

      console.log(
        `${providerId}: first sign-in ${first.length}, repeated ${repeated.length}, session read 1, limit 1`,
      )
    }
  } finally {
    await close()
  }
})

test("what writes to a session that was read names its token, so that a distributed database asks one machine", async ({
  hostile,
}, { workerIndex }) => {
  const { app, proxies, close } = await openProxiedApp(`statements-row-${workerIndex}`, hostile.env)
  try {
    const visitor = new Visitor(app.origin)
    const callback = await approve(visitor, await begin(visitor, "oidc"))
    expectSignedIn(await visitor.get(callback), `${app.origin}/dashboard`)
    await withClient(app.database, (client) =>
      client.query(`UPDATE "Session" SET "lastSeen" = now() - interval '2 hours'`),
    )
    const updates: string[] = []
    await expect
      .poll(async () => {
        await visitor.get("/api/auth/session")
        const statements = proxies.flatMap((proxy) => proxy.takeStatements())
        return updates.push(...statements.filter((sql) => /^UPDATE .*"Session"/.test(sql)))
      })
      .toBeGreaterThan(0)
    for (const sql of updates) expect(sql.slice(sql.indexOf("WHERE"))).toContain('"sessionToken" =')
  } finally {
    await close()
  }
})
