// Further scopes, after the sign-in: an owner's code asks for them with getAccessToken, and the user allows them.
import { shortHash } from "../../lib/auth/crypto/hash"
import { deriveKey, sealWith } from "../../lib/auth/crypto/sealing.mjs"
import { expect, test, Visitor } from "../support/fixtures"
import { approve, currentUser, expectError, expectSignedIn, signIn } from "../support/flow"
import { allow, ask, extendedScopes, requestFor, token } from "../support/further-access"
import type { Records } from "../support/records"

test.use({ providerSet: "hostile" })

/** The audit events so far, without the notes of this project's hooks. */
async function events(records: Records): Promise<string[]> {
  const names = (await records.activity()).map(({ event }) => event)
  return names.filter((name) => !name.startsWith("note_"))
}

/** Another user. */
const other = { sub: "12", name: "Other", email: "other@example.test" }

const calendar = { scope: "calendar" }

for (const [provider, own] of [
  ["oauth2", "profile"],
  ["oidc", "openid email profile"],
  ["github", "read:user user:email"],
] as const)
  test(`${provider}: further scopes are asked for on a page of this site, and a plain sign-in does not lose them`, async ({
    visitor,
    records,
    app,
  }) => {
    await signIn(visitor, provider)
    const before = await token(visitor, { provider })
    expect(before).toMatchObject({ status: "ok", scope: own })
    expect(await token(visitor, { provider, scope: own })).toMatchObject({ status: "ok" })

    const wanted = { provider, ...calendar, returnTo: "/dashboard/notes?month=5" }
    const needed = await token(visitor, wanted)
    expect(needed).toMatchObject({ status: "scope_needed", scope: "calendar" })
    const page = await visitor.get(needed.url ?? "")
    expect(page.status).toBe(200)
    expect(page.text).toContain("calendar")
    expect(page.text).toContain('href="/dashboard/notes?month=5"')

    const request = await ask(visitor, wanted)
    expect(request.searchParams.get("scope")).toBe(`${own} calendar`)
    expectSignedIn(
      await visitor.get(await approve(visitor, request.href)),
      `${app.origin}/dashboard/notes?month=5`,
    )
    const allowed = await token(visitor, wanted)
    expect(allowed).toMatchObject({ status: "ok", scope: `${own} calendar` })
    expect(await token(visitor, { provider }), "the token of the sign-in stays").toEqual(before)
    expect(await events(records)).toEqual(["signed_in", "access_extended"])
    expect(await records.count("Session"), "it is no sign-in").toBe(1)

    const elsewhere = new Visitor(app.origin)
    await signIn(elsewhere, provider)
    expect(await token(elsewhere, wanted)).toEqual(allowed)
    expect(await token(elsewhere, { provider })).toMatchObject({ status: "ok", scope: own })
    expect(await token(elsewhere, { provider, scope: "tasks" })).toMatchObject({ status: "scope_needed" })
    expect(await records.count("User")).toBe(1)
  })

test("later requests ask for the earlier scopes too", async ({ visitor }) => {
  await signIn(visitor, "oauth2")
  await allow(visitor, calendar)
  const request = await ask(visitor, { scope: "tasks profile" })
  expect(request.searchParams.get("scope")).toBe("profile calendar tasks")
  await visitor.get(await approve(visitor, request.href))
  expect(await token(visitor, { scope: "calendar tasks" })).toMatchObject({
    status: "ok",
    scope: "profile calendar tasks",
  })
})

test("scopes that a provider separates by commas are stored as granted", async ({ visitor, hostile }) => {
  hostile.behave({ token: (response) => ({ ...response, scope: "read:user,user:email,repo" }) })
  await signIn(visitor, "github")
  expect(await token(visitor, { provider: "github", scope: "repo" })).toMatchObject({
    status: "ok",
    scope: "read:user user:email repo",
  })
  expect(await token(visitor, { provider: "github", scope: "public_repo" })).toMatchObject({ status: "ok" })
})

