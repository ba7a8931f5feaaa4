import { expect, signInAs, test } from "../support/fixtures"
import { enter } from "../support/seed"

test("the menu signs out and ends the session", { tag: "@session-end" }, async ({ page, records }) => {
  await signInAs(page, "member")
  await page.getByRole("button", { name: "Your account" }).click()
  await page.getByRole("button", { name: "Sign out" }).click()
  await expect(page).toHaveURL("/")
  await expect(page.getByRole("link", { name: "Sign in", exact: true })).toBeVisible()
  await page.goto("/dashboard")
  await expect(page).toHaveURL(/\/signin/)
  expect(await records.count("Session")).toBe(0)
  const activity = await records.activity()
  expect(activity.map(({ event }) => event)).toEqual(["signed_in", "signed_out"])
})

test("the sign-out page asks first and then signs out", async ({ page, context, app, records }) => {
  await enter(context, records, app.origin)
  await page.goto("/api/auth/signout")
  await expect(page).toHaveURL("/signout")
  expect(await records.count("Session"), "a GET does not sign out").toBe(1)
  await page.getByRole("button", { name: "Sign out" }).click()
  await expect(page).toHaveURL("/")
  expect(await records.count("Session")).toBe(0)
  await page.goto("/signout")
  await expect(page.getByRole("heading", { name: "You are signed out" })).toBeVisible()
})

test("a visitor who cancels the sign-out stays signed in", async ({ page, context, app, records }) => {
  await enter(context, records, app.origin)
  await page.goto("/signout")
  await page.getByRole("link", { name: "Stay signed in" }).click()
  await expect(page).toHaveURL("/dashboard")
  expect(await records.count("Session")).toBe(1)
})

test(
  "a sign-out ends only this session, and a copy of its cookie becomes invalid",
  { tag: "@session-end" },
  async ({ page, context, app, records }) => {
    const current = await enter(context, records, app.origin)
    await records.query(
      `INSERT INTO "Session" ("id", "sessionToken", "userId", "expires") VALUES ('other', 'other', $1, now() + interval '1 day')`,
      [current.userId],
    )
    const thief = current.visitor
    expect((await thief.get("/dashboard")).status).toBe(200)

    await page.goto("/signout")
    await page.getByRole("button", { name: "Sign out" }).click()
    await expect(page).toHaveURL("/")
    expect((await thief.get("/dashboard")).status).toBe(307)
    expect((await thief.get("/api/auth/session")).text).toBe("null")
    expect(await records.query('SELECT "id" FROM "Session"')).toEqual([{ id: "other" }])
  },
)
