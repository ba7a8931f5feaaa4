// The main features work without JavaScript.
import { choosePersona, chooseProvider, expect, signInAs, test } from "../support/fixtures"

test.use({ javaScriptEnabled: false })

test("sign-in and sign-out work without JavaScript", async ({ page, records }) => {
  await signInAs(page, "member", "github")
  await page.goto("/signout")
  await page.getByRole("button", { name: "Sign out" }).click()
  await expect(page).toHaveURL("/")
  expect(await records.count("Session")).toBe(0)
})

test("the server actions of the landing page and the menu work without JavaScript", async ({
  page,
  records,
}) => {
  await page.goto("/")
  await page.getByRole("button", { name: "Continue with GitHub" }).click()
  await choosePersona(page, "member")
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Hello, Milo Brandt")
  await page.getByRole("button", { name: "Your account" }).click()
  await page.getByRole("button", { name: "Sign out" }).click()
  await expect(page).toHaveURL("/")
  expect(await records.count("Session")).toBe(0)
})

test("an error is shown without JavaScript", async ({ page }) => {
  await page.goto("/signin")
  await chooseProvider(page, "oidc")
  await choosePersona(page, "deny")
  await expect(page.getByRole("alert")).toContainText("access was declined")
})
