// An account is linked or unlinked only for the signed-in user who has just requested it.
import { expect, test, Visitor } from "../support/fixtures"
import { approve, currentUser, signIn } from "../support/flow"
import { readForm, sendAction, submitAction } from "../support/server-action"

test.use({ providerSet: "hostile" })

const accounts = "/dashboard/accounts"
const ada = { sub: "1", name: "Ada Whitfield", email: "ada@example.com", email_verified: true }
const noor = { sub: "2", name: "Noor Haddad", email: "noor@example.com", email_verified: true }
const other = { sub: "3", name: "Una Sørensen", email: "una@example.com", email_verified: true }

/** Submits "Link GitHub". Returns the URL of the authorization request. */
async function linkGitHub(visitor: Visitor): Promise<string> {
  return (await submitAction(visitor, accounts, { form: "Link GitHub" })).location
}

/** GitHub's list of email addresses. */
const emails = [{ email: ada.email, primary: true, verified: true }]

/** The error in the query of a redirect. */
function errorIn(location: string): string | null {
  return new URL(location).searchParams.get("error")
}

const asBrowser = { headers: { accept: "text/html" } }

/** Locks all accounts until two statements wait for the lock, or for at most a minute. */
const lockAccounts = `DO $$ BEGIN
  PERFORM 1 FROM "Account" FOR UPDATE;
  FOR turn IN 1..3000 LOOP
    PERFORM pg_stat_clear_snapshot();
    EXIT WHEN 2 = (
      SELECT count(*) FROM pg_stat_activity WHERE "datname" = current_database() AND "wait_event_type" = 'Lock'
    );
    PERFORM pg_sleep(0.02);
  END LOOP;
END $$`

test(
  "an attempt to link in the browser of another user links nothing",
  { tag: ["@pre-hijack", "@mix-up"] },
  async ({ visitor, app, hostile, records }) => {
    hostile.behave({ user: ada })
    await signIn(visitor, "oidc")
    const callback = await approve(visitor, await linkGitHub(visitor))
    const victim = new Visitor(app.origin)
    hostile.behave({ user: noor })
    await signIn(victim, "oidc")
    for (const { name, value } of visitor.cookiesNamed("attempt-")) victim.setCookie(name, value)
    expect(errorIn((await victim.get(callback, asBrowser)).location)).toBe("session_changed")
    expect(await records.count("Account")).toBe(2)
  },
)

test(
  "an attempt to link ends with the session that began it",
  { tag: ["@session-end"] },
  async ({ visitor, hostile, records }) => {
    hostile.behave({ user: ada })
    await signIn(visitor, "oidc")
    const callback = await approve(visitor, await linkGitHub(visitor))
    await visitor.post("/api/auth/signout")
    expect(errorIn((await visitor.get(callback, asBrowser)).location)).toBe("session_changed")
    expect(await records.count("Account")).toBe(1)
    expect(await currentUser(visitor)).toBeNull()
  },
)

test(
  "after a taken address, guided linking accepts only the rejected account",
  { tag: ["@pre-hijack"] },
  async ({ visitor, hostile, records }) => {
    hostile.behave({ user: ada })
    await signIn(visitor, "oidc")
    await visitor.post("/api/auth/signout")
    hostile.behave({ user: { ...ada, sub: "77" }, emails })
    await signIn(visitor, "github")
    hostile.behave({ user: ada })
    await signIn(visitor, "oidc")
    const authorization = await linkGitHub(visitor)
    hostile.behave({ user: { ...other, sub: "78" } })
    const response = await visitor.get(await approve(visitor, authorization), asBrowser)
    expect(errorIn(response.location)).toBe("account_mismatch")
    expect(await records.count("Account")).toBe(1)
  },
)

test(
  "after a taken address, the account is offered only to the user who has the address",
  { tag: ["@pre-hijack"] },
  async ({ visitor, hostile }) => {
    hostile.behave({ user: ada })
    await signIn(visitor, "oidc")
    await visitor.post("/api/auth/signout")
    hostile.behave({ user: { ...ada, sub: "77" }, emails })
    await signIn(visitor, "github")
    // Another user of this browser.
    hostile.behave({ user: noor })
    await signIn(visitor, "oidc")
    expect((await visitor.get(accounts)).text).not.toContain("as well?")
    await visitor.post("/api/auth/signout")
    hostile.behave({ user: ada })
    await signIn(visitor, "oidc")
    expect((await visitor.get(accounts)).text).toContain("as well?")
  },
)