test("a token response without a scope grants what was requested", async ({ visitor, hostile }) => {
  hostile.behave({ token: (response) => ({ ...response, scope: undefined }) })
  await signIn(visitor, "oauth2")
  expect(await token(visitor, {})).toMatchObject({ scope: "profile" })
  await allow(visitor, calendar)
  expect(await token(visitor, calendar)).toMatchObject({ status: "ok", scope: "profile calendar" })
})

test(
  "scopes that the user did not allow are an error, and the earlier ones stay",
  { tag: "@fail-open" },
  async ({ visitor, hostile, records }) => {
    await signIn(visitor, "oauth2")
    await allow(visitor, calendar)
    const before = await token(visitor, calendar)
    hostile.behave({ token: (response) => ({ ...response, scope: "profile calendar" }) })
    expectError(await allow(visitor, { scope: "tasks" }), "scope_not_granted", 403)
    expect(await token(visitor, calendar)).toEqual(before)
    expect((await records.activity()).at(-1)).toMatchObject({ event: "refused", error: "scope_not_granted" })

    hostile.behave({ token: (response) => ({ ...response, scope: "profile calendar tasks" }) })
    await allow(visitor, { scope: "tasks contacts" })
    expect(await token(visitor, { scope: "tasks" }), "a part is better than nothing").toMatchObject({
      status: "ok",
    })
    expect(await token(visitor, { scope: "contacts" })).toMatchObject({ status: "scope_needed" })
  },
)

test("a first sign-in with further scopes has them, and a later one with fewer does not lose them", async ({
  visitor,
  app,
}) => {
  await signIn(visitor, "oauth2", { scope: "calendar tasks" })
  const both = await token(visitor, { scope: "calendar tasks" })
  expect(both).toMatchObject({ status: "ok", scope: "profile calendar tasks" })
  expect(await token(visitor, {}), "there is no other token").toEqual(both)

  const again = new Visitor(app.origin)
  await signIn(again, "oauth2", calendar)
  expect(await token(again, { scope: "calendar tasks" })).toEqual(both)
  expect(await token(again, calendar)).toMatchObject({ status: "ok", scope: "profile calendar" })
})

test("an account is linked with further scopes", async ({ visitor, records }) => {
  await signIn(visitor, "oidc")
  const { location } = await visitor.post("/api/link", { form: { provider: "oauth2", ...calendar } })
  expect(new URL(location).searchParams.get("scope")).toBe("profile calendar")
  await visitor.get(await approve(visitor, location))
  expect(await token(visitor, calendar)).toMatchObject({ status: "ok" })
  expect(await events(records)).toEqual(["signed_in", "connected"])
})

test("a refresh token is requested on demand, as OpenID Connect has it", async ({ visitor, hostile }) => {
  hostile.behave({ token: (response) => ({ ...response, refresh_token: undefined }) })
  await signIn(visitor, "oidc")
  const wanted = { provider: "oidc", offline: "yes" }
  hostile.behave()
  const request = await ask(visitor, wanted)
  expect(request.searchParams.get("scope")).toBe("openid email profile offline_access")
  expect(request.searchParams.get("prompt")).toBe("consent")
  await visitor.get(await approve(visitor, request.href))
  expect(await token(visitor, wanted)).toMatchObject({ status: "ok" })
})

test("a token of further scopes that the API rejects is asked for again", async ({ visitor, hostile }) => {
  hostile.behave({ token: (response) => ({ ...response, refresh_token: undefined }) })
  await signIn(visitor, "oauth2")
  await allow(visitor, calendar)
  const { accessToken = "" } = await token(visitor, calendar)
  expect(await token(visitor, { ...calendar, insteadOf: "another" })).toMatchObject({ accessToken })
  expect(await token(visitor, { ...calendar, insteadOf: accessToken })).toMatchObject({
    status: "scope_needed",
  })
  expect(await token(visitor, calendar)).toMatchObject({ status: "scope_needed" })
  expect(await token(visitor, {}), "that of the sign-in is not affected").toMatchObject({ status: "ok" })
  await allow(visitor, calendar)
  expect(await token(visitor, calendar)).toMatchObject({ status: "ok" })
})

