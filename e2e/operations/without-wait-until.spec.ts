// A platform whose adapter has no `waitUntil`: Next's `after()` throws there.
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { openApp } from "../support/app"
import { expect, test, Visitor } from "../support/fixtures"
import { currentUser, expectSignedIn, signIn } from "../support/flow"
import { Records } from "../support/records"
import { submitAction } from "../support/server-action"

test.use({ providerSet: "hostile" })

const preloaded = pathToFileURL(join(import.meta.dirname, "../support/without-wait-until.mjs")).href

test("without the platform's `waitUntil` users sign in, and what runs after the response still runs", async ({
  hostile,
}, { workerIndex }) => {
  const app = await openApp({
    project: "e2e",
    label: `without-wait-until-${workerIndex}`,
    env: { ...hostile.env, AUTH_RATE_LIMIT: "60", NODE_OPTIONS: `--import=${preloaded}` },
  })
  const records = new Records(app.database)
  try {
    const revoked = () => hostile.received.filter(({ path }) => path === "/revoke").length
    const visitor = new Visitor(app.origin)
    for (let visit = 0; visit < 2; visit++) {
      expectSignedIn(await signIn(visitor, "oidc"), `${app.origin}/dashboard`)
      expect(await currentUser(visitor)).not.toBeNull()
    }
    hostile.behave()

    const old = "now() - interval '2 hours'"
    await records.query(`UPDATE "Session" SET "createdAt" = ${old}, "lastSeen" = ${old}`)
    expect((await visitor.get("/dashboard")).status).toBe(200)
    const fresh = `SELECT "id" FROM "Session" WHERE "lastSeen" > now() - interval '1 hour'`
    await expect.poll(async () => (await records.query(fresh)).length).toBe(1)

    const response = await visitor.post("/api/auth/signout", { form: { federated: "true" } })
    expect(response.status).toBe(303)
    await expect.poll(revoked, "a sign-out").toBe(2)

    hostile.behave()
    await signIn(visitor, "oidc")
    await submitAction(visitor, "/dashboard/settings", { form: "Delete my account", fields: { sure: "on" } })
    await expect.poll(revoked, "a deletion").toBe(2)
    expect(readFileSync(app.log, "utf8")).not.toContain("unexpected")
  } finally {
    await records.close()
    await app.close()
  }
})
