// beforeSignIn of lib/auth/hooks.ts, with the hooks of e2e/support/owner.
import { expect, test, Visitor } from "../support/fixtures"
import { approve, begin, currentUser, errorCode, expectError, expectSignedIn, signIn } from "../support/flow"
import { notesOf } from "../support/hook-notes"
import { submitAction } from "../support/server-action"

test.use({ providerSet: "hostile" })

/** One provider of each protocol: OpenID Connect, OAuth 2.0 and OAuth 1.0. */
const providerIds = ["oidc", "oauth2", "oauth1"]
const asBrowser = { headers: { accept: "text/html" } }
const accounts = "/dashboard/accounts"

/** A behaviour of the provider in which the user has the claim that test-hooks.ts reads. */
const userWithHook = (hook: string) => ({ userinfo: (user: Record<string, unknown>) => ({ ...user, hook }) })

for (const providerId of providerIds) {
  test(
    `rejected at ${providerId}: the visitor reads the hook's message, and nothing is written`,
    { tag: ["@fail-open"] },
    async ({ visitor, hostile, records }) => {
      hostile.behave(userWithHook("before:reject"))
      const callback = await approve(visitor, await begin(visitor, providerId))
      const { status, location } = await visitor.get(callback, asBrowser)
      expect(status).toBe(303)
      const url = new URL(location)
      expect(url.pathname).toBe("/signin")
      expect(url.searchParams.get("error")).toBe("sign_in_rejected")
      expect(location).not.toMatch(/members|Hanna/)
      expect((await visitor.get(location)).text).toContain("Sorry, Hanna Hostile: members &lt;only&gt;.")
      expect(await currentUser(visitor)).toBeNull()
      for (const table of ["User", "Account", "Session"] as const) expect(await records.count(table)).toBe(0)
      const activity = (await records.activity()).filter(({ event }) => !event.startsWith("note_"))
      expect(activity).toEqual([{ event: "refused", provider: providerId, error: "sign_in_rejected" }])
      expect(await notesOf(records, "before")).toEqual([
        { providerId, issuer: expect.any(String), intent: "signIn", isNew: true, name: "Hanna Hostile" },
      ])
    },
  )

  test(
    `a known user of ${providerId} is rejected too, and keeps the session that they have`,
    { tag: ["@fail-open"] },
    async ({ visitor, app, hostile, records }) => {
      expectSignedIn(await signIn(visitor, providerId), `${app.origin}/dashboard`)
      const [user] = await records.query<{ id: string }>('SELECT "id" FROM "User"')
      hostile.behave(userWithHook("before:reject-known"))
      const response = await signIn(visitor, providerId)
      expectError(response, "sign_in_rejected", 403)
      expect(response.text).toContain("Known users are rejected.")
      expect(await notesOf(records, "before")).toEqual([
        expect.objectContaining({ isNew: true }),
        expect.objectContaining({ isNew: false, userId: user?.id }),
      ])
      expect(await records.count("Session")).toBe(1)
      expect(await currentUser(visitor)).toMatchObject({ name: "Hanna Hostile" })
      const recorded = await records.query('SELECT "userId" FROM "Activity" WHERE "event" = \'refused\'')
      expect(recorded).toEqual([{ userId: user?.id }])
    },
  )
}

test(
  "another browser with the address of a rejected sign-in does not read the message",
  { tag: ["@xss"] },
  async ({ visitor, app, hostile }) => {
    hostile.behave(userWithHook("before:reject"))
    const callback = await approve(visitor, await begin(visitor, "oidc"))
    const { location } = await visitor.get(callback, asBrowser)
    const { text } = await new Visitor(app.origin).get(location)
    expect(text).toContain("This account may not sign in here")
    expect(text).not.toContain("Hanna")
  },
)

test("without a text of its own, a rejection shows the usual sentence", async ({ visitor, hostile }) => {
  hostile.behave(userWithHook("before:reject-without-text"))
  const callback = await approve(visitor, await begin(visitor, "oidc"))
  const { location } = await visitor.get(callback, asBrowser)
  expect((await visitor.get(location)).text).toContain("This account may not sign in here")
})

test("the visitor sees the message in a browser, and may choose another way", async ({ page, hostile }) => {
  hostile.behave(userWithHook("before:reject"))
  await page.goto("/signin")
  await page.getByRole("button", { name: "Continue with Hostile OpenID" }).click()
  await expect(page.getByRole("alert").first()).toContainText("Sorry, Hanna Hostile: members <only>.")
  await expect(page.getByRole("button", { name: "Try again" })).toHaveCount(0)
  await expect(page.getByRole("button", { name: "Continue with Hostile OpenID" })).toBeVisible()
})

test(
  "a hook that throws, or returns something else, allows nothing",
  { tag: ["@fail-open", "@leak"] },
  async ({ visitor, hostile, records }) => {
    for (const hook of ["before:throw", "before:false"]) {
      hostile.behave(userWithHook(hook))
      const response = await signIn(visitor, "oidc")
      expectError(response, "hook_failed", 500)
      expect(response.text).not.toContain("the rule failed")
    }
    expect(await records.count("User")).toBe(0)
    expect(await currentUser(visitor)).toBeNull()
  },
)

test(
  "a hook that hangs ends in an error after ten seconds",
  { tag: ["@fail-open"] },
  async ({ visitor, hostile, records }) => {
    hostile.behave(userWithHook("before:hang"))
    expectError(await signIn(visitor, "oidc"), "hook_timeout", 503)
    expect(await records.count("User")).toBe(0)
  },
)

test("a slow hook only delays the sign-in", async ({ visitor, app, hostile }) => {
  hostile.behave(userWithHook("before:slow"))
  expectSignedIn(await signIn(visitor, "oidc"), `${app.origin}/dashboard`)
})

test(
  "a link is rejected, with the id of the signed-in user",
  { tag: ["@pre-hijack", "@fail-open"] },
  async ({ visitor, hostile, records }) => {
    await signIn(visitor, "oidc")
    const [user] = await records.query<{ id: string }>('SELECT "id" FROM "User"')
    hostile.behave(userWithHook("before:reject-link"))
    const link = await submitAction(visitor, accounts, { form: "Link Hostile OAuth 1.0a" })
    const response = await visitor.get(await approve(visitor, link.location))
    expect(errorCode(response)).toBe("sign_in_rejected")
    expect(response.text).toContain("This account cannot be linked.")
    const [, note] = await notesOf(records, "before")
    expect(note).toMatchObject({ intent: "link", isNew: false, userId: user?.id, providerId: "oauth1" })
    expect(await records.count("Account")).toBe(1)
  },
)

test("a re-authentication is asked about, as one of a known user", async ({
  visitor,
  app,
  hostile,
  records,
}) => {
  await signIn(visitor, "oidc")
  const claims = (given: Record<string, unknown>) => ({ ...given, auth_time: Math.floor(Date.now() / 1000) })
  hostile.behave({ claims })
  const again = await signIn(visitor, "oidc", { confirm: "1" })
  expectSignedIn(again, `${app.origin}/dashboard`)
  const [, note] = await notesOf(records, "before")
  expect(note).toMatchObject({ intent: "reauthenticate", isNew: false })

  hostile.behave({ ...userWithHook("before:reject-known"), claims })
  expectError(await signIn(visitor, "oidc", { confirm: "1" }), "sign_in_rejected", 403)
})
