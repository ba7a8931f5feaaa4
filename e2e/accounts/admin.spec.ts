// What administrators see and do, and that nobody else does.
import { makeAdministrator } from "../../scripts/database/administrator.mjs"
import { expect, test, Visitor } from "../support/fixtures"
import { whoAmI } from "../support/flow"
import { signedIn } from "../support/seed"
import { readForm, sendAction } from "../support/server-action"

const admin = { email: "ada@example.test", role: "ADMIN" }

test("an administrator finds a person and signs them out everywhere", async ({
  page,
  context,
  app,
  records,
}) => {
  const noor = await signedIn(records, app.origin, { email: "noor@example.test" })
  const ada = await signedIn(records, app.origin, admin)
  await context.addCookies([ada.cookie])
  await page.goto("/dashboard")
  await page.getByRole("button", { name: "Your account" }).click()
  await page.getByRole("link", { name: "People" }).click()
  const people = page.getByRole("region", { name: "Accounts" }).getByRole("listitem")
  await expect(people).toHaveCount(2)
  await page.getByLabel("Name or email").fill("NOOR@")
  await page.getByRole("button", { name: "Find" }).click()
  await expect(people).toHaveCount(1)
  await page.getByRole("button", { name: "Sign Sam Seed out everywhere" }).click()
  await expect(page.getByText("0 sessions")).toBeVisible()
  expect(await whoAmI(noor.visitor)).toBeNull()
  expect(await whoAmI(ada.visitor)).not.toBeNull()
  expect((await records.activity()).map(({ event }) => event)).toEqual(["revoked_by_admin"])
})

test("people come page by page", async ({ page, context, app, records }) => {
  await records.query(
    `INSERT INTO "User" ("id", "name", "createdAt") SELECT 'p' || n, 'Person ' || n, now() - n * interval '1 hour' FROM generate_series(1, 30) n`,
  )
  const ada = await signedIn(records, app.origin, admin)
  await context.addCookies([ada.cookie])
  await page.goto("/admin")
  const people = page.getByRole("region", { name: "Accounts" }).getByRole("listitem")
  await expect(people).toHaveCount(25)
  await page.getByRole("link", { name: "More" }).click()
  await expect(people).toHaveCount(6)
  await expect(people.last()).toContainText("Person 30")
})

test(
  "for everybody else the page does not exist, and its action does nothing",
  { tag: ["@idor", "@GHSA-xr8f-h2gw-9xh6"] },
  async ({ app, records }) => {
    const ada = await signedIn(records, app.origin, admin)
    const form = await readForm(ada.visitor, "/admin", "out everywhere")
    const noor = await signedIn(records, app.origin)
    expect((await noor.visitor.get("/admin")).status).toBe(404)
    const fields = { ...form, user: ada.userId }
    expect((await sendAction(noor.visitor, "/admin", fields)).status).toBe(404)
    expect(new URL((await sendAction(new Visitor(app.origin), "/admin", fields)).location).pathname).toBe(
      "/signin",
    )
    expect(await whoAmI(ada.visitor)).not.toBeNull()
  },
)

for (const query of ["q=%00", "q=%25_%5C", `q=${"x".repeat(5_000)}`, "after=%00", "after=nobody", "q=a&q=b"])
  test(`a search like ${query.slice(0, 12)} shows a page`, async ({ app, records }) => {
    const ada = await signedIn(records, app.origin, admin)
    expect((await ada.visitor.get(`/admin?${query}`)).status).toBe(200)
  })

test("the owner's command makes an administrator of a verified address or an id, and of nobody else", async ({
  app,
  records,
}) => {
  const { userId, visitor } = await signedIn(records, app.origin)
  expect((await visitor.get("/admin")).status).toBe(404)
  await records.query('UPDATE "User" SET "emailVerified" = NULL')
  await expect(makeAdministrator(app.database, "sam@example.test")).rejects.toThrow("No user has")
  await expect(makeAdministrator(app.database, "noor@example.test")).rejects.toThrow("No user has")
  expect(await makeAdministrator(app.database, userId)).toBe("Sam Seed")
  expect((await visitor.get("/admin")).status).toBe(200)
  await records.query(`UPDATE "User" SET "emailVerified" = now(), "role" = 'USER'`)
  expect(await makeAdministrator(app.database, "SAM@example.test")).toBe("Sam Seed")
  expect((await visitor.get("/admin")).status).toBe(200)
})
