// afterSignIn and onSecurityEvent of lib/auth/hooks.ts, with the hooks of e2e/support/owner.
import { randomUUID } from "node:crypto"
import { readFileSync } from "node:fs"
import { expect, test, Visitor } from "../support/fixtures"
import { approve, begin, currentUser, expectError, expectSignedIn, signIn } from "../support/flow"
import { notesOf } from "../support/hook-notes"
import type { Records } from "../support/records"
import { submitAction } from "../support/server-action"

test.use({ providerSet: "hostile" })

const providerIds = ["oidc", "oauth2", "oauth1"]
const accounts = "/dashboard/accounts"
const userWithHook = (hook: string) => ({ userinfo: (user: Record<string, unknown>) => ({ ...user, hook }) })

async function countsOf(records: Records): Promise<number[]> {
  return Promise.all((["User", "Account", "Session"] as const).map((table) => records.count(table)))
}

/** Takes the unique value of the hooks `transaction:conflict` and `transaction:catch`. */
async function takeTeam(records: Records): Promise<void> {
  const insert = `INSERT INTO "Activity" ("id", "event", "attempt") VALUES ($1, 'team', 'taken')`
  await records.query(insert, [randomUUID()])
}

for (const providerId of providerIds) {
  test(`both parts run at ${providerId}, and learn whether the user is new`, async ({
    visitor,
    app,
    records,
  }) => {
    for (const isNew of [true, false]) {
      expectSignedIn(await signIn(visitor, providerId), `${app.origin}/dashboard`)
      const [user] = await records.query<{ id: string }>('SELECT "id" FROM "User"')
      const expected = { providerId, intent: "signIn", isNew, userId: user?.id }
      expect((await notesOf(records, "transaction")).at(-1)).toMatchObject(expected)
      await expect.poll(async () => (await notesOf(records, "response")).at(-1)).toMatchObject(expected)
    }
  })

  test(
    `a hook that throws in the transaction rolls back all of ${providerId}'s sign-in`,
    { tag: ["@fail-open"] },
    async ({ visitor, app, hostile, records }) => {
      hostile.behave(userWithHook("transaction:throw"))
      const response = await signIn(visitor, providerId)
      expectError(response, "hook_failed", 500)
      expect(response.text).not.toContain("no team")
      expect(await countsOf(records)).toEqual([0, 0, 0])
      expect(await notesOf(records, "transaction")).toEqual([])
      expect(await currentUser(visitor)).toBeNull()
      expect(readFileSync(app.log, "utf8")).toContain(
        "afterSignIn.inTransaction threw ← no team could be created",
      )

      hostile.behave()
      expectSignedIn(await signIn(visitor, providerId), `${app.origin}/dashboard`)
      expect((await notesOf(records, "transaction")).map(({ isNew }) => isNew)).toEqual([true])
    },
  )
}

test("the flow of a sign-in that is rolled back is not reported as finished", async ({
  visitor,
  hostile,
  records,
}) => {
  hostile.behave(userWithHook("transaction:throw"))
  await signIn(visitor, "oidc")
  hostile.behave()
  await signIn(visitor, "oidc")
  const attemptOf = async (event: string) => {
    const sql = 'SELECT "attempt" FROM "Activity" WHERE "event" = $1'
    return (await records.query<{ attempt: string }>(sql, [event]))[0]?.attempt
  }
  const finished = async () => (await notesOf(records, "finished")).map(({ attempt }) => attempt)
  await expect.poll(finished).toContain(await attemptOf("signed_in"))
  expect(await attemptOf("refused")).toBeTruthy()
  expect(await finished()).not.toContain(await attemptOf("refused"))
})

test(
  "a hook that hangs in the transaction is given up, and rolls back",
  { tag: ["@fail-open"] },
  async ({ visitor, app, hostile, records }) => {
    hostile.behave(userWithHook("transaction:hang"))
    expectError(await signIn(visitor, "oidc"), "hook_timeout", 503)
    expect(await countsOf(records)).toEqual([0, 0, 0])
    hostile.behave()
    expectSignedIn(await signIn(visitor, "oidc"), `${app.origin}/dashboard`)
  },
)

test("a unique value that is taken runs the transaction once more, then fails it", async ({
  visitor,
  app,
  hostile,
  records,
}) => {
  hostile.behave(userWithHook("transaction:conflict"))
  await takeTeam(records)
  expectError(await signIn(visitor, "oidc"), "hook_failed", 500)
  expect(await countsOf(records)).toEqual([0, 0, 0])
  await records.query(`DELETE FROM "Activity" WHERE "attempt" = 'taken'`)
  expectSignedIn(await signIn(visitor, "oidc"), `${app.origin}/dashboard`)
})

