// What administrators can do to users: disable and enable them, and change their role.
import { createHash } from "node:crypto"
import { expect, test, Visitor } from "../support/fixtures"
import { currentUser, errorCode, expectSignedIn, signIn } from "../support/flow"
import { seedUser } from "../support/seed"
import { readForm, sendAction, submitAction } from "../support/server-action"

test.use({ providerSet: "hostile" })

const settings = "/dashboard/settings"
const administrator = { email: "ada@example.test", role: "ADMIN" } as const
const hanna = { sub: "1", name: "Hanna", email: "hanna@example.test", email_verified: true }
const longAgo = `UPDATE "Session" SET "authenticatedAt" = now() - interval '11 minutes'`

test(
  "a disabled user is signed out at the next request and cannot sign in, until the user is enabled",
  { tag: ["@session-end", "@idor"] },
  async ({ visitor, app, hostile, records }) => {
    hostile.behave({ user: hanna })
    await signIn(visitor, "oidc")
    const [user] = await records.query<{ id: string }>('SELECT "id" FROM "User"')
    const id = user?.id ?? ""
    const [cookie] = visitor.cookiesNamed("session-")
    const admin = await seedUser(records, app.origin, administrator)
    const disabled = await submitAction(admin.visitor, "/admin", { form: "Disable Hanna" })
    expect(disabled.location).toContain("done=user_disabled")
    expect(await currentUser(visitor)).toBeNull()

    // A session that a parallel sign-in opened after the others were deleted.
    const sessionToken = createHash("sha256")
      .update(cookie?.value ?? "")
      .digest("base64url")
    const expires = new Date(Date.now() + 86_400_000)
    await records.db.session.create({ data: { sessionToken, userId: id, provider: "oidc", expires } })
    visitor.setCookie(cookie?.name ?? "", cookie?.value ?? "")
    expect(await currentUser(visitor)).toBeNull()
    expect((await visitor.get("/dashboard")).status).toBe(307)

    expect(errorCode(await signIn(new Visitor(app.origin), "oidc"))).toBe("user_disabled")
    expect(await records.count("Account")).toBe(2)
    expect(await records.count("User")).toBe(2)

    const enabled = await submitAction(admin.visitor, "/admin", { form: "Enable Hanna" })
    expect(enabled.location).toContain("done=user_enabled")
    const again = new Visitor(app.origin)
    expectSignedIn(await signIn(again, "oidc"), `${app.origin}/dashboard`)
    const events = await records.query<{ event: string; error: string | null; actorId: string | null }>(
      `SELECT "event", "error", "actorId" FROM "Activity" WHERE "userId" = $1 ORDER BY "at"`,
      [id],
    )
    expect(events).toEqual([
      { event: "signed_in", error: null, actorId: null },
      { event: "disabled_by_admin", error: null, actorId: admin.userId },
      { event: "refused", error: "user_disabled", actorId: null },
      { event: "enabled_by_admin", error: null, actorId: admin.userId },
      { event: "signed_in", error: null, actorId: null },
    ])
    const { text } = await again.get("/dashboard/activity")
    expect(text).toContain("Disabled by an administrator")
    expect(text, "the administrator's name").toContain("Sam Seed")
  },
)

test(
  "a user whose only account is OAuth 1.0 or 2.0 is disabled too",
  { tag: "@session-end" },
  async ({ visitor, app, hostile, records }) => {
    for (const providerId of ["oauth2", "twitter-legacy"]) {
      hostile.behave({ user: { sub: "7", name: "Noor", email: null } })
      await signIn(visitor, providerId)
      await records.query('UPDATE "User" SET "disabledAt" = now()')
      expect(errorCode(await signIn(new Visitor(app.origin), providerId)), providerId).toBe("user_disabled")
    }
  },
)

