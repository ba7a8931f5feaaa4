// A person's profile, what happened to them, their data to take along, and the way out for good.
import { openApp } from "../support/app"
import { keptSecrets, leaksOf } from "../support/leaks"
import { choosePersona, chooseProvider, expect, signInAs, test, Visitor } from "../support/fixtures"
import { whoAmI } from "../support/flow"
import { signedIn } from "../support/seed"
import { readForm, sendAction, submitAction } from "../support/server-action"

const settings = "/dashboard/settings"
const longAgo = `UPDATE "Session" SET "authenticatedAt" = now() - interval '11 minutes'`

test("a person changes name and picture, and takes them from a provider again", async ({ page, records }) => {
  await signInAs(page, "admin")
  await page.goto(settings)
  await page.getByLabel("Name").fill("  Ada of the Analytical Engine ")
  await page.getByLabel("None, your initials instead").check()
  await page.getByRole("button", { name: "Save" }).click()
  await expect(page.getByLabel("Name")).toHaveValue("Ada of the Analytical Engine")
  const profile = 'SELECT "name", "image" FROM "User"'
  expect(await records.query(profile)).toEqual([{ name: "Ada of the Analytical Engine", image: null }])

  await page.getByRole("button", { name: "Update from Portico ID" }).click()
  await expect(page.getByLabel("Name")).toHaveValue("Ada Whitfield")
  const [back] = await records.query<{ name: string; image: string }>(profile)
  expect(back).toMatchObject({ name: "Ada Whitfield" })
  expect(back?.image).toContain("http")
})

for (const name of ["x".repeat(101), "Ada\0", "Ada\u202e", "Ada\u200b"])
  test(`a name like ${JSON.stringify(name.slice(0, 6))} is refused and changes nothing`, async ({
    app,
    records,
  }) => {
    const { visitor } = await signedIn(records, app.origin)
    const answer = await submitAction(visitor, settings, {
      form: 'name="name"',
      fields: { name, picture: "" },
    })
    expect(answer.location).toContain("error=invalid_request")
    expect(await records.query('SELECT "name" FROM "User"')).toEqual([{ name: "Sam Seed" }])
  })

test("another user's picture cannot be taken", { tag: ["@idor"] }, async ({ app, records }) => {
  const { visitor } = await signedIn(records, app.origin)
  const other = await signedIn(records, app.origin, { email: "noor@example.test" })
  const fields = { account: other.userId }
  expect((await submitAction(visitor, settings, { form: "Update from", fields })).location).toContain(
    "not_found",
  )
})

test("the export has every row of the user, of every table that belongs to users, and nothing that opens a door", async ({
  app,
  records,
}) => {
  const { visitor, userId } = await signedIn(records, app.origin)
  await signedIn(records, app.origin, { email: "noor@example.test" })
  await records.query(
    `UPDATE "Account" SET "access_token" = 'sealed-one', "refresh_token" = 'sealed-two', "extra" = 'sealed-three'`,
  )
  await records.query('CREATE TABLE "Note" ("id" int, "userId" text, "text" text)')
  try {
    await records.query(`INSERT INTO "Note" VALUES (1, $1, 'mine'), (2, 'other', 'theirs')`, [userId])
    const answer = await visitor.get(`${settings}/export`)
    expect(answer.headers["cache-control"]).toBe("private, no-store")
    const data = JSON.parse(answer.text) as Record<string, Record<string, unknown>[]>
    expect(Object.keys(data).toSorted()).toEqual(["Account", "Activity", "Note", "Session", "User"])
    expect(data["User"]).toMatchObject([{ id: userId, email: "sam@example.test" }])
    expect(data["Note"]).toEqual([{ id: 1, userId, text: "mine" }])
    expect(data["Activity"]).toMatchObject([{ event: "exported" }])
    expect(answer.text).not.toMatch(/sealed-|sessionToken|noor|theirs/)
  } finally {
    await records.query('DROP TABLE "Note"')
  }
})

test(
  "neither export nor deletion happens without a recent sign-in",
  { tag: ["@idor", "@session-end"] },
  async ({ app, records }) => {
    const { visitor } = await signedIn(records, app.origin)
    const form = { ...(await readForm(visitor, settings, "Delete my account")), sure: "on" }
    await records.query(longAgo)
    for (const answer of [
      await visitor.get(`${settings}/export`),
      await sendAction(visitor, settings, form),
      await sendAction(new Visitor(app.origin), settings, form),
      await new Visitor(app.origin).get(`${settings}/export`),
    ])
      expect(new URL(answer.location).pathname).toBe("/signin")
    expect(await records.count("User")).toBe(1)
    expect(await records.activity()).toEqual([])
  },
)

test(
  "a deleted user is gone with sessions and tokens, old cookies are dead, and what happened names nobody",
  { tag: ["@session-end", "@GHSA-2vg6-77g8-24mp"] },
  async ({ page, app, records }) => {
    await signInAs(page, "admin")
    const thief = new Visitor(app.origin)
    for (const { name, value } of await page.context().cookies()) thief.setCookie(name, value)
    await page.goto(settings)
    await page.getByRole("button", { name: "Delete my account" }).click()
    await expect(page).toHaveURL(settings)
    await page.getByLabel("I want my account to be deleted for good.").check()
    await page.getByRole("button", { name: "Delete my account" }).click()
    await expect(page).toHaveURL("/?done=account_deleted")
    await expect(page.getByRole("status")).toHaveText("Your account is deleted, and you are signed out.")
    for (const table of ["User", "Account", "Session"] as const) expect(await records.count(table)).toBe(0)
    expect(await whoAmI(thief)).toBeNull()
    expect(
      await records.query('SELECT 1 FROM "Activity" WHERE "userAgent" IS NOT NULL OR "address" IS NOT NULL'),
    ).toEqual([])
    expect((await records.activity()).map(({ event }) => event)).toEqual(["signed_in", "deleted"])
    await signInAs(page, "admin")
    expect(await records.count("User")).toBe(1)
  },
)

