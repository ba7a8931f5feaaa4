// A user's identity comes only from the provider, not from request parameters or from the email address.
import { expect, test, Visitor } from "../support/fixtures"
import { approve, begin, currentUser, errorCode, signIn } from "../support/flow"

test.use({ providerSet: "hostile" })

test(
  "user ids in a query or a body are ignored",
  { tag: ["@identity", "@GHSA-99h5-pjcv-gr6v"] },
  async ({ visitor, app, hostile, records }) => {
    await signIn(visitor, "oidc")
    const [owner] = await records.query<{ id: string }>('SELECT "id" FROM "User"')
    const claims = {
      userId: owner?.id ?? "",
      user: owner?.id ?? "",
      sub: "4711",
      email: "hanna@example.test",
    }
    const other = new Visitor(app.origin)
    const query = new URLSearchParams(claims).toString()
    expect((await other.get(`/api/auth/session?${query}`)).text).toBe("null")
    expect((await other.get(`/dashboard?${query}`)).status).toBe(307)
    await other.post(`/api/auth/signout?${query}`, { form: claims })
    expect(await records.count("Session")).toBe(1)

    hostile.behave({ user: { sub: "666", name: "Mallory" } })
    const callback = await approve(other, await begin(other, "oidc", claims))
    await other.get(`${callback}&${query}`)
    expect(await currentUser(other)).toMatchObject({ name: "Mallory" })
    expect(await currentUser(visitor)).toMatchObject({ name: "Hanna Hostile" })
  },
)

test(
  "the same id at two providers is two users",
  { tag: ["@identity", "@GHSA-4rxr-27mm-mxq9"] },
  async ({ visitor, app, hostile, records }) => {
    hostile.behave({
      user: { sub: "77", name: "Same id" },
      userinfo: (user) => ({ ...user, id: "77" }),
    })
    await signIn(visitor, "oidc")
    await signIn(new Visitor(app.origin), "oauth2")
    const accounts = await records.query('SELECT "provider", "providerAccountId" FROM "Account" ORDER BY 1')
    expect(accounts).toEqual([
      { provider: "oauth2", providerAccountId: "77" },
      { provider: "oidc", providerAccountId: "77" },
    ])
    expect(await records.count("User")).toBe(2)
  },
)

test(
  "a user with an unverified address gets no access to the account of its owner",
  { tag: ["@pre-hijack", "@GHSA-g38m-r43w-p2q7", "@GHSA-qq9h-g4jm-xgf3"] },
  async ({ visitor, app, hostile, records }) => {
    const email = "victim@example.test"
    hostile.behave({ user: { sub: "666", name: "Mallory", email, email_verified: false } })
    await signIn(visitor, "oidc")
    hostile.behave({ user: { sub: "1", name: "Victim", email, email_verified: true } })
    const victim = new Visitor(app.origin)
    await signIn(victim, "oidc")
    expect(await currentUser(victim)).toMatchObject({ name: "Victim" })
    expect(await currentUser(visitor)).toMatchObject({ name: "Mallory" })
    expect(await records.count("User")).toBe(2)

    // A later sign-in with the verified address does not lead to the owner's account either.
    hostile.behave({ user: { sub: "666", name: "Mallory", email, email_verified: true } })
    await signIn(visitor, "oidc")
    expect(await currentUser(visitor)).toMatchObject({ name: "Mallory" })
    const verified = await records.query('SELECT "name" FROM "User" WHERE "emailVerified" IS NOT NULL')
    expect(verified).toEqual([{ name: "Victim" }])
  },
)

test(
  "an address at one provider does not sign in to a user of another provider",
  { tag: ["@pre-hijack", "@GHSA-g38m-r43w-p2q7"] },
  async ({ visitor, app, hostile }) => {
    await signIn(visitor, "oidc")
    hostile.behave({ emails: [{ email: "hanna@example.test", primary: true, verified: true }] })
    const response = await signIn(new Visitor(app.origin), "github")
    expect(errorCode(response)).toBe("account_not_linked")
  },
)

for (const [title, email] of [
  ["NUL", "han\0na@example.test"],
  ["a zero-width space", "han\u200bna@example.test"],
  ["an ideographic full stop", "hanna@example\u3002test"],
  ["a trailing line break", "hanna@example.test\n"],
  ["a name that would be cut", `${"a".repeat(242)}@example.test`],
] as const)
  test(
    `an address with ${title} is no address, and not another user's verified one`,
    { tag: ["@address", "@pre-hijack"] },
    async ({ visitor, app, hostile, records }) => {
      await signIn(visitor, "oidc")
      hostile.behave({ user: { sub: "666", name: "Mallory", email, email_verified: true } })
      const other = new Visitor(app.origin)
      await signIn(other, "oidc")
      expect(await currentUser(other)).toMatchObject({ name: "Mallory", email: null })
      const verified = await records.query('SELECT "name" FROM "User" WHERE "emailVerified" IS NOT NULL')
      expect(verified).toEqual([{ name: "Hanna Hostile" }])
    },
  )

test(
  "an international domain is the same address in Unicode and in ASCII",
  { tag: ["@address", "@pre-hijack"] },
  async ({ app, hostile, records }) => {
    const spellings = [
      "hanna@xn--mnchen-3ya.example",
      "Hanna@m\u00fcnchen.example",
      "hanna@M\u00dcNCHEN.example",
    ]
    for (const [first, ...others] of [spellings, spellings.toReversed()]) {
      await records.empty()
      hostile.behave({ user: { sub: "1", email: first, email_verified: true } })
      const visitor = new Visitor(app.origin)
      await signIn(visitor, "oidc")
      expect((await currentUser(visitor))?.email, "stored as it came").toBe(first)
      for (const email of others) {
        hostile.behave({ user: { sub: "2", email, email_verified: true } })
        expect(errorCode(await signIn(new Visitor(app.origin), "oidc"))).toBe("account_not_linked")
      }
    }
  },
)

/** Lets no user be created until two transactions wait. */
const holdUsers = `DO $$ BEGIN
  LOCK TABLE "User" IN SHARE ROW EXCLUSIVE MODE;
  FOR turn IN 1..1500 LOOP
    PERFORM pg_stat_clear_snapshot();
    EXIT WHEN 2 <= (
      SELECT count(*) FROM pg_stat_activity WHERE "datname" = current_database() AND "wait_event_type" = 'Lock'
    );
    PERFORM pg_sleep(0.02);
  END LOOP;
END $$`

test(
  "of two simultaneous first sign-ins with two spellings of an international domain, one is refused",
  { tag: ["@address", "@pre-hijack"] },
  async ({ app, hostile, records }) => {
    const callbacks: [Visitor, string][] = []
    for (const [sub, email] of [
      ["1", "hanna@xn--mnchen-3ya.example"],
      ["2", "hanna@m\u00fcnchen.example"],
    ] as const) {
      hostile.behave({ user: { sub, email, email_verified: true } })
      const visitor = new Visitor(app.origin)
      callbacks.push([visitor, await approve(visitor, await begin(visitor, "oidc"))])
    }
    // Userinfo answers for the token's user, so that both can be completed.
    hostile.behave()
    const held = records.query(holdUsers)
    const holder = `SELECT 1 FROM pg_stat_activity WHERE "datname" = current_database() AND "wait_event" = 'PgSleep'`
    await expect.poll(() => records.query(holder)).toHaveLength(1)
    const responses = await Promise.all(callbacks.map(([visitor, callback]) => visitor.get(callback)))
    await held
    expect(responses.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 409])
    expect(await records.count("User")).toBe(1)
  },
)
