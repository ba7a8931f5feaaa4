// A user's profile, activity, data export and account deletion.
import { openApp } from "../support/app"
import {
  choosePersona,
  chooseProvider,
  expect,
  hydrated,
  porticoId,
  signInAs,
  test,
  Visitor,
} from "../support/fixtures"
import { currentUser } from "../support/flow"
import { findLeaks, storedSecrets } from "../support/leaks"
import { seedUser } from "../support/seed"
import { readForm, sendAction, submitAction } from "../support/server-action"

const settings = "/dashboard/settings"
const longAgo = `UPDATE "Session" SET "authenticatedAt" = now() - interval '11 minutes'`

test("a user changes name and picture, and takes them from a provider again", async ({ page, records }) => {
  await signInAs(page, "admin")
  await page.goto(settings)
  await page.getByLabel("Name").fill("  Ada of the Analytical Engine ")
  await page.getByLabel("None, your initials instead").check()
  await page.getByRole("button", { name: "Save" }).click()
  await expect(page.getByLabel("Name")).toHaveValue("Ada of the Analytical Engine")
  const profile = 'SELECT "name", "image" FROM "User"'
  expect(await records.query(profile)).toEqual([{ name: "Ada of the Analytical Engine", image: null }])

  await page.getByRole("button", { name: `Update from ${porticoId}` }).click()
  await expect(page.getByLabel("Name")).toHaveValue("Ada Whitfield")
  const [back] = await records.query<{ name: string; image: string }>(profile)
  expect(back).toMatchObject({ name: "Ada Whitfield" })
  expect(back?.image).toContain("http")
})

for (const name of ["x".repeat(101), "Ada\0", "Ada\u202e", "Ada\u200b"])
  test(`a name like ${JSON.stringify(name.slice(0, 6))} is rejected and changes nothing`, async ({
    app,
    records,
  }) => {
    const { visitor } = await seedUser(records, app.origin)
    const response = await submitAction(visitor, settings, {
      form: 'name="name"',
      fields: { name, picture: "" },
    })
    expect(response.location).toContain("error=invalid_request")
    expect(await records.query('SELECT "name" FROM "User"')).toEqual([{ name: "Sam Seed" }])
  })

test("a user cannot take another user's picture", { tag: ["@idor"] }, async ({ app, records }) => {
  const { visitor } = await seedUser(records, app.origin)
  const other = await seedUser(records, app.origin, { email: "noor@example.test" })
  const fields = { account: other.userId }
  expect((await submitAction(visitor, settings, { form: "Update from", fields })).location).toContain(
    "not_found",
  )
})