test("activity is shown page by page, the latest first, and only one's own", async ({
  page,
  context,
  app,
  records,
}) => {
  const { userId, cookie } = await signedIn(records, app.origin)
  await records.query(
    `INSERT INTO "Activity" ("id", "event", "userId", "at", "provider", "userAgent", "error")
     SELECT 'a' || n, CASE WHEN n = 45 THEN 'refused' ELSE 'signed_in' END, $1, now() - n * interval '1 minute', 'github',
       'Firefox/1 Windows', CASE WHEN n = 45 THEN 'account_taken' END
     FROM generate_series(1, 45) n UNION ALL SELECT 'other', 'exported', 'somebody', now(), null, null, null`,
    [userId],
  )
  await context.addCookies([cookie])
  await page.goto("/dashboard/activity")
  const entries = page.getByRole("region", { name: "Latest first" }).getByRole("listitem")
  await expect(entries).toHaveCount(20)
  await expect(page.getByText("Downloaded the data")).toBeHidden()
  await page.getByRole("link", { name: "Older" }).click()
  await expect(entries).toHaveCount(20)
  await page.getByRole("link", { name: "Older" }).click()
  await expect(entries).toHaveCount(5)
  await expect(entries.last()).toContainText("already linked to another user")
  await expect(page.getByRole("link", { name: "Older" })).toBeHidden()
  await page.getByRole("link", { name: "Back to the latest" }).click()
  await expect(page).toHaveURL("/dashboard/activity")
})

for (const after of ["x", "9e99~1", "1~'; DROP TABLE", "999999999999999~x", "\0"])
  test(`a place in the activity like ${JSON.stringify(after)} shows a page`, async ({ app, records }) => {
    const { visitor } = await signedIn(records, app.origin)
    const answer = await visitor.get(`/dashboard/activity?${new URLSearchParams({ after })}`)
    expect(answer.status).toBe(200)
  })

test("after 90 days nobody knows from which browser and address something was done, and ended sessions are gone", async ({
  page,
  app,
  records,
}) => {
  const { userId } = await signedIn(records, app.origin)
  await records.query(
    `INSERT INTO "Activity" ("id", "event", "userId", "at", "userAgent", "address")
     SELECT n::text, 'signed_in', $1, now() - n * interval '1 day', 'Firefox', '203.0.113.7' FROM generate_series(89, 92) n`,
    [userId],
  )
  await records.query(`UPDATE "Session" SET "expires" = now() - interval '1 minute'`)
  // An app tidies with the first sign-in after its start, and then every ten minutes.
  const fresh = await openApp({ project: "e2e", label: "tidy", reachDatabase: async () => app.database })
  try {
    await page.goto(`${fresh.origin}/signin`)
    await chooseProvider(page, "oidc")
    await choosePersona(page, "admin")
    await expect(page).toHaveURL(`${fresh.origin}/dashboard`)
    const known = 'SELECT "id" FROM "Activity" WHERE "address" IS NOT NULL'
    await expect.poll(() => records.query(known)).toEqual([{ id: "89" }])
    expect(await records.count("Session")).toBe(1)
  } finally {
    await fresh.close()
  }
})

test("what a busy time left over goes with the next sign-ins, not ten minutes later", async ({
  page,
  app,
  records,
}) => {
  const { userId } = await signedIn(records, app.origin)
  await records.query(
    `INSERT INTO "Session" ("id", "sessionToken", "userId", "expires")
     SELECT n::text, n::text, $1, now() - n * interval '1 minute' FROM generate_series(1, 500) n`,
    [userId],
  )
  const fresh = await openApp({ project: "e2e", label: "backlog", reachDatabase: async () => app.database })
  try {
    for (const left of [300, 100, 0]) {
      await page.context().clearCookies()
      await page.goto(`${fresh.origin}/signin`)
      await chooseProvider(page, "oidc")
      await choosePersona(page, "admin")
      const ended = 'SELECT count(*)::int AS count FROM "Session" WHERE "expires" < now()'
      await expect.poll(() => records.query(ended)).toEqual([{ count: left }])
    }
  } finally {
    await fresh.close()
  }
})

test(
  "what the local providers gave is read out of its seals, and found where it is planted",
  { tag: ["@leak"] },
  async ({ page, app, records }) => {
    await signInAs(page, "admin", "github")
    await page.context().clearCookies()
    await signInAs(page, "no-email")
    const secrets = await keptSecrets(records, app.secret)
    expect(secrets.length).toBeGreaterThan(2)
    for (const secret of secrets) {
      await records.query('UPDATE "User" SET "image" = $1', [secret])
      expect(await leaksOf(app, records)).toContain(secret)
    }
    await records.query('UPDATE "User" SET "image" = NULL')
  },
)
