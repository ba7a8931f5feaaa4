// What exists under `next dev` alone.
import { choosePersona, chooseProvider, expect, test } from "./fixtures"
import { enter } from "./seed"

test("the sign-in page marks emulated providers", async ({ page }) => {
  await page.goto("/signin")
  const github = page.getByRole("button", { name: "Continue with GitHub" })
  await expect(github).toContainText("emulated")
  await expect(github).toHaveAccessibleDescription(/local identity server/)
})

test("an error carries a hint for the developer", async ({ page }) => {
  await page.goto("/signin")
  await chooseProvider(page, "oidc")
  await choosePersona(page, "deny")
  const alert = page.getByRole("alert").filter({ hasText: "access was declined" })
  await expect(alert).toContainText("For the developer")
  await expect(alert).toContainText("access_denied")
})

test("the dashboard says where to go on", async ({ page, context, app, records }) => {
  await enter(context, records, app.origin)
  await page.goto("/dashboard")
  await expect(page.getByRole("region", { name: "What next" })).toContainText("app/dashboard/page.tsx")
})

test("signing in and out works under the development server too", async ({ page, records }) => {
  await page.goto("/")
  await page.getByRole("button", { name: "Continue with GitHub" }).click()
  await choosePersona(page, "member")
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Hello, Milo Brandt")
  await page.getByRole("button", { name: "Your account" }).click()
  await page.getByRole("button", { name: "Sign out" }).click()
  await expect(page).toHaveURL("/")
  expect(await records.count("Session")).toBe(0)
})