test("the export has the user's rows of every table that refers to users, and neither secrets nor other users", async ({
  app,
  records,
}) => {
  const { visitor, userId } = await seedUser(records, app.origin)
  const other = await seedUser(records, app.origin, { email: "noor@example.test" })
  await records.query(
    `UPDATE "Account" SET "access_token" = 'sealed-one', "refresh_token" = 'sealed-two', "extra" = 'sealed-three'`,
  )
  // Names that no owner's table has.
  const created = ["TestTeam", "TestMembership", "_TestTeamToUser", "TestPlain"]
  await records.query(`
    CREATE TABLE "TestTeam" ("id" int, "name" text, "ownerId" text REFERENCES "User"("id"), "billedToId" text REFERENCES "User"("id"));
    CREATE TABLE "TestMembership" ("id" int, "userId" text REFERENCES "User"("id"), "invitedById" text REFERENCES "User"("id"));
    CREATE TABLE "_TestTeamToUser" ("A" int, "B" text REFERENCES "User"("id"));
    CREATE TABLE "TestPlain" ("id" int, "userId" text);
    ALTER TABLE "User" ADD COLUMN "testInvitedById" text REFERENCES "User"("id")`)
  try {
    await records.query(`UPDATE "User" SET "testInvitedById" = $1 WHERE "id" = $2`, [userId, other.userId])
    await records.query(
      `WITH team AS (INSERT INTO "TestTeam" VALUES (1, 'owned', $1, $1), (2, 'paid', $2, $1), (3, 'theirs', $2, $2)),
         membership AS (INSERT INTO "TestMembership" VALUES (1, $1, $2), (2, $2, $1)),
         joined AS (INSERT INTO "_TestTeamToUser" VALUES (1, $1), (3, $2))
       INSERT INTO "TestPlain" VALUES (1, $1), (2, 'another')`,
      [userId, other.userId],
    )
    const response = await visitor.post(`${settings}/export`)
    expect(response.headers["cache-control"]).toBe("private, no-store")
    const data = JSON.parse(response.text) as Record<string, Record<string, unknown>[]>
    expect(Object.keys(data)).toEqual(
      expect.arrayContaining(["Account", "Activity", "Session", "User", ...created]),
    )
    expect(data["User"]).toMatchObject([{ id: userId, email: "sam@example.test" }])
    expect(data["TestTeam"]?.map(({ name }) => name).toSorted()).toEqual(["owned", "paid"])
    expect(data["TestMembership"], "an invitation belongs to the invited user").toMatchObject([{ id: 1 }])
    expect(data["_TestTeamToUser"]).toEqual([{ A: 1, B: userId }])
    expect(data["TestPlain"]).toEqual([{ id: 1, userId }])
    expect(data["Activity"]).toMatchObject([{ event: "exported" }])
    expect(response.text).not.toMatch(/sealed-|sessionToken|noor|theirs/)
  } finally {
    await records.query('ALTER TABLE "User" DROP COLUMN "testInvitedById"')
    await records.query(`DROP TABLE ${created.map((table) => `"${table}"`).join(", ")}`)
  }
})

test(
  "export and deletion need a recent sign-in",
  { tag: ["@idor", "@session-end"] },
  async ({ app, records }) => {
    const { visitor } = await seedUser(records, app.origin)
    const form = { ...(await readForm(visitor, settings, "Delete my account")), sure: "on" }
    await records.query(longAgo)
    for (const response of [
      await visitor.post(`${settings}/export`),
      await sendAction(visitor, settings, form),
      await sendAction(new Visitor(app.origin), settings, form),
      await new Visitor(app.origin).post(`${settings}/export`),
    ])
      expect(new URL(response.location).pathname).toBe("/signin")
    expect(await records.count("User")).toBe(1)
    expect(await records.activity()).toEqual([])
  },
)

test(
  "the export is a file only for a form on this site, and a link to it writes no activity",
  { tag: ["@host-header"] },
  async ({ app, records }) => {
    const { visitor } = await seedUser(records, app.origin)
    expect((await visitor.get(`${settings}/export`)).status).toBe(405)
    const foreign = await visitor.post(`${settings}/export`, { headers: { origin: "https://evil.example" } })
    expect(foreign.location).toContain(`${settings}?error=origin_mismatch`)
    expect(foreign.status).toBe(303)
    expect(await records.activity()).toEqual([])
  },
)

test("the settings page downloads the export", async ({ page, records, app }) => {
  await signInAs(page, "admin")
  await page.goto(settings)
  const download = page.waitForEvent("download")
  await page.getByRole("button", { name: "Download" }).click()
  expect((await download).suggestedFilename()).toBe("my-data.json")
  expect(await findLeaks(app, records)).toEqual([])
})

test(
  "a deleted user's sessions and tokens are deleted, and the activity is anonymous",
  { tag: ["@session-end", "@GHSA-2vg6-77g8-24mp"] },
  async ({ page, app, records }) => {
    await signInAs(page, "admin")
    const thief = new Visitor(app.origin)
    for (const { name, value } of await page.context().cookies()) thief.setCookie(name, value)
    await page.goto(settings)
    await hydrated(page)
    await page.getByRole("button", { name: "Delete my account" }).click()
    await expect(page.getByRole("alertdialog")).toBeVisible()
    await expect(page).toHaveURL(settings)
    await page.getByRole("button", { name: "Delete for good" }).click()
    await expect(page).toHaveURL("/?done=account_deleted")
    await expect(page.getByRole("status")).toHaveText("Your account is deleted, and you are signed out.")
    for (const table of ["User", "Account", "Session"] as const) expect(await records.count(table)).toBe(0)
    expect(await currentUser(thief)).toBeNull()
    expect(
      await records.query('SELECT 1 FROM "Activity" WHERE "userAgent" IS NOT NULL OR "address" IS NOT NULL'),
    ).toEqual([])
    expect((await records.activity()).map(({ event }) => event)).toEqual(["signed_in", "deleted"])
    await signInAs(page, "admin")
    expect(await records.count("User")).toBe(1)
  },
)

