// Nobody's account gets connected to, or disconnected from, anybody who did not ask for it just now.
import { expect, test, Visitor } from "../support/fixtures"
import { approve, signIn, whoAmI } from "../support/flow"
import { readForm, sendAction, submitAction } from "../support/server-action"

test.use({ cast: "hostile" })

const accounts = "/dashboard/accounts"
const ada = { sub: "1", name: "Ada Whitfield", email: "ada@example.com", email_verified: true }
const noor = { sub: "2", name: "Noor Haddad", email: "noor@example.com", email_verified: true }
const other = { sub: "3", name: "Una Sørensen", email: "una@example.com", email_verified: true }

/** Presses "Link GitHub". Returns where that leads: the provider's authorization endpoint. */
async function connectGitHub(visitor: Visitor): Promise<string> {
  return (await submitAction(visitor, accounts, { form: "Link GitHub" })).location
}

/** GitHub's list of addresses. */
const emails = [{ email: ada.email, primary: true, verified: true }]

/** The error that a redirect names. */
function errorIn(location: string): string | null {
  return new URL(location).searchParams.get("error")
}

const asBrowser = { headers: { accept: "text/html" } }

/** Lets nobody delete an account until two wait for a turn, or ten seconds long. */
const holdAccounts = `DO $$ BEGIN
  PERFORM 1 FROM "Account" FOR UPDATE;
  FOR turn IN 1..500 LOOP
    PERFORM pg_stat_clear_snapshot();
    EXIT WHEN 2 = (
      SELECT count(*) FROM pg_stat_activity WHERE "datname" = current_database() AND "wait_event_type" = 'Lock'
    );
    PERFORM pg_sleep(0.02);
  END LOOP;
END $$`

test(
  "an attempt to connect that lands in a browser with another user connects nothing",
  { tag: ["@pre-hijack", "@mix-up"] },
  async ({ visitor, app, hostile, records }) => {
    hostile.behave({ person: ada })
    await signIn(visitor, "oidc")
    const callback = await approve(visitor, await connectGitHub(visitor))
    const victim = new Visitor(app.origin)
    hostile.behave({ person: noor })
    await signIn(victim, "oidc")
    for (const { name, value } of visitor.cookiesNamed("attempt-")) victim.setCookie(name, value)
    expect(errorIn((await victim.get(callback, asBrowser)).location)).toBe("session_changed")
    expect(await records.count("Account")).toBe(2)
  },
)

test(
  "an attempt to connect ends with the session that asked for it",
  { tag: ["@session-end"] },
  async ({ visitor, hostile, records }) => {
    hostile.behave({ person: ada })
    await signIn(visitor, "oidc")
    const callback = await approve(visitor, await connectGitHub(visitor))
    await visitor.post("/api/auth/signout")
    expect(errorIn((await visitor.get(callback, asBrowser)).location)).toBe("session_changed")
    expect(await records.count("Account")).toBe(1)
    expect(await whoAmI(visitor)).toBeNull()
  },
)

test(
  "after a taken address, only the account that was refused can be connected by the offer",
  { tag: ["@pre-hijack"] },
  async ({ visitor, hostile, records }) => {
    hostile.behave({ person: ada })
    await signIn(visitor, "oidc")
    await visitor.post("/api/auth/signout")
    hostile.behave({ person: { ...ada, sub: "77" }, emails })
    await signIn(visitor, "github")
    hostile.behave({ person: ada })
    await signIn(visitor, "oidc")
    const authorization = await connectGitHub(visitor)
    hostile.behave({ person: { ...other, sub: "78" } })
    const answer = await visitor.get(await approve(visitor, authorization), asBrowser)
    expect(errorIn(answer.location)).toBe("account_mismatch")
    expect(await records.count("Account")).toBe(1)
  },
)

test(
  "an address that nobody verified is offered no connection",
  { tag: ["@pre-hijack", "@identity", "@GHSA-g38m-r43w-p2q7"] },
  async ({ visitor, app, hostile, records }) => {
    hostile.behave({ person: ada })
    await signIn(new Visitor(app.origin), "oidc")
    hostile.behave({ person: { ...ada, sub: "9", email_verified: false } })
    const answer = await signIn(visitor, "oidc")
    expect(answer.location).toBe(`${app.origin}/dashboard`)
    expect(visitor.cookiesNamed("link-")).toEqual([])
    expect(await records.count("User")).toBe(2)
    expect((await visitor.get(accounts)).text).not.toContain("as well?")
  },
)