test(
  "an account with an unverified address is not offered for linking",
  { tag: ["@pre-hijack", "@identity", "@GHSA-g38m-r43w-p2q7", "@GHSA-qq9h-g4jm-xgf3"] },
  async ({ visitor, app, hostile, records }) => {
    hostile.behave({ user: ada })
    await signIn(new Visitor(app.origin), "oidc")
    hostile.behave({ user: { ...ada, sub: "9", email_verified: false } })
    const response = await signIn(visitor, "oidc")
    expect(response.location).toBe(`${app.origin}/dashboard`)
    expect(visitor.cookiesNamed("link-")).toEqual([])
    expect(await records.count("User")).toBe(2)
    expect((await visitor.get(accounts)).text).not.toContain("as well?")
  },
)

test(
  "the error of a taken address does not reveal its user",
  { tag: ["@leak"] },
  async ({ visitor, app, hostile }) => {
    hostile.behave({ user: ada })
    await signIn(new Visitor(app.origin), "oidc")
    hostile.behave({ user: { ...ada, sub: "77", name: "Another user" }, emails })
    const { location } = await signIn(visitor, "github")
    expect(location + JSON.stringify([...visitor.cookies.values()])).not.toMatch(/Ada|Whitfield|oidc/)
  },
)

test(
  "a user cannot unlink another user's account",
  { tag: ["@idor", "@GHSA-ph3g-6p57-jfm5"] },
  async ({ visitor, app, hostile, records }) => {
    hostile.behave({ user: ada })
    await signIn(new Visitor(app.origin), "oidc")
    const [foreign] = await records.query<{ id: string }>('SELECT "id" FROM "Account"')
    hostile.behave({ user: noor })
    await signIn(visitor, "oidc")
    await visitor.get(await approve(visitor, await linkGitHub(visitor)))
    const fields = { account: foreign?.id ?? "" }
    const response = await submitAction(visitor, accounts, { form: "Unlink", fields })
    expect(errorIn(response.location)).toBe("not_found")
    expect(await records.count("Account")).toBe(3)
  },
)

test(
  "linking and unlinking need a session, and a recent sign-in",
  { tag: ["@idor", "@session-end"] },
  async ({ visitor, app, hostile, records }) => {
    hostile.behave({ user: ada })
    await signIn(visitor, "oidc")
    await visitor.get(await approve(visitor, await linkGitHub(visitor)))
    const forms = [await readForm(visitor, accounts, "Unlink"), await readForm(visitor, accounts, "Link ")]
    await records.query(`UPDATE "Session" SET "authenticatedAt" = now() - interval '11 minutes'`)
    for (const form of forms) {
      const stale = new URL((await sendAction(visitor, accounts, form)).location)
      expect([stale.pathname, stale.searchParams.get("confirm")]).toEqual(["/signin", "1"])
      const anonymous = await sendAction(new Visitor(app.origin), accounts, form)
      expect(new URL(anonymous.location).pathname).toBe("/signin")
    }
    expect(await records.count("Account")).toBe(2)
  },
)

test(
  "only one of two simultaneous unlinks succeeds, so the last account stays",
  { tag: ["@replay"] },
  async ({ visitor, hostile, records }) => {
    hostile.behave({ user: ada })
    await signIn(visitor, "oidc")
    await visitor.get(await approve(visitor, await linkGitHub(visitor)))
    const rows = await records.query<{ id: string }>('SELECT "id" FROM "Account"')
    const form = await readForm(visitor, accounts, "Unlink")
    const lock = records.query(lockAccounts)
    const lockHolder = () =>
      records.query(
        `SELECT 1 FROM pg_stat_activity WHERE "datname" = current_database() AND "wait_event" = 'PgSleep'`,
      )
    await expect.poll(lockHolder).toHaveLength(1)
    const responses = await Promise.all(
      rows.map(({ id }) => sendAction(visitor, accounts, { ...form, account: id })),
    )
    await lock
    expect(responses.map(({ location }) => String(errorIn(location))).toSorted()).toEqual([
      "last_account",
      "null",
    ])
    expect(await records.count("Account")).toBe(1)
  },
)

test(
  "unlinking an account ends the sessions that it began in other browsers",
  { tag: ["@session-end"] },
  async ({ visitor, app, hostile }) => {
    hostile.behave({ user: ada })
    await signIn(visitor, "oidc")
    await visitor.get(await approve(visitor, await linkGitHub(visitor)))
    const elsewhere = new Visitor(app.origin)
    await signIn(elsewhere, "github")
    expect(await currentUser(elsewhere)).not.toBeNull()
    await submitAction(visitor, accounts, { form: "Unlink GitHub" })
    expect(await currentUser(elsewhere)).toBeNull()
    expect(await currentUser(visitor)).not.toBeNull()
  },
)