test("the activity page shows only the user's own events in pages, latest first", async ({
  page,
  context,
  app,
  records,
}) => {
  const { userId, cookie } = await seedUser(records, app.origin)
  await records.query(
    `INSERT INTO "Activity" ("id", "event", "userId", "at", "provider", "userAgent", "error")
     SELECT 'a' || n, CASE WHEN n = 45 THEN 'refused' ELSE 'signed_in' END, $1, now() - n * interval '1 minute', 'github',
       'Firefox/1 Windows', CASE WHEN n = 45 THEN 'account_taken' END
     FROM generate_series(1, 45) n UNION ALL SELECT 'other', 'exported', 'another-user', now(), null, null, null`,
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
  test(`an activity cursor like ${JSON.stringify(after)} shows a page`, async ({ app, records }) => {
    const { visitor } = await seedUser(records, app.origin)
    const response = await visitor.get(`/dashboard/activity?${new URLSearchParams({ after })}`)
    expect(response.status).toBe(200)
  })

test("cleanup removes browser and address of activity after 90 days, and expired sessions", async ({
  page,
  app,
  records,
}) => {
  const { userId } = await seedUser(records, app.origin)
  await records.query(
    `INSERT INTO "Activity" ("id", "event", "userId", "at", "userAgent", "address")
     SELECT n::text, 'signed_in', $1, now() - n * interval '1 day', 'Firefox', '203.0.113.7' FROM generate_series(89, 92) n`,
    [userId],
  )
  await records.query(`UPDATE "Session" SET "expires" = now() - interval '1 minute'`)
  // Cleanup runs with the first sign-in after the start of an app, and then every ten minutes.
  const fresh = await openApp({ project: "e2e", label: "cleanup", reachDatabase: async () => app.database })
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

test("a backlog of cleanup continues with the next sign-ins, not ten minutes later", async ({
  page,
  app,
  records,
}) => {
  const { userId } = await seedUser(records, app.origin)
  await records.query(
    `INSERT INTO "Session" ("id", "sessionToken", "userId", "expires")
     SELECT n::text, n::text, $1, now() - n * interval '1 minute' FROM generate_series(1, 500) n`,
    [userId],
  )
  const fresh = await openApp({ project: "e2e", label: "backlog", reachDatabase: async () => app.database })
  try {
    // A batch has 200 rows, and a sign-in during the pause after a batch deletes nothing.
    const ended = 'SELECT count(*)::int AS count FROM "Session" WHERE "expires" < now()'
    const signInAndCount = async () => {
      await page.context().clearCookies()
      await page.goto(`${fresh.origin}/signin`)
      await chooseProvider(page, "oidc")
      await choosePersona(page, "admin")
      await page.waitForURL(`${fresh.origin}/dashboard`)
      const [row] = await records.query<{ count: number }>(ended)
      return row?.count
    }
    await expect.poll(signInAndCount, { timeout: 120_000 }).toBe(0)
  } finally {
    await fresh.close()
  }
})

test("the leak check finds decrypted provider tokens", { tag: ["@leak"] }, async ({ page, app, records }) => {
  await signInAs(page, "admin", "github")
  await page.context().clearCookies()
  await signInAs(page, "no-email")
  const secrets = await storedSecrets(records, app.secret)
  expect(secrets.length).toBeGreaterThan(2)
  for (const secret of secrets) {
    await records.query('UPDATE "User" SET "image" = $1', [secret])
    expect(await findLeaks(app, records)).toContain(secret)
  }
  await records.query('UPDATE "User" SET "image" = NULL')
})
