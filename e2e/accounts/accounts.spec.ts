// Connecting and disconnecting accounts, as a person does it.
import { choosePersona, chooseProvider, expect, signInAs, test } from "../support/fixtures"

const accounts = "/dashboard/accounts"

test("a person connects a second account, signs in with it, and disconnects the first", async ({
  page,
  records,
}) => {
  await signInAs(page, "admin")
  await page.goto(accounts)
  await expect(page.getByText("Your only way to sign in")).toBeVisible()
  await page.getByRole("button", { name: "Link GitHub" }).click()
  await choosePersona(page, "admin")
  await expect(page).toHaveURL(accounts)
  await expect(page.getByRole("listitem").filter({ hasText: "GitHub" })).toBeVisible()

  await page.context().clearCookies()
  await signInAs(page, "admin", "github")
  expect(await records.count("User")).toBe(1)

  await page.goto(accounts)
  await page.getByRole("button", { name: "Unlink Portico ID" }).click()
  await expect(page.getByText("Your only way to sign in")).toBeVisible()
  await expect(page.getByRole("button", { name: "Link Portico ID" })).toBeVisible()
  expect((await records.activity()).map(({ event }) => event)).toEqual([
    "signed_in",
    "connected",
    "signed_in",
    "disconnected",
  ])
})

test("an address that is taken leads, by proof of the older account, to a connected one in the same visit", async ({
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

test("the offer to connect is declined with one button", async ({ page, records }) => {
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

test("who signed in long ago proves to be still there before anything is connected or disconnected", async ({
  page,
  records,
}) => {
  await signInAs(page, "admin")
  await records.query(`UPDATE "Session" SET "authenticatedAt" = now() - interval '11 minutes'`)
  await page.goto(accounts)
  await page.getByRole("button", { name: "Link GitHub" }).click()
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Is it still you?")
  await expect(page.getByRole("button", { name: "Continue with" })).toHaveText([/^Continue with Portico ID/])
  await chooseProvider(page, "oidc")
  await choosePersona(page, "admin")
  await expect(page).toHaveURL(accounts)
  await page.getByRole("button", { name: "Link GitHub" }).click()
  await choosePersona(page, "admin")
  await expect(page.getByRole("button", { name: "Unlink GitHub" })).toBeVisible()
})

test(
  "a confirmation by another account signs nobody in and keeps the session",
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

test("an account of somebody else is not connected", { tag: ["@pre-hijack"] }, async ({ page, records }) => {
  await signInAs(page, "admin", "github")
  await page.context().clearCookies()
  await signInAs(page, "no-email")
  await page.goto(accounts)
  await page.getByRole("button", { name: "Link GitHub" }).click()
  await choosePersona(page, "admin")
  await expect(page.getByRole("main").getByRole("alert")).toContainText("linked to another user")
  expect((await records.activity()).at(-1)).toMatchObject({ event: "refused", error: "account_taken" })
})
