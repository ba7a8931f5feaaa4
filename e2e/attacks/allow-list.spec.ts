// AUTH_ALLOW: only verified addresses that the list has may sign in.
import { randomUUID } from "node:crypto"
import { appScope, openApp } from "../support/app"
import { test as base, expect } from "../support/fixtures"
import { approve, begin, currentUser, expectError, expectSignedIn, signIn } from "../support/flow"
import type { ProviderUser } from "../support/hostile-provider/behaviour"
import { submitAction } from "../support/server-action"

const test = base.extend({
  app: [
    async ({ hostile }, use, { workerIndex }) => {
      const env = { ...hostile.env, AUTH_ALLOW: "@example.com, ada@example.org, @münchen.example" }
      const app = await openApp({ project: "e2e", label: `allow-list-${workerIndex}`, env })
      await use(app)
      await app.close()
    },
    appScope,
  ],
})

const milo = { sub: "1", name: "Milo", email: "milo@example.com", email_verified: true }

/** The user at each provider: OpenID Connect has them in claims, GitHub in a list of addresses. */
function behaviourOf(user: ProviderUser) {
  const { email, email_verified } = user
  return { user, emails: [{ email, primary: true, verified: email_verified }] }
}

for (const providerId of ["oidc", "github"]) {
  for (const email of ["milo@example.com", "Milo@EXAMPLE.com", "ADA@example.org", "a@xn--mnchen-3ya.example"])
    test(`${email} may sign in at ${providerId}, first and again`, async ({ visitor, app, hostile }) => {
      hostile.behave(behaviourOf({ ...milo, email }))
      for (let time = 1; time <= 2; time++)
        expectSignedIn(await signIn(visitor, providerId), `${app.origin}/dashboard`)
    })

  for (const [title, user, tag] of [
    ["an unverified address", { ...milo, email_verified: false }, "@pre-hijack"],
    ["an address of another domain", { ...milo, email: "milo@example.net" }, "@fail-open"],
    [
      "another address of a domain with one in the list",
      { ...milo, email: "milo@example.org" },
      "@fail-open",
    ],
    ["an address of a subdomain", { ...milo, email: "milo@mail.example.com" }, "@address"],
    ["an address of a longer domain", { ...milo, email: "milo@example.com.attacker.test" }, "@address"],
    ["no address", { ...milo, email: null }, "@fail-open"],
  ] as const)
    test(`${title} is rejected at ${providerId}`, { tag: [tag] }, async ({ visitor, hostile, records }) => {
      hostile.behave(behaviourOf(user))
      expectError(await signIn(visitor, providerId), "not_allowed", 403)
      expect(await currentUser(visitor)).toBeNull()
      for (const table of ["User", "Account", "Session"] as const) expect(await records.count(table)).toBe(0)
      expect(await records.activity()).toEqual([
        { event: "refused", provider: providerId, error: "not_allowed" },
      ])
    })
}

for (const providerId of ["oauth2", "oauth1", "twitter-legacy"])
  test(
    `an unverified address is rejected at ${providerId}, which never says that one is verified`,
    { tag: ["@pre-hijack"] },
    async ({ visitor, hostile, records }) => {
      hostile.behave(behaviourOf(milo))
      expectError(await signIn(visitor, providerId), "not_allowed", 403)
      expect(await records.count("User")).toBe(0)
    },
  )

test(
  "a known user is rejected once their address has left the list",
  { tag: ["@fail-open"] },
  async ({ visitor, hostile, records }) => {
    hostile.behave(behaviourOf(milo))
    await signIn(visitor, "oidc")
    await visitor.post("/api/auth/signout")
    hostile.behave(behaviourOf({ ...milo, email: "milo@example.net" }))
    expectError(await signIn(visitor, "oidc"), "not_allowed", 403)
    expect(await records.count("Session")).toBe(0)
    expect(await records.query('SELECT "email" FROM "Account"')).toEqual([{ email: milo.email }])
  },
)

test(
  "an account that may not sign in cannot be linked or confirm the user",
  { tag: ["@pre-hijack", "@fail-open"] },
  async ({ visitor, hostile, records }) => {
    hostile.behave(behaviourOf(milo))
    await signIn(visitor, "oidc")
    hostile.behave(behaviourOf({ ...milo, sub: "2", email: "private@example.net" }))
    const { location } = await submitAction(visitor, "/dashboard/accounts", { form: "Link GitHub" })
    expectError(await visitor.get(await approve(visitor, location)), "not_allowed", 403)
    expect(await records.count("Account")).toBe(1)

    const claims = (given: Record<string, unknown>) => ({
      ...given,
      auth_time: Math.floor(Date.now() / 1000),
    })
    hostile.behave({ ...behaviourOf({ ...milo, email: "private@example.net" }), claims })
    expectError(
      await visitor.get(await approve(visitor, await begin(visitor, "oidc", { confirm: "1" }))),
      "not_allowed",
      403,
    )
  },
)

test("the visitor reads why, and the page names no address", async ({ page, hostile }) => {
  hostile.behave(behaviourOf({ ...milo, email: `${randomUUID()}@example.net` }))
  await page.goto("/signin")
  await page.getByRole("button", { name: "Continue with Hostile OpenID" }).click()
  await expect(page.getByRole("alert").first()).toContainText("This account may not sign in here")
  await expect(page.getByText("@example")).toHaveCount(0)
})
