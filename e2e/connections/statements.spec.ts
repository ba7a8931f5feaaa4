// The SQL statements of a sign-in with a connection, counted at the database connection.
import { addConnection, expect, inputFor, Management, test, Visitor } from "../support/connections"
import { approve, begin, expectSignedIn } from "../support/flow"
import { openProxiedApp } from "../support/postgres-proxy"

test.use({ providerSet: "hostile" })

test("a sign-in with a connection uses one statement more than with a provider, and a session read none", async ({
  hostile,
}, { workerIndex }) => {
  const { app, proxies, close } = await openProxiedApp(`connection-statements-${workerIndex}`, {
    ...hostile.env,
    AUTH_RATE_LIMIT: "60",
  })
  const management = new Management(app, app.origin)
  try {
    await management.ready()
    const { id } = await addConnection(management, inputFor(hostile.origin), { domains: ["acme.example"] })
    const isOnce = (sql: string) =>
      // Now and then after a response; once per process; once in two seconds.
      sql.includes("SKIP LOCKED") || sql.includes(`"issuer" = ''`) || /^\s*SELECT 1 FROM "Conn/.test(sql)
    const takeStatements = () =>
      proxies.flatMap((proxy) => proxy.takeStatements()).filter((sql) => !isOnce(sql))
    const countsOf = async (providerId: string) => {
      const visitor = new Visitor(app.origin)
      const callback = await approve(visitor, await begin(visitor, providerId))
      const begun = takeStatements()
      expectSignedIn(await visitor.get(callback), `${app.origin}/dashboard`)
      const finished = takeStatements()
      expect((await visitor.get("/api/auth/session")).text).toContain("Mia")
      return { begun, finished, read: takeStatements() }
    }
    hostile.behave({ user: { sub: "1", name: "Mia", email: "mia@other.example" } })
    for (const providerId of ["oidc", id]) await countsOf(providerId)
    takeStatements()
    const [provider, connection] = [await countsOf("oidc"), await countsOf(id)]
    expect(provider.begun.length, provider.begun.join("\n")).toBe(1)
    expect(connection.begun.length, connection.begun.join("\n")).toBe(1)
    expect(connection.finished.length, connection.finished.join("\n")).toBe(provider.finished.length + 1)
    expect([provider.read.length, connection.read.length]).toEqual([1, 1])
  } finally {
    await management.close()
    await close()
  }
})