test("a sign-out at the provider revokes the tokens that its session was allowed", async ({
  visitor,
  hostile,
  records,
}) => {
  await signIn(visitor, "oidc")
  await allow(visitor, { provider: "oidc", ...calendar })
  await visitor.post("/api/auth/signout", { form: { federated: "true" } })
  const stored = () => records.query('SELECT "extendedTokens", "extendedScope" FROM "Account"')
  await expect.poll(stored).toEqual([{ extendedTokens: null, extendedScope: null }])
  expect(hostile.received.filter(({ path }) => path === "/revoke")).toHaveLength(4)
})

const attack = { tag: ["@identity", "@sealed-purpose"] }

test(
  "a request for more access is only for its user and provider",
  attack,
  async ({ visitor, app, hostile }) => {
    await signIn(visitor, "oauth2")
    const access = await requestFor(visitor, calendar)
    hostile.behave({ user: other })
    const stranger = new Visitor(app.origin)
    expectError(await stranger.post("/api/auth/signin/oauth2", { form: { access } }), "session_changed", 409)
    await signIn(stranger, "oauth2")
    expectError(await stranger.post("/api/auth/signin/oauth2", { form: { access } }), "attempt_expired", 400)
    expectError(await visitor.post("/api/auth/signin/oidc", { form: { access } }), "attempt_expired", 400)
    const page = (who: Visitor) => who.get(`/signin/access?${new URLSearchParams({ request: access })}`)
    expect((await page(stranger)).text).toContain("This question has expired")
    expect((await page(visitor)).text).toContain("calendar")
  },
)

test(
  "a request that this app did not seal for the purpose is not accepted",
  attack,
  async ({ visitor, app, records }) => {
    await signIn(visitor, "oauth2")
    const [account] = await records.query<{ id: string; userId: string }>(
      'SELECT "id", "userId" FROM "Account"',
    )
    const sealed = await sealWith(deriveKey("attempt", app.secret), {
      provider: "oauth2",
      account: account?.id,
      user: shortHash(account?.userId ?? ""),
      scope: "calendar",
      returnTo: "/",
    })
    for (const access of [sealed, "forged", `${await requestFor(visitor, calendar)}x`]) {
      const response = await visitor.post("/api/auth/signin/oauth2", { form: { access } })
      expectError(response, "attempt_expired", 400)
    }
    const { text } = await visitor.get(`/signin/access?${new URLSearchParams({ request: sealed })}`)
    expect(text).toContain("This question has expired")
  },
)

test(
  "another account than the one that was asked for gets nothing",
  attack,
  async ({ visitor, hostile, records }) => {
    await signIn(visitor, "oauth2")
    const request = await ask(visitor, calendar)
    hostile.behave({ user: other })
    expectError(await visitor.get(await approve(visitor, request.href)), "account_mismatch", 409)
    expect(await token(visitor, calendar)).toMatchObject({ status: "scope_needed" })
    expect(await records.count("Account")).toBe(1)
  },
)

test("an account that was unlinked meanwhile is not linked again", attack, async ({ visitor, records }) => {
  await signIn(visitor, "oidc")
  const linking = await visitor.post("/api/link", { form: { provider: "oauth2", scope: "tasks" } })
  await visitor.get(await approve(visitor, linking.location))
  const request = await ask(visitor, calendar)
  await records.query(`DELETE FROM "Account" WHERE "provider" = 'oauth2'`)
  expectError(await visitor.get(await approve(visitor, request.href)), "account_mismatch", 409)
  expect(await records.count("Account")).toBe(1)
})

test("a user who signed out meanwhile is allowed nothing", attack, async ({ visitor, records }) => {
  await signIn(visitor, "oauth2")
  const callback = await approve(visitor, (await ask(visitor, calendar)).href)
  await visitor.post("/api/auth/signout")
  expectError(await visitor.get(callback), "session_changed", 409)
  expect(await currentUser(visitor)).toBeNull()
  expect(await records.query('SELECT "extendedScope" FROM "Account"')).toEqual([{ extendedScope: null }])
})

