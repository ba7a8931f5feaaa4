// A database that takes no writes for a while: a replica, in a failover, or a managed server whose disk is full.
import { randomBytes } from "node:crypto"
import { readFileSync } from "node:fs"
import { openApp } from "../support/app"
import { test as base, expect, Visitor } from "../support/fixtures"
import { approve, begin, currentUser, expectError, signIn } from "../support/flow"
import { Records } from "../support/records"
import { moved } from "../support/two-issuers"

type Opened = Awaited<ReturnType<typeof openApp>>

const readOnly = (url: string) => `${url}?options=-c%20default_transaction_read_only%3Don`

/** Two apps with one database and one secret: one connects read-only. */
const test = base.extend<object, { writable: Opened; replica: Opened; rows: Records }>({
  writable: [
    async ({ hostile }, use, { workerIndex }) => {
      const secret = { AUTH_SECRET: randomBytes(33).toString("base64") }
      const app = await openApp({
        project: "e2e",
        label: `writable-${workerIndex}`,
        env: { ...hostile.env, ...secret },
      })
      await use(app)
      await app.close()
    },
    { scope: "worker", timeout: 300_000 },
  ],
  replica: [
    async ({ hostile, writable }, use, { workerIndex }) => {
      const app = await openApp({
        project: "e2e",
        label: `replica-${workerIndex}`,
        env: { ...hostile.env, AUTH_SECRET: writable.secret, AUTH_RATE_LIMIT: "off" },
        reachDatabase: async () => readOnly(writable.database),
      })
      await use(app)
      await app.close()
    },
    { scope: "worker", timeout: 300_000 },
  ],
  rows: [
    async ({ writable }, use) => {
      const rows = new Records(writable.database)
      await use(rows)
      await rows.close()
    },
    { scope: "worker" },
  ],
  emptyDatabase: async ({ rows }, use) => {
    await rows.empty()
    await use()
  },
})

test.use({ providerSet: "hostile" })

for (const federated of ["false", "true"])
  test(`a sign-out with federated=${federated} on a read-only database drops the cookie and says what is left`, async ({
    writable,
    replica,
    hostile,
    rows,
  }) => {
    const before = new Visitor(writable.origin)
    await signIn(before, "oidc")
    const visitor = moved(before, { app: replica, hostile })
    expect(await currentUser(visitor), "a session is read").not.toBeNull()

    const response = await visitor.post("/api/auth/signout", { form: { federated, callbackUrl: "/?left" } })
    expect({ status: response.status, location: response.location }).toEqual({
      status: 303,
      location: `${replica.origin}/signout?only=cookie`,
    })
    expect(await currentUser(visitor)).toBeNull()
    const page = await visitor.get(response.location)
    expect(page.status).toBe(200)
    expect(page.text).toContain("the session itself could not be ended")
    expect(await rows.count("Session"), "which is true").toBe(1)
    expect(readFileSync(replica.log, "utf8")).toContain("database_unavailable")
  })

test("a sign-in on a read-only database is reported as database_unavailable", async ({ replica, rows }) => {
  const visitor = new Visitor(replica.origin)
  expectError(
    await visitor.get(await approve(visitor, await begin(visitor, "oidc"))),
    "database_unavailable",
    503,
  )
  expect(await rows.count("User")).toBe(0)
  expect(await currentUser(visitor)).toBeNull()
})

test("a known user's sign-in on a read-only database is reported as database_unavailable", async ({
  writable,
  replica,
}) => {
  await signIn(new Visitor(writable.origin), "oidc")
  const visitor = new Visitor(replica.origin)
  expectError(
    await visitor.get(await approve(visitor, await begin(visitor, "oidc"))),
    "database_unavailable",
    503,
  )
})
