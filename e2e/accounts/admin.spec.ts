// Administration, and that only administrators have access to it.
import { makeAdministrator } from "../../scripts/database/administrator.mjs"
import { expect, test, Visitor } from "../support/fixtures"
import { currentUser } from "../support/flow"
import { seedUser } from "../support/seed"
import { readForm, sendAction } from "../support/server-action"

const admin = { email: "ada@example.test", role: "ADMIN" } as const

test("an administrator finds a user and signs them out everywhere", async ({
  page,
  context,
  app,
  records,
}) => {
  const noor = await seedUser(records, app.origin, { email: "noor@example.test" })
  const ada = await seedUser(records, app.origin, admin)
  await context.addCookies([ada.cookie])
  await page.goto("/dashboard")
  await page.getByRole("button", { name: "Your account" }).click()
  await page.getByRole("link", { name: "Users" }).click()
  const users = page.getByRole("region", { name: "Accounts" }).getByRole("listitem")
  await expect(users).toHaveCount(2)
  await page.getByLabel("Name or email").fill("NOOR@")
  await page.getByRole("button", { name: "Find" }).click()
  await expect(users).toHaveCount(1)
  await page.getByRole("button", { name: "Sign Sam Seed out everywhere" }).click()
  await expect(page.getByText("0 sessions")).toBeVisible()
  expect(await currentUser(noor.visitor)).toBeNull()
  expect(await currentUser(ada.visitor)).not.toBeNull()
  expect((await records.activity()).map(({ event }) => event)).toEqual(["revoked_by_admin"])
})

test(
  "the administration page loads no picture that a user chose",
  { tag: ["@leak"] },
  async ({ app, records }) => {
    const ada = await seedUser(records, app.origin, admin)
    await seedUser(records, app.origin, { email: "noor@example.test" })
    await records.query(`UPDATE "User" SET "image" = 'https://evil.example/seen.png'`)
    const { text } = await ada.visitor.get("/admin")
    expect(text).toContain("noor@example.test")
    expect(text.match(/<main.*<\/main>/s)?.[0]).not.toContain("evil.example")
  },
)

test("the list of users has pages", async ({ page, context, app, records }) => {
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000)
  await records.db.user.createMany({
    data: Array.from({ length: 30 }, (_, n) => ({ name: `Person ${n + 1}`, createdAt: hoursAgo(n + 1) })),
  })
  const ada = await seedUser(records, app.origin, admin)
  await context.addCookies([ada.cookie])
  await page.goto("/admin")
  const users = page.getByRole("region", { name: "Accounts" }).getByRole("listitem")
  await expect(users).toHaveCount(25)
  await page.getByRole("link", { name: "More" }).click()
  await expect(users).toHaveCount(6)
  await expect(users.last()).toContainText("Person 30")
})

test(
  "the administration page is not found for other users, and its action does nothing",
  { tag: ["@idor", "@GHSA-xr8f-h2gw-9xh6"] },
  async ({ app, records }) => {
    const ada = await seedUser(records, app.origin, admin)
    const form = await readForm(ada.visitor, "/admin", "out everywhere")
    const noor = await seedUser(records, app.origin)
    expect((await noor.visitor.get("/admin")).status).toBe(404)
    const fields = { ...form, user: ada.userId }
    expect((await sendAction(noor.visitor, "/admin", fields)).status).toBe(404)
    expect(new URL((await sendAction(new Visitor(app.origin), "/admin", fields)).location).pathname).toBe(
      "/signin",
    )
    expect(await currentUser(ada.visitor)).not.toBeNull()
  },
)

for (const query of ["q=%00", "q=%25_%5C", `q=${"x".repeat(5_000)}`, "after=%00", "after=unknown", "q=a&q=b"])
  test(`a search like ${query.slice(0, 12)} shows a page`, async ({ app, records }) => {
    const ada = await seedUser(records, app.origin, admin)
    expect((await ada.visitor.get(`/admin?${query}`)).status).toBe(200)
  })

test("the command makes only a user with a verified address or a given id an administrator", async ({
  app,
  records,
}) => {
  const { userId, visitor } = await seedUser(records, app.origin)
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