test(
  "an account that belongs to another user meanwhile gets nothing",
  attack,
  async ({ visitor, app, hostile, records }) => {
    await signIn(visitor, "oauth2")
    const callback = await approve(visitor, (await ask(visitor, calendar)).href)
    hostile.behave({ user: other })
    await signIn(new Visitor(app.origin), "oauth2")
    hostile.behave()
    const [{ userId } = {}] = await records.query(
      `SELECT "userId" FROM "Account" WHERE "providerAccountId" = '12'`,
    )
    await records.query(`UPDATE "Account" SET "userId" = $1 WHERE "providerAccountId" = '4711'`, [userId])
    expectError(await visitor.get(callback), "account_mismatch", 409)
    expect(await extendedScopes(records)).toEqual([null, null])
  },
)

test(
  "another user who signed in meanwhile is allowed nothing",
  attack,
  async ({ visitor, hostile, records }) => {
    await signIn(visitor, "oauth2")
    const callback = await approve(visitor, (await ask(visitor, calendar)).href)
    hostile.behave({ user: other })
    await signIn(visitor, "oauth2")
    hostile.behave()
    expectError(await visitor.get(callback), "session_changed", 409)
    expect(await extendedScopes(records)).toEqual([null, null])
  },
)

const race = { tag: ["@refresh-race"] }

test("two simultaneous callbacks of one request act once", race, async ({ visitor, records }) => {
  await signIn(visitor, "oauth2")
  const callback = await approve(visitor, (await ask(visitor, calendar)).href)
  const statuses = (await Promise.all([visitor.copy(), visitor.copy()].map((one) => one.get(callback)))).map(
    ({ status }) => status,
  )
  expect(statuses.filter((status) => status === 303)).toHaveLength(1)
  expect((await events(records)).filter((event) => event === "access_extended")).toHaveLength(1)
  expect(await token(visitor, calendar)).toMatchObject({ status: "ok" })
})

test(
  "of two simultaneous requests for different scopes one is stored whole, and the next has both",
  race,
  async ({ visitor }) => {
    await signIn(visitor, "oauth2")
    const requests = [await ask(visitor, calendar), await ask(visitor, { scope: "tasks" })]
    const callbacks = await Promise.all(requests.map(({ href }) => approve(visitor, href)))
    const responses = await Promise.all(callbacks.map((callback) => visitor.get(callback)))
    expect(responses.map(({ status }) => status)).toEqual([303, 303])
    const tokens = [await token(visitor, calendar), await token(visitor, { scope: "tasks" })]
    expect(tokens.map(({ status }) => status).toSorted()).toEqual(["ok", "scope_needed"])
    await allow(visitor, { scope: tokens[0]?.status === "ok" ? "tasks" : "calendar" })
    expect(await token(visitor, { scope: "calendar tasks" })).toMatchObject({ status: "ok" })
  },
)

test(
  "OAuth 1.0 has no scopes, and an invalid one is rejected",
  { tag: "@malformed" },
  async ({ visitor }) => {
    const start = (provider: string, scope: string) =>
      visitor.post(`/api/auth/signin/${provider}`, { form: { scope } })
    expectError(await start("twitter-legacy", "tasks"), "invalid_request", 400)
    for (const scope of ["a  b", "a\nb", 'a"', "x".repeat(1001)])
      expectError(await start("oauth2", scope), "invalid_request", 400)
    await signIn(visitor, "twitter-legacy")
    expect(await token(visitor, { provider: "twitter-legacy" })).toMatchObject({ status: "ok" })
    expect(await token(visitor, { provider: "twitter-legacy", scope: "a" })).toEqual({
      status: "invalid_request",
    })
    expect(await token(visitor, { scope: "a  b" })).toEqual({ status: "invalid_request" })
  },
)
