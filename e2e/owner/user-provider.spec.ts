// Client components below <UserProvider> know the signed-in user from the first HTML on, and follow other tabs.
import type { Page } from "@playwright/test"
import { expect, hydrated, signInAs, test } from "../support/fixtures"
import { enter, seedUser } from "../support/seed"

const user = (page: Page) => page.getByTestId("user")

/** Collects every text that the element with the user shows from the start of the page on. */
async function recordTexts(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const texts: string[] = []
    Reflect.set(window, "texts", texts)
    const record = () => {
      const text = document.querySelector("[data-testid=user]")?.textContent
      if (text && texts.at(-1) !== text) texts.push(text)
    }
    new MutationObserver(record).observe(document, { subtree: true, childList: true, characterData: true })
  })
  return () => page.evaluate((): string[] => Reflect.get(window, "texts"))
}

/** The requests of a page, except for its own files. */
function recordRequests(page: Page): string[] {
  const requests: string[] = []
  page.on("request", (request) => {
    const { pathname } = new URL(request.url())
    if (!pathname.startsWith("/_next/static/")) requests.push(`${request.method()} ${pathname}`)
  })
  return requests
}

test("after a sign-in the page has the user in its HTML, without a flash or a request for the session", async ({
  page,
}) => {
  await signInAs(page, "member")
  const texts = await recordTexts(page)
  const requests = recordRequests(page)
  const response = await page.goto("/client")
  expect(await response?.text()).toContain("Milo Brandt, milo@example.test")
  await hydrated(page)
  expect(await texts()).toEqual(["Milo Brandt, milo@example.test"])
  expect(requests).not.toContain("GET /api/auth/session")
  expect(requests.filter((request) => request === "GET /client")).toHaveLength(1)
})

test("a visitor without a session has no user, from the first HTML on", async ({ page }) => {
  const texts = await recordTexts(page)
  await page.goto("/client")
  await hydrated(page)
  expect(await texts()).toEqual(["no user"])
})

test(
  "the page has the public fields of the session only, the same as GET /api/auth/session",
  { tag: "@leak" },
  async ({ app, records }) => {
    const { visitor, userId } = await seedUser(records, app.origin)
    const { text } = await visitor.get("/client/other")
    const found = /\{\\"user\\":.*?\\"expires\\":\\".*?\\"\}/.exec(text)?.[0].replaceAll('\\"', '"') ?? "null"
    expect(JSON.parse(found)).toEqual(JSON.parse((await visitor.get("/api/auth/session")).text))
    expect(JSON.parse(found)).toEqual({
      user: {
        id: userId,
        name: "Sam Seed",
        email: "sam@example.test",
        image: null,
        // Named by publicSessionFields. `updatedAt` is a session field too, for the server only.
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      },
      expires: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    })
    for (const field of ["updatedAt", "emailVerified", "authenticatedAt", "lastSeen", "userAgent"])
      expect(text).not.toContain(field)
  },
)

test("a second tab shows no user after a sign-out, and the user after a sign-in", async ({
  page,
  context,
}) => {
  const tab = await context.newPage()
  await tab.goto("/client")
  // Only then it hears of the other tab.
  await hydrated(tab)
  await expect(user(tab)).toHaveText("no user")

  await signInAs(page, "member")
  await expect(user(tab)).toHaveText("Milo Brandt, milo@example.test")

  await tab.getByLabel("Draft").fill("a draft of Milo's")
  await page.goto("/signout")
  await page.getByRole("button", { name: "Sign out", exact: true }).click()
  await expect(page).toHaveURL("/")
  await expect(user(tab)).toHaveText("no user")
  await expect(tab.getByLabel("Draft"), "nothing of the user stays in memory").toHaveValue("")
})

test("a tab of the same user keeps its state when another tab opens a page", async ({
  page,
  context,
  app,
  records,
}) => {
  await enter(context, records, app.origin)
  await page.goto("/client")
  await hydrated(page)
  await page.getByLabel("Draft").fill("unsaved")
  const tab = await context.newPage()
  await tab.goto("/client/other")
  await expect(user(tab)).toHaveText("Sam Seed, sam@example.test")
  await tab.goto("/dashboard")
  await expect(page.getByLabel("Draft")).toHaveValue("unsaved")
})

test("an outage of the database is an error, not a sign-out", async ({
  page,
  context,
  app,
  records,
  console,
}) => {
  console.expect(/500|React error #441/)
  await enter(context, records, app.origin)
  await records.query('ALTER TABLE "Session" RENAME TO "Away"')
  try {
    await page.goto("/client")
    await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("First page")
    await expect(page.getByText("no user")).toHaveCount(0)
  } finally {
    await records.query('ALTER TABLE "Away" RENAME TO "Session"')
  }
})