test(
  "the refusal of a taken address says nothing about whose it is",
  { tag: ["@leak"] },
  async ({ visitor, app, hostile }) => {
    hostile.behave({ person: ada })
    await signIn(new Visitor(app.origin), "oidc")
    hostile.behave({ person: { ...ada, sub: "77", name: "Somebody else" }, emails })
    const { location } = await signIn(visitor, "github")
    expect(location + JSON.stringify([...visitor.cookies.values()])).not.toMatch(/Ada|Whitfield|oidc/)
  },
)

test(
  "another user's account cannot be disconnected",
  { tag: ["@idor", "@GHSA-ph3g-6p57-jfm5"] },
  async ({ visitor, app, hostile, records }) => {
    hostile.behave({ person: ada })
    await signIn(new Visitor(app.origin), "oidc")
    const [theirs] = await records.query<{ id: string }>('SELECT "id" FROM "Account"')
    hostile.behave({ person: noor })
    await signIn(visitor, "oidc")
    await visitor.get(await approve(visitor, await connectGitHub(visitor)))
    const fields = { account: theirs?.id ?? "" }
    const answer = await submitAction(visitor, accounts, { form: "Unlink", fields })
    expect(errorIn(answer.location)).toBe("not_found")
    expect(await records.count("Account")).toBe(3)
  },
)

test(
  "neither without a session nor with one that is not recent does an action do anything",
  { tag: ["@idor", "@session-end"] },
  async ({ visitor, app, hostile, records }) => {
    hostile.behave({ person: ada })
    await signIn(visitor, "oidc")
    await visitor.get(await approve(visitor, await connectGitHub(visitor)))
    const forms = [await readForm(visitor, accounts, "Unlink"), await readForm(visitor, accounts, "Link ")]
    await records.query(`UPDATE "Session" SET "authenticatedAt" = now() - interval '11 minutes'`)
    for (const form of forms) {
      const stale = new URL((await sendAction(visitor, accounts, form)).location)
      expect([stale.pathname, stale.searchParams.get("confirm")]).toEqual(["/signin", "1"])
      const nobody = await sendAction(new Visitor(app.origin), accounts, form)
      expect(new URL(nobody.location).pathname).toBe("/signin")
    }
    expect(await records.count("Account")).toBe(2)
  },
)

test(
  "of two disconnections at once one leaves the last way in",
  { tag: ["@replay"] },
  async ({ visitor, hostile, records }) => {
    hostile.behave({ person: ada })
    await signIn(visitor, "oidc")
    await visitor.get(await approve(visitor, await connectGitHub(visitor)))
    const rows = await records.query<{ id: string }>('SELECT "id" FROM "Account"')
    const form = await readForm(visitor, accounts, "Unlink")
    const held = records.query(holdAccounts)
    const holding = () =>
      records.query(
        `SELECT 1 FROM pg_stat_activity WHERE "datname" = current_database() AND "wait_event" = 'PgSleep'`,
      )
    await expect.poll(holding).toHaveLength(1)
    const answers = await Promise.all(
      rows.map(({ id }) => sendAction(visitor, accounts, { ...form, account: id })),
    )
    await held
    expect(answers.map(({ location }) => String(errorIn(location))).toSorted()).toEqual([
      "last_account",
      "null",
    ])
    expect(await records.count("Account")).toBe(1)
  },
)

test(
  "disconnecting an account ends the sessions that it opened elsewhere",
  { tag: ["@session-end"] },
  async ({ visitor, app, hostile }) => {
    hostile.behave({ person: ada })
    await signIn(visitor, "oidc")
    await visitor.get(await approve(visitor, await connectGitHub(visitor)))
    const elsewhere = new Visitor(app.origin)
    await signIn(elsewhere, "github")
    expect(await whoAmI(elsewhere)).not.toBeNull()
    await submitAction(visitor, accounts, { form: "Unlink GitHub" })
    expect(await whoAmI(elsewhere)).toBeNull()
    expect(await whoAmI(visitor)).not.toBeNull()
  },
)
