// The list of a user's sessions, and how sessions end.
import { choosePersona, chooseProvider, expect, hydrated, signInAs, test, Visitor } from "../support/fixtures"
import { currentUser } from "../support/flow"
import { seedUser } from "../support/seed"
import { getComponents, readForm, sendAction } from "../support/server-action"

const sessions = "/dashboard/sessions"

test("a user sees their sessions, and ends one, the others, and all", async ({
  page,
  browser,
  app,
  records,
}) => {
  await signInAs(page, "admin")
  const others = await Promise.all(
    [1, 2].map(async () => {
      const context = await browser.newContext({ baseURL: app.origin })
      const elsewhere = await context.newPage()
      await signInAs(elsewhere, "admin")
      return elsewhere
    }),
  )
  await page.goto(sessions)
  await expect(page.getByText("this one")).toHaveCount(1)
  await expect(page.getByRole("button", { name: /^End the session/ })).toHaveCount(2)
  await page
    .getByRole("button", { name: /^End the session/ })
    .first()
    .click()
  await expect(page.getByRole("button", { name: /^End the session/ })).toHaveCount(1)
  expect(await records.count("Session")).toBe(2)
  await page.getByRole("button", { name: "End all others" }).click()
  await expect(page.getByText("You are signed in nowhere else.")).toBeVisible()
  for (const elsewhere of others) {
    await elsewhere.goto("/dashboard")
    await expect(elsewhere).toHaveURL(/\/signin/)
    await elsewhere.context().close()
  }
  await page.getByRole("button", { name: "Sign out everywhere" }).click()
  await expect(page).toHaveURL(/\/signin/)
  expect(await records.count("Session")).toBe(0)
})

test("a sign-out in one tab signs the others out, each with a single request", async ({ page, context }) => {
  await signInAs(page, "admin")
  const other = await context.newPage()
  await other.goto("/dashboard/accounts")
  // Only then it hears of the other tab.
  await hydrated(other)
  const requests: string[] = []
  other.on("request", (request) => requests.push(request.url()))
  await page.getByRole("button", { name: "Your account" }).click()
  await page.getByRole("button", { name: "Sign out" }).click()
  await expect(other).toHaveURL(/\/signin/)
  expect(requests.filter((url) => url.endsWith("/dashboard/accounts"))).toHaveLength(1)
})

test("a sign-in as another user reaches the other tabs as well", async ({ page, context }) => {
  await signInAs(page, "admin")
  const other = await context.newPage()
  await other.goto("/dashboard")
  await page.goto("/signin")
  await page.getByRole("button", { name: "Sign out and use another account" }).click()
  await chooseProvider(page, "oidc")
  await choosePersona(page, "no-email")
  // The other tab may just be following the sign-out or the sign-in by itself, which ends a navigation.
  await expect(async () => {
    await other.goto("/dashboard")
    await expect(other.getByRole("heading", { level: 1 })).toContainText("Noor")
  }).toPass()
})

test(
  "a copied cookie is rejected in every kind of request once its session has ended",
  { tag: ["@session-end"] },
  async ({ app, records }) => {
    const { visitor } = await seedUser(records, app.origin)
    const thief = visitor.copy()
    const requests = [
      () => thief.get("/dashboard"),
      () => getComponents(thief, "/dashboard"),
      () => getComponents(thief, "/dashboard", { "next-router-prefetch": "1" }),
    ]
    expect(await currentUser(thief)).not.toBeNull()
    for (const request of requests.slice(0, 2)) expect((await request()).text).toContain("About you")
    const form = await readForm(thief, sessions, "Sign out everywhere")
    await sendAction(visitor, sessions, form)
    expect(await currentUser(thief)).toBeNull()
    for (const request of requests) expect((await request()).text).not.toContain("About you")
    expect((await thief.post("/dashboard/settings/export")).text).not.toContain("User")
    expect(new URL((await sendAction(thief, sessions, form)).location).pathname).toBe("/signin")
  },
)

test("a user cannot end another user's session", { tag: ["@idor"] }, async ({ app, records }) => {
  const ada = await seedUser(records, app.origin)
  const noor = await seedUser(records, app.origin, { email: "noor@example.test" })
  const [foreign] = await records.query<{ id: string }>('SELECT "id" FROM "Session" WHERE "userId" = $1', [
    noor.userId,
  ])
  // The page shows the form only for a second session.
  await records.query(
    `INSERT INTO "Session" ("id", "sessionToken", "userId", "expires") VALUES ('s2', 'x', $1, now() + interval '1 day')`,
    [ada.userId],
  )
  const form = await readForm(ada.visitor, sessions, "End the session")
  const response = await sendAction(ada.visitor, sessions, { ...form, session: foreign?.id ?? "" })
  expect(response.location).toContain("error=not_found")
  expect(await currentUser(noor.visitor)).not.toBeNull()
  expect((await sendAction(new Visitor(app.origin), sessions, form)).location).toContain("/signin")
  expect(await records.count("Session")).toBe(3)
})