test("a changed role holds at the next request", { tag: "@idor" }, async ({ app, records }) => {
  const admin = await seedUser(records, app.origin, administrator)
  const noor = await seedUser(records, app.origin, { email: "noor@example.test" })
  expect((await noor.visitor.get("/admin")).status).toBe(404)
  const fields = { user: noor.userId, role: "ADMIN" }
  await submitAction(admin.visitor, "/admin", { form: "Change the role", fields })
  expect((await noor.visitor.get("/admin")).status).toBe(200)
  const back = { user: admin.userId, role: "USER" }
  await submitAction(noor.visitor, "/admin", { form: "Change the role", fields: back })
  expect((await admin.visitor.get("/admin")).status).toBe(404)
  expect(
    await records.query(
      `SELECT "event", "userId", "actorId" FROM "Activity" WHERE "actorId" IS NOT NULL ORDER BY "at"`,
    ),
  ).toEqual([
    { event: "role_changed_by_admin", userId: noor.userId, actorId: admin.userId },
    { event: "role_changed_by_admin", userId: admin.userId, actorId: noor.userId },
  ])
})

test("an unknown role or user changes nothing", { tag: ["@malformed"] }, async ({ app, records }) => {
  const { visitor, userId } = await seedUser(records, app.origin, administrator)
  for (const role of ["", "admin", "OWNER", "toString", "__proto__"]) {
    const sent = { form: "Change the role", fields: { user: userId, role } }
    expect((await submitAction(visitor, "/admin", sent)).location, role).toContain("error=invalid_request")
  }
  const unknown = { form: "Change the role", fields: { user: "unknown", role: "ADMIN" } }
  expect((await submitAction(visitor, "/admin", unknown)).location).toContain("error=not_found")
  expect(await records.activity()).toEqual([])
})

test(
  "the last administrator can neither disable nor demote themselves",
  { tag: "@idor" },
  async ({ app, records }) => {
    const { visitor, userId } = await seedUser(records, app.origin, administrator)
    // A disabled administrator does not count.
    const other = await seedUser(records, app.origin, { email: "noor@example.test", role: "ADMIN" })
    await records.query('UPDATE "User" SET "disabledAt" = now() WHERE "id" = $1', [other.userId])
    const demotion = { form: "Change the role", fields: { user: userId, role: "USER" } }
    const disabling = { form: "Disable Sam Seed", fields: { user: userId, disabled: "on" } }
    for (const sent of [demotion, disabling]) {
      const { location } = await submitAction(visitor, "/admin", sent)
      expect(new URL(location, app.origin).searchParams.get("error")).toBe("last_administrator")
    }
    expect(await currentUser(visitor)).not.toBeNull()
  },
)

test(
  "of two administrators who demote each other at once, one remains",
  { tag: ["@idor", "@replay"] },
  async ({ app, records }) => {
    const ada = await seedUser(records, app.origin, administrator)
    const noor = await seedUser(records, app.origin, { email: "noor@example.test", role: "ADMIN" })
    const form = await readForm(ada.visitor, "/admin", "Change the role")
    for (let round = 0; round < 5; round++) {
      await records.query(`UPDATE "User" SET "role" = 'ADMIN'`)
      await Promise.all([
        sendAction(ada.visitor, "/admin", { ...form, user: noor.userId, role: "USER" }),
        sendAction(noor.visitor, "/admin", { ...form, user: ada.userId, role: "USER" }),
      ])
      const remaining = await records.query(`SELECT 1 FROM "User" WHERE "role" = 'ADMIN'`)
      expect(remaining).toHaveLength(1)
    }
  },
)

const deletion = async (visitor: Visitor) => ({
  ...(await readForm(visitor, settings, "Delete my account")),
  sure: "on",
})