test(
  "a hook that catches the error of its statement fails, since PostgreSQL rolls back all of the sign-in",
  { tag: ["@fail-open"] },
  async ({ visitor, app, hostile, records }) => {
    hostile.behave(userWithHook("transaction:catch"))
    await takeTeam(records)
    expectError(await signIn(visitor, "oidc"), "hook_failed", 500)
    expect(await countsOf(records)).toEqual([0, 0, 0])
    await records.query(`DELETE FROM "Activity" WHERE "attempt" = 'taken'`)
    expectSignedIn(await signIn(visitor, "oidc"), `${app.origin}/dashboard`)
  },
)

test("a hook that throws after the response is logged, and the user stays signed in", async ({
  visitor,
  app,
  hostile,
}) => {
  hostile.behave(userWithHook("response:throw"))
  expectSignedIn(await signIn(visitor, "oidc"), `${app.origin}/dashboard`)
  expect(await currentUser(visitor)).toMatchObject({ name: "Hanna Hostile" })
  await expect
    .poll(() => readFileSync(app.log, "utf8"))
    .toMatch(/"hook_failed".*afterSignIn\.afterResponse threw ← the mail was not sent/)
})

test("the response does not wait for the hook after it", async ({ visitor, app, hostile, records }) => {
  hostile.behave(userWithHook("response:wait"))
  expectSignedIn(await signIn(visitor, "oidc"), `${app.origin}/dashboard`)
  expect(await notesOf(records, "response")).toEqual([])
  await records.query(`INSERT INTO "Activity" ("id", "event") VALUES ($1, 'go')`, [randomUUID()])
  await expect.poll(() => notesOf(records, "response")).toHaveLength(1)
})

test("a link runs the hooks with its intent, and is a security event", async ({
  visitor,
  hostile,
  records,
}) => {
  await signIn(visitor, "oidc")
  hostile.behave(userWithHook("transaction:throw"))
  const link = async () =>
    visitor.get(
      await approve(
        visitor,
        (await submitAction(visitor, accounts, { form: "Link Hostile OAuth 1.0a" })).location,
      ),
    )
  expectError(await link(), "hook_failed", 500)
  expect(await records.count("Account")).toBe(1)
  hostile.behave()
  await link()
  expect(await records.count("Account")).toBe(2)
  expect((await notesOf(records, "transaction")).at(-1)).toMatchObject({ intent: "link", isNew: false })

  const unlink = await records.query<{ id: string }>(`SELECT "id" FROM "Account" WHERE "provider" = 'oauth1'`)
  await submitAction(visitor, accounts, {
    form: unlink[0]?.id ?? "",
    fields: { account: unlink[0]?.id ?? "" },
  })
  await expect
    .poll(async () => (await notesOf(records, "event")).map(({ type, providerId }) => [type, providerId]))
    .toEqual([
      ["account_linked", "oauth1"],
      ["account_unlinked", "oauth1"],
    ])
})

test("only a sign-in from a new device is a security event", async ({ app, records }) => {
  const signInWith = async (userAgent: string) => {
    const visitor = new Visitor(app.origin)
    const callback = await approve(visitor, await begin(visitor, "oidc"))
    const before = (await notesOf(records, "response")).length
    await visitor.get(callback, { headers: { "user-agent": userAgent } })
    await expect.poll(async () => (await notesOf(records, "response")).length).toBe(before + 1)
  }
  await signInWith("Firefox/130.0 (X11; Linux x86_64)")
  await signInWith("Firefox/131.0.2 (X11; Linux x86_64)")
  await signInWith("Safari/18.1 (iPhone)")
  await expect.poll(() => notesOf(records, "event")).toHaveLength(1)
  await signInWith("Safari/18.2 (iPhone)")
  await signInWith("Failing/1 (Windows)")
  await expect
    .poll(() => readFileSync(app.log, "utf8"))
    .toMatch(/"hook_failed".*onSecurityEvent threw ← the alarm failed/)
  expect(await notesOf(records, "event")).toEqual([
    expect.objectContaining({ type: "new_device", providerId: "oidc", userAgent: "Safari/18.1 (iPhone)" }),
  ])
  expect(await records.count("Session")).toBe(5)
})
