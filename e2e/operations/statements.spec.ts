// The design's promises in statements, counted on the wire, besides BEGIN and COMMIT. The rate limiter's own are counted
// apart.
import { expect, test, Visitor } from "../support/fixtures"
import { approve, begin, expectSignedIn } from "../support/flow"
import { openTappedApp } from "../support/wiretap"

test.use({ cast: "hostile" })

test("sign-in, session read and sign-out take no more statements than promised", async ({ hostile }, {
  workerIndex,
}) => {
  const { app, taps } = await openTappedApp(`statements-${workerIndex}`, {
    ...hostile.env,
    AUTH_RATE_LIMIT: "60",
  })
  try {
    const limited = (sql: string) => sql.includes('"RateLimit"')
    let counted: string[] = []
    const taken = () => {
      // What is old is taken away now and then, once an answer is sent: nobody waits for it, and it waits for no lock.
      const all = taps.flatMap((tap) => tap.take()).filter((sql) => !sql.includes("SKIP LOCKED"))
      counted = all.filter(limited)
      return all.filter((sql) => !limited(sql))
    }
    for (const provider of ["oidc", "oauth2", "github"]) {
      const visitor = new Visitor(app.origin)
      const signIn = async () => {
        const callback = await approve(visitor, await begin(visitor, provider))
        expect(taken(), "starting needs the database for its limit alone").toEqual([])
        expect(counted).toHaveLength(1)
        expectSignedIn(await visitor.get(callback), `${app.origin}/dashboard`)
        const statements = taken()
        expect(counted).toHaveLength(1)
        return statements
      }
      hostile.behave({ person: { sub: "1", name: "Hanna", email: null } })

      const first = await signIn()
      expect(first.length, first.join("\n")).toBeGreaterThanOrEqual(3)
      expect(first.length, first.join("\n")).toBeLessThanOrEqual(4)

      visitor.cookies.clear()
      const repeated = await signIn()
      expect(repeated.length, repeated.join("\n")).toBeGreaterThanOrEqual(2)
      expect(repeated.length, repeated.join("\n")).toBeLessThanOrEqual(3)

      expect((await visitor.get("/api/auth/session")).text).toContain("Hanna")
      expect(taken()).toHaveLength(1)
      expect((await visitor.get("/dashboard")).status).toBe(200)
      const asked = taken().filter((statement) => statement.includes('"Session"'))
      expect(asked, "a page reads the session once, however many parts ask").toHaveLength(1)

      expect((await new Visitor(app.origin).get("/dashboard")).status).toBe(307)
      expect(taken(), "without a cookie nothing is asked").toEqual([])

      console.log(
        `${provider}: first sign-in ${first.length}, repeated ${repeated.length}, session read 1, limit 1`,
      )
    }
  } finally {
    await app.close()
    for (const tap of taps) await tap.close()
  }
})
