// The address of a user follows the account that gave it, and identifies no one. The decisions for each combination are in
// lib/auth/store/addresses.test.ts.
import { expect, test, Visitor } from "../support/fixtures"
import { approve, begin, currentUser, errorCode, expectSignedIn, signIn } from "../support/flow"
import type { HostileProvider } from "../support/hostile-provider"
import type { Records } from "../support/records"
import { submitAction } from "../support/server-action"

test.use({ providerSet: "hostile" })

const old = "old@corp.example"
const next = "new@corp.example"

type Given = { sub?: string; email?: string | null; verified?: boolean }

/** What the provider says from now on. */
function give(hostile: HostileProvider, { sub = "1", email = old, verified = true }: Given = {}): void {
  hostile.behave({ user: { sub, name: `User ${sub}`, email, email_verified: verified } })
}

/** Signs in with what the provider says of the user then. */
async function enter(origin: string, hostile: HostileProvider, given?: Given): Promise<Visitor> {
  give(hostile, given)
  const visitor = new Visitor(origin)
  expectSignedIn(await signIn(visitor, "oidc"), `${origin}/dashboard`)
  return visitor
}

/** The address of each user, and whether it is verified. */
async function addresses(records: Records): Promise<[email: string | null, isVerified: boolean][]> {
  const rows = await records.query<{ email: string | null; verified: boolean }>(
    `SELECT "email", "emailVerified" IS NOT NULL AS verified FROM "User" ORDER BY "createdAt"`,
  )
  return rows.map(({ email, verified }) => [email, verified])
}

async function eventsOf(records: Records): Promise<string[]> {
  return (await records.activity()).map(({ event }) => event).filter((event) => event.startsWith("email_"))
}

test(
  "a user who verifies the address at the provider is verified here at the next sign-in",
  { tag: "@identity" },
  async ({ app, hostile, records }) => {
    await enter(app.origin, hostile, { verified: false })
    expect(await addresses(records)).toEqual([[old, false]])
    const visitor = await enter(app.origin, hostile)
    expect(await addresses(records)).toEqual([[old, true]])
    expect(await eventsOf(records)).toEqual(["email_verified"])
    const page = await visitor.get("/dashboard/activity")
    expect(page.text).toContain("Hostile OpenID verified the email address")
  },
)

test(
  "the flag of a provider that verifies no address does not count",
  { tag: "@identity" },
  async ({ visitor, hostile, records }) => {
    for (const verified of [false, true]) {
      give(hostile, { verified })
      await signIn(visitor, "oauth2")
    }
    expect(await addresses(records)).toEqual([[old, false]])
  },
)

test(
  "a user has the new address of the provider, and the next owner of the old one can sign in",
  { tag: ["@identity", "@pre-hijack"] },
  async ({ app, hostile, records }) => {
    await enter(app.origin, hostile)
    const visitor = await enter(app.origin, hostile, { email: next })
    expect(await currentUser(visitor)).toMatchObject({ name: "User 1", email: next })
    expect(await eventsOf(records)).toEqual(["email_changed"])
    expect((await visitor.get("/dashboard/activity")).text).toContain(
      "Took over the new email address from Hostile OpenID",
    )

    const successor = await enter(app.origin, hostile, { sub: "2" })
    expect(await currentUser(successor)).toMatchObject({ name: "User 2", email: old })
    expect(await addresses(records)).toEqual([
      [next, true],
      [old, true],
    ])
    give(hostile, { sub: "3", email: next })
    expect(errorCode(await signIn(new Visitor(app.origin), "oidc")), "the new address is taken").toBe(
      "account_not_linked",
    )
  },
)

test(
  "a new address that the provider has not verified is taken over once it has",
  { tag: ["@identity", "@pre-hijack"] },
  async ({ app, hostile, records }) => {
    await enter(app.origin, hostile)
    for (const verified of [false, false]) await enter(app.origin, hostile, { email: next, verified })
    expect(await addresses(records)).toEqual([[old, false]])
    expect(await records.query('SELECT "email" FROM "Account"')).toEqual([{ email: next }])
    await enter(app.origin, hostile, { email: next })
    expect(await addresses(records)).toEqual([[next, true]])
    expect(await eventsOf(records)).toEqual(["email_unverified", "email_changed"])
  },
)

test(
  "a new address of another user is not taken over until that user is gone, and the old one is free",
  { tag: ["@identity", "@pre-hijack"] },
  async ({ app, hostile, records }) => {
    const owner = await enter(app.origin, hostile, { sub: "2", email: next })
    await enter(app.origin, hostile)
    const visitor = await enter(app.origin, hostile, { email: next })
    expect(await currentUser(visitor)).toMatchObject({ name: "User 1", email: old })
    expect(await currentUser(owner)).toMatchObject({ name: "User 2", email: next })
    expect(await addresses(records)).toEqual([
      [next, true],
      [old, false],
    ])
    await enter(app.origin, hostile, { sub: "3" })

    await submitAction(owner, "/dashboard/settings", { form: "Delete my account", fields: { sure: "on" } })
    await enter(app.origin, hostile, { email: next })
    expect(await addresses(records)).toEqual([
      [next, true],
      [old, true],
    ])
  },
)

