// Sign-ins through the pages, in a browser.
import {
  choosePersona,
  chooseProvider,
  expect,
  porticoId,
  signInAs,
  test,
  type LocalProvider,
} from "../support/fixtures"
import { enter } from "../support/seed"

const providers: { id: LocalProvider; name: string }[] = [
  { id: "github", name: "GitHub" },
  { id: "google", name: "Google" },
  { id: "oidc", name: porticoId },
]

for (const { id, name } of providers) {
  test(`a visitor signs in with ${name} and lands on the dashboard`, async ({ page, records }) => {
    await page.goto("/signin")
    await chooseProvider(page, id)
    await choosePersona(page, "member")

    await expect(page).toHaveURL("/dashboard")
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Hello, Milo Brandt")
    const you = page.getByRole("region", { name: "About you" })
    await expect(you).toContainText("milo@example.test")
    await expect(you.getByText("verified", { exact: true })).toBeVisible()
    await expect(you).toContainText("Member")
    const session = page.getByRole("region", { name: "This session" })
    await expect(session).toContainText(name)
    await expect(session).toContainText("Chrome")
    await expect(session.getByRole("time").first()).toBeVisible()

    expect(await records.query('SELECT "provider", "email" FROM "Account"')).toEqual([
      { provider: id, email: "milo@example.test" },
    ])
    expect(await records.activity()).toEqual([{ event: "signed_in", provider: id, error: null }])
  })

  test(`a visitor who denies access at ${name} sees an error and can try again`, async ({
    page,
    records,
  }) => {
    await page.goto("/signin?callbackUrl=%2Fdashboard%3Ftab%3D2")
    await chooseProvider(page, id)
    await choosePersona(page, "deny")

    await expect(page).toHaveTitle(/Sign-in did not finish/)
    await expect(page.getByRole("alert").filter({ hasText: "access was declined" })).toBeVisible()
    expect(await records.count("User")).toBe(0)
    expect(await records.activity()).toEqual([{ event: "refused", provider: id, error: "access_denied" }])

    await chooseProvider(page, id)
    await choosePersona(page, "member")
    await expect(page).toHaveURL("/dashboard?tab=2")
  })
}

test("the landing page starts a sign-in with a server action", async ({ page, records }) => {
  await page.goto("/")
  await page.getByRole("button", { name: "Continue with GitHub" }).click()
  await choosePersona(page, "admin")
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Hello, Ada Whitfield")
  expect(await records.count("Session")).toBe(1)
})

test("a visitor of the dashboard is sent to sign in and returns to it", async ({ page }) => {
  await page.goto("/dashboard?tab=2")
  await expect(page).toHaveURL(/\/signin\?callbackUrl=/)
  await chooseProvider(page, "oidc")
  await choosePersona(page, "member")
  await expect(page).toHaveURL(/\/dashboard/)
})

test("a returning user is the same user with a new session", async ({ page, context, records }) => {
  await signInAs(page, "member", "google")
  await context.clearCookies()
  await signInAs(page, "member", "google")
  expect(await records.count("User")).toBe(1)
  expect(await records.count("Account")).toBe(1)
  expect(await records.count("Session")).toBe(2)
})

test(
  "a verified address does not sign in to an existing user",
  { tag: ["@pre-hijack", "@GHSA-g38m-r43w-p2q7"] },
  async ({ page, context, records }) => {
    await signInAs(page, "member", "google")
    await context.clearCookies()
    await page.goto("/signin")
    await chooseProvider(page, "github")
    await choosePersona(page, "member")
    const alert = page.getByRole("alert").filter({ hasText: "already an account with this email address" })
    await expect(alert).toBeVisible()
    await expect(page).toHaveURL(/error=account_not_linked/)
    expect(await records.count("Account")).toBe(1)
  },
)

test("an unverified address is shown as not verified", async ({ page }) => {
  await signInAs(page, "unverified")
  const you = page.getByRole("region", { name: "About you" })
  await expect(you).toContainText("una@example.test")
  await expect(you.getByText("not verified")).toBeVisible()
})

test("a user without an address can sign in", async ({ page, records }) => {
  await signInAs(page, "no-email", "github")
  await expect(page.getByText("No address given")).toBeVisible()
  expect(await records.query('SELECT "email", "emailVerified" FROM "User"')).toEqual([
    { email: null, emailVerified: null },
  ])
})

test("a very long name does not make a page scroll sideways", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 })
  await signInAs(page, "long-name")
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(await overflow()).toBeLessThanOrEqual(0)
  await page.goto("/signin")
  await expect(page.getByRole("heading", { name: "You are signed in" })).toBeVisible()
  expect(await overflow()).toBeLessThanOrEqual(0)
})

test("two tabs can finish their sign-ins in reverse order", async ({ page, context }) => {
  const second = await context.newPage()
  await page.goto("/signin?callbackUrl=%2F%3Ftab%3D1")
  await second.goto("/signin?callbackUrl=%2F%3Ftab%3D2")
  await chooseProvider(page, "github")
  await chooseProvider(second, "google")

  await choosePersona(second, "admin")
  await expect(second).toHaveURL("/?tab=2")
  await choosePersona(page, "member")
  await expect(page).toHaveURL("/?tab=1")
  await page.getByRole("link", { name: "Open your dashboard" }).click()
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Hello, Milo Brandt")
})

test("the sign-in page tells a signed-in user so and lets them change accounts", async ({
  page,
  context,
  app,
  records,
}) => {
  await enter(context, records, app.origin)
  await page.goto("/signin")
  await expect(page.getByText("You are signed in as Sam Seed.")).toBeVisible()
  await page.getByRole("button", { name: "Sign out and use another account" }).click()
  await expect(page).toHaveURL("/signin")
  await expect(page.getByRole("button", { name: `Continue with ${porticoId}` })).toBeVisible()
  expect(await records.count("Session")).toBe(0)
})
