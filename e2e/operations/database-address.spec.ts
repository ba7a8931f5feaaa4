// Addresses of databases as hosts, Prisma and poolers need them.
import { connect, createServer, type AddressInfo } from "node:net"
import { migrate } from "../../scripts/database/migrate.mjs"
import { openApp, type App } from "../support/app"
import { expect, test, Visitor } from "../support/fixtures"
import { expectSignedIn, signIn } from "../support/flow"
import { Records } from "../support/records"

test.use({ providerSet: "hostile" })

test("with ?schema=shop all tables are in that schema, beside those of another application", async ({
  hostile,
}, { workerIndex }) => {
  const app = await openApp({
    project: "e2e",
    env: hostile.env,
    label: `schema-${workerIndex}`,
    async reachDatabase(url) {
      const address = `${url}?schema=shop&connection_limit=3&target_session_attrs=any`
      expect((await migrate(address)).length).toBeGreaterThan(0)
      return address
    },
  })
  const records = new Records(app.database)
  try {
    await expectToServe(app)
    for (const table of ["User", "Account", "Session", "Activity"]) {
      expect(await records.query(`SELECT 1 FROM shop."${table}"`), table).toHaveLength(1)
      expect(await records.query(`SELECT 1 FROM public."${table}"`), table).toEqual([])
    }
  } finally {
    await records.close()
    await app.close()
  }
})

test("a pooler that refuses startup parameters, as RDS Proxy does, serves the app, and times are in UTC", async ({
  hostile,
}, { workerIndex }) => {
  const pooler = createServer()
  let startups = 0
  const app = await openApp({
    project: "e2e",
    env: hostile.env,
    label: `pooler-${workerIndex}`,
    async reachDatabase(url) {
      const database = new Records(url)
      await database.query(
        `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET timezone = ''Asia/Tokyo''', current_database()); END $$`,
      )
      await database.close()
      const { hostname, port } = new URL(url)
      pooler.on("connection", (socket) => {
        socket.on("error", () => socket.destroy())
        socket.once("data", (startup) => {
          startups++
          if (startup.includes("options\0"))
            return socket.end(fatal("0A000", "Feature not supported: options"))
          const server = connect(Number(port), hostname)
          server.on("error", () => socket.destroy())
          socket.on("close", () => server.destroy())
          server.write(startup)
          socket.pipe(server).pipe(socket)
        })
      })
      await new Promise<void>((resolve) => pooler.listen(0, "localhost", resolve))
      const through = new URL(url)
      through.hostname = "localhost"
      through.port = String((pooler.address() as AddressInfo).port)
      return through.href
    },
  })
  const records = new Records(app.database)
  try {
    await expectToServe(app)
    expect(startups).toBeGreaterThan(0)
    const [row] = await records.query(
      `SELECT abs(extract(epoch FROM "at" - (now() AT TIME ZONE 'UTC'))) < 600 AS "isNow" FROM "Activity"`,
    )
    expect(row).toEqual({ isNow: true })
  } finally {
    await records.close()
    await app.close()
    pooler.close()
  }
})

test("a read-only database is not ready", async ({ hostile }, { workerIndex }) => {
  const app = await openApp({
    project: "e2e",
    env: hostile.env,
    label: `read-only-${workerIndex}`,
    reachDatabase: async (url) => `${url}?options=-c%20default_transaction_read_only%3Don`,
  })
  try {
    const { status, text } = await new Visitor(app.origin).get("/api/health")
    expect(status).toBe(503)
    expect(text).toContain("read-only")
  } finally {
    await app.close()
  }
})

/** Asserts that a visitor can sign in and read the session, and that the health check passes. */
async function expectToServe({ origin }: App): Promise<void> {
  const visitor = new Visitor(origin)
  expectSignedIn(await signIn(visitor, "oidc"), `${origin}/dashboard`)
  expect((await visitor.get("/dashboard")).status).toBe(200)
  expect((await visitor.get("/api/health")).status).toBe(200)
}

/** ErrorResponse (PostgreSQL's documentation, "Message Formats"). */
function fatal(code: string, message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${message}\0\0`)
  const head = Buffer.alloc(5)
  head.write("E")
  head.writeInt32BE(fields.length + 4, 1)
  return Buffer.concat([head, fields])
}