test(
  "an address that the provider gives no longer is verified again when it is given again, unless it has a next owner",
  { tag: ["@identity", "@pre-hijack"] },
  async ({ app, hostile, records }) => {
    await enter(app.origin, hostile)
    await enter(app.origin, hostile, { email: null })
    expect(await addresses(records)).toEqual([[old, false]])
    await enter(app.origin, hostile)
    expect(await addresses(records)).toEqual([[old, true]])
    await enter(app.origin, hostile, { email: null })
    await enter(app.origin, hostile, { sub: "2" })
    await enter(app.origin, hostile)
    expect(await addresses(records)).toEqual([
      [old, false],
      [old, true],
    ])
  },
)

for (const email of ["own@site.example", null])
  test(`the address ${email} that the owner's code has set stays`, async ({ app, hostile, records }) => {
    await enter(app.origin, hostile)
    await records.query(`UPDATE "User" SET "email" = $1, "emailVerified" = now()`, [email])
    for (const given of [{ email: next }, { email: next, verified: false }, {}])
      await enter(app.origin, hostile, given)
    expect(await addresses(records)).toEqual([[email, true]])
    expect(await eventsOf(records)).toEqual([])
  })

test("accounts of an older version are compared at their next sign-in", async ({ app, hostile, records }) => {
  await enter(app.origin, hostile, { verified: false })
  await records.query(`UPDATE "Account" SET "emailVerified" = NULL`)
  await enter(app.origin, hostile)
  expect(await addresses(records)).toEqual([[old, true]])
  // Auth.js stores no address in Account.
  await records.query(`UPDATE "User" SET "emailVerified" = NULL`)
  await records.query(`UPDATE "Account" SET "email" = NULL, "emailVerified" = NULL`)
  await enter(app.origin, hostile)
  expect(await addresses(records)).toEqual([[old, true]])
})

test(
  "an address that two accounts give changes when the last of them gives another one",
  { tag: "@identity" },
  async ({ app, hostile, records }) => {
    const emails = [{ email: old, primary: true, verified: true }]
    const changed = [{ email: next, primary: true, verified: true }]
    const visitor = await enter(app.origin, hostile, { verified: false })
    const user = { sub: "7", name: "Octo" }
    hostile.behave({ user, emails })
    const { location } = await submitAction(visitor, "/dashboard/accounts", { form: "Link GitHub" })
    await visitor.get(await approve(visitor, location))
    expect(await addresses(records), "linking changes no address").toEqual([[old, false]])
    await signIn(visitor, "github")
    expect(await addresses(records)).toEqual([[old, true]])

    await enter(app.origin, hostile)
    await enter(app.origin, hostile, { email: "third@corp.example" })
    expect(await addresses(records)).toEqual([[old, true]])
    hostile.behave({ user, emails: changed })
    await signIn(visitor, "github")
    expect(await addresses(records)).toEqual([[next, true]])
    expect(await records.count("User")).toBe(1)
  },
)

/** Locks all users until two statements wait for the lock, or for at most a minute. */
const lockUsers = `DO $$ BEGIN
  PERFORM 1 FROM "User" FOR UPDATE;
  FOR turn IN 1..3000 LOOP
    PERFORM pg_stat_clear_snapshot();
    EXIT WHEN 2 = (
      SELECT count(*) FROM pg_stat_activity WHERE "datname" = current_database() AND "wait_event_type" = 'Lock'
    );
    PERFORM pg_sleep(0.02);
  END LOOP;
END $$`

test(
  "two users whose providers give one new address at once both sign in, and one of them has it",
  { tag: ["@identity", "@replay"] },
  async ({ app, hostile, records }) => {
    await enter(app.origin, hostile, { sub: "1", email: "one@corp.example" })
    await enter(app.origin, hostile, { sub: "2", email: "two@corp.example" })
    const visitors = [new Visitor(app.origin), new Visitor(app.origin)]
    const callbacks: string[] = []
    for (const [index, visitor] of visitors.entries()) {
      give(hostile, { sub: String(index + 1), email: next })
      callbacks.push(await approve(visitor, await begin(visitor, "oidc")))
    }
    const lock = records.query(lockUsers)
    const lockHolder = () =>
      records.query(
        `SELECT 1 FROM pg_stat_activity WHERE "datname" = current_database() AND "wait_event" = 'PgSleep'`,
      )
    await expect.poll(lockHolder).toHaveLength(1)
    const responses = await Promise.all(visitors.map((visitor, index) => visitor.get(callbacks[index] ?? "")))
    await lock
    for (const response of responses) expectSignedIn(response, `${app.origin}/dashboard`)
    const found = await addresses(records)
    expect(found.filter(([email, isVerified]) => email === next && isVerified)).toHaveLength(1)
    expect(await eventsOf(records)).toEqual(["email_changed"])

    // The other user's old address is free from the next sign-in on.
    for (const sub of ["1", "2"]) await enter(app.origin, hostile, { sub, email: next })
    expect((await addresses(records)).filter(([, isVerified]) => isVerified)).toEqual([[next, true]])
    expect(await records.count("User")).toBe(2)
  },
)
