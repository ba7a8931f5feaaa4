// Linking and unlinking accounts in a browser.
import { choosePersona, chooseProvider, expect, porticoId, signInAs, test } from "../support/fixtures"

const accounts = "/dashboard/accounts"

test("a user links a second account, signs in with it, and unlinks the first", async ({ page, records }) => {
  await signInAs(page, "admin")
  await page.goto(accounts)
  await expect(page.getByText("Your only way to sign in")).toBeVisible()
  await page.getByRole("button", { name: "Link GitHub" }).click()
  await choosePersona(page, "admin")
  await expect(page).toHaveURL(accounts)
  await expect(page.getByRole("button", { name: "Unlink GitHub" })).toBeVisible()

  await page.context().clearCookies()
  await signInAs(page, "admin", "github")
  expect(await records.count("User")).toBe(1)

  await page.goto(accounts)
  await page.getByRole("button", { name: `Unlink ${porticoId}` }).click()
  await expect(page.getByText("Your only way to sign in")).toBeVisible()
  await expect(page.getByRole("button", { name: `Link ${porticoId}` })).toBeVisible()
  expect((await records.activity()).map(({ event }) => event)).toEqual([
    "signed_in",
    "connected",
    "signed_in",
    "disconnected",
  ])
})

test("a visitor with a taken address signs in with the older account and links the new one", async ({
  page,
  records,
}) => {
  await signInAs(page, "member")
  await page.context().clearCookies()
  await page.goto("/signin")
  await chooseProvider(page, "github")
  await choosePersona(page, "member")
  await expect(page.getByRole("main").getByRole("alert")).toContainText("already an account")
  expect(await records.count("Account")).toBe(1)

  await chooseProvider(page, "oidc")
  await choosePersona(page, "member")
  await expect(page).toHaveURL(accounts)
  await expect(page.getByRole("heading", { name: "Link GitHub as well?" })).toBeVisible()
  await page
    .getByRole("region", { name: "Link GitHub as well?" })
    .getByRole("button", { name: "Link GitHub" })
    .click()
  await choosePersona(page, "member")
  await expect(page.getByRole("button", { name: "Unlink GitHub" })).toBeVisible()
  await expect(page.getByRole("heading", { name: "as well?" })).toBeHidden()
  expect([await records.count("User"), await records.count("Account")]).toEqual([1, 2])
})

test("an offered link is declined with one button", async ({ page, records }) => {
  await signInAs(page, "member")
  await page.context().clearCookies()
  await page.goto("/signin")
  await chooseProvider(page, "github")
  await choosePersona(page, "member")
  await chooseProvider(page, "oidc")
  await choosePersona(page, "member")
  await page.getByRole("button", { name: "Not now" }).click()
  await expect(page.getByRole("heading", { name: "as well?" })).toBeHidden()
  expect(await records.count("Account")).toBe(1)
})

test("a user without a recent sign-in signs in again before linking an account", async ({
  page,
  records,
}) => {
  await signInAs(page, "admin")
  await records.query(`UPDATE "Session" SET "authenticatedAt" = now() - interval '11 minutes'`)
  await page.goto(accounts)
  await page.getByRole("button", { name: "Link GitHub" }).click()
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Is it still you?")
  await expect(page.getByRole("button", { name: "Continue with" })).toContainText([
    `Continue with ${porticoId}`,
  ])
  await chooseProvider(page, "oidc")
  await choosePersona(page, "admin")
  await expect(page).toHaveURL(`${accounts}?done=confirmed#others`)
  await page.getByRole("button", { name: "Link GitHub" }).click()
  await choosePersona(page, "admin")
  await expect(page.getByRole("button", { name: "Unlink GitHub" })).toBeVisible()
})

test(
  "a re-authentication with another account is rejected and keeps the session",
  { tag: ["@identity"] },
  async ({ page, records }) => {
    await signInAs(page, "admin")
    await records.query(`UPDATE "Session" SET "authenticatedAt" = now() - interval '11 minutes'`)
    await page.goto(accounts)
    await page.getByRole("button", { name: "Link GitHub" }).click()
    await chooseProvider(page, "oidc")
    await choosePersona(page, "no-email")
    await expect(page.getByRole("main").getByRole("alert")).toContainText("different account than expected")
    expect([await records.count("User"), await records.count("Session")]).toEqual([1, 1])
    await page.goto(accounts)
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Linked accounts")
  },
)

test("an account of another user is not linked", { tag: ["@pre-hijack"] }, async ({ page, records }) => {
  await signInAs(page, "admin", "github")
  await page.context().clearCookies()
  await signInAs(page, "no-email")
  await page.goto(accounts)
  await page.getByRole("button", { name: "Link GitHub" }).click()
  await choosePersona(page, "admin")
  await expect(page.getByRole("main").getByRole("alert")).toContainText("linked to another user")
  expect((await records.activity()).at(-1)).toMatchObject({ event: "refused", error: "account_taken" })
})