test(
  "the last administrator cannot delete their account, and any other user can",
  { tag: "@idor" },
  async ({ app, records }) => {
    const ada = await seedUser(records, app.origin, administrator)
    const noor = await seedUser(records, app.origin, { email: "noor@example.test" })
    // A disabled administrator does not count.
    await seedUser(records, app.origin, { email: "una@example.test", role: "ADMIN" })
    await records.query(`UPDATE "User" SET "disabledAt" = now() WHERE "email" = 'una@example.test'`)
    const form = await deletion(ada.visitor)
    const { location } = await sendAction(ada.visitor, settings, form)
    expect(location).toContain(`${settings}?error=last_administrator`)
    expect((await ada.visitor.get(location)).text).toContain("This is the only administrator")
    expect(await currentUser(ada.visitor)).not.toBeNull()
    expect(await records.activity()).toEqual([])

    const deleted = await sendAction(noor.visitor, settings, await deletion(noor.visitor))
    expect(deleted.location).toContain("done=account_deleted")
    await records.query(`UPDATE "User" SET "disabledAt" = NULL`)
    expect((await sendAction(ada.visitor, settings, form)).location).toContain("done=account_deleted")
    expect(await records.query('SELECT "email" FROM "User"')).toEqual([{ email: "una@example.test" }])
  },
)

test(
  "of two administrators who delete their account at once, one remains",
  { tag: ["@idor", "@replay"] },
  async ({ app, records }) => {
    for (let round = 0; round < 5; round++) {
      await records.empty()
      const ada = await seedUser(records, app.origin, administrator)
      const noor = await seedUser(records, app.origin, { email: "noor@example.test", role: "ADMIN" })
      const forms = await Promise.all([ada, noor].map(({ visitor }) => deletion(visitor)))
      await Promise.all([
        sendAction(ada.visitor, settings, forms[0] ?? {}),
        sendAction(noor.visitor, settings, forms[1] ?? {}),
      ])
      expect(await records.query('SELECT "role" FROM "User"')).toEqual([{ role: "ADMIN" }])
    }
  },
)

/** Demotes a user, and commits once another statement waits for the row, or after a minute. */
const demoteSlowly = (id: string) => `DO $$ BEGIN
  UPDATE "User" SET "role" = 'USER' WHERE "id" = '${id}';
  FOR turn IN 1..3000 LOOP
    PERFORM pg_stat_clear_snapshot();
    EXIT WHEN EXISTS (
      SELECT 1 FROM pg_stat_activity WHERE "datname" = current_database() AND "wait_event_type" = 'Lock'
    );
    PERFORM pg_sleep(0.02);
  END LOOP;
END $$`

test(
  "an administrator who is demoted while they act changes nothing",
  { tag: ["@idor"] },
  async ({ app, records }) => {
    const ada = await seedUser(records, app.origin, administrator)
    const noor = await seedUser(records, app.origin, { email: "noor@example.test", role: "ADMIN" })
    // With a third one, no administrator is the last.
    const una = await seedUser(records, app.origin, { email: "una@example.test", role: "ADMIN" })
    const form = await readForm(noor.visitor, "/admin", "Change the role")
    const demoted = records.query(demoteSlowly(noor.userId))
    const holder = `SELECT 1 FROM pg_stat_activity WHERE "datname" = current_database() AND "wait_event" = 'PgSleep'`
    await expect.poll(() => records.query(holder)).toHaveLength(1)
    const fields = { ...form, user: ada.userId, role: "USER" }
    const { location } = await sendAction(noor.visitor, "/admin", fields)
    await demoted
    expect(location).toContain("error=not_found")
    const remaining = await records.query<{ id: string }>(`SELECT "id" FROM "User" WHERE "role" = 'ADMIN'`)
    expect(remaining.map(({ id }) => id).toSorted()).toEqual([ada.userId, una.userId].toSorted())
  },
)

test(
  "administration needs a recent sign-in",
  { tag: ["@idor", "@session-end"] },
  async ({ app, records }) => {
    const { visitor, userId } = await seedUser(records, app.origin, administrator)
    const forms = await Promise.all(
      ["out everywhere", "Disable", "Change the role"].map((text) => readForm(visitor, "/admin", text)),
    )
    await records.query(longAgo)
    for (const form of forms) {
      const response = await sendAction(visitor, "/admin", { ...form, user: userId, role: "USER" })
      expect(response.location).toContain("/signin?callbackUrl=%2Fadmin&confirm=1")
    }
    expect(await records.activity()).toEqual([])
  },
)
