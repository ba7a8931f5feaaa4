// The notes of a user: an example to copy and delete (docs/first-feature.md).
import { messages as en, type Messages } from "../../messages/en"
import { languages } from "../../messages/languages"
import { expect, signInAs, test, Visitor } from "../support/fixtures"
import { expectAccessible } from "../support/page-checks"
import { enter, seedUser } from "../support/seed"
import { readForm, sendAction, submitAction } from "../support/server-action"

const path = "/dashboard/notes"
const texts = 'SELECT "text" FROM "Note" ORDER BY "createdAt"'

test("a member adds notes, sees the latest first and deletes one", async ({ page }) => {
  await signInAs(page, "member")
  await page.getByRole("link", { name: "Notes" }).click()
  await expect(page.getByText("No notes yet.")).toBeVisible()
  for (const text of ["Buy oats", "Call Noor\nabout <b>Friday</b>"]) {
    await page.getByLabel("Text").fill(text)
    await page.getByRole("button", { name: "Add the note" }).click()
    await expect(page.getByRole("status")).toHaveText("The note is saved.")
  }
  const notes = page.getByRole("region", { name: "Latest first" }).getByRole("listitem")
  await expect(notes).toHaveCount(2)
  await expect(notes.first()).toContainText("about <b>Friday</b>")
  await page.getByRole("button", { name: "Delete the note: Buy oats" }).click()
  await expect(page.getByRole("status")).toHaveText("The note is deleted.")
  await expect(notes).toHaveCount(1)
})

test("a visitor is sent to the sign-in page", async ({ page }) => {
  await page.goto(path)
  await expect(page).toHaveURL(/\/signin\?callbackUrl=%2Fdashboard%2Fnotes/)
})

for (const [name, text] of [
  ["empty", "  \n "],
  ["too long", "x".repeat(501)],
  ["one with U+0000", "a\0b"],
] as const)
  test(`a note that is ${name} is rejected`, async ({ app, records }) => {
    const { visitor } = await seedUser(records, app.origin)
    const response = await submitAction(visitor, path, { form: 'name="text"', fields: { text } })
    expect(response.location).toContain("error=invalid_request")
    expect(await records.query(texts)).toEqual([])
  })

test("a note of the longest length is stored, with line breaks as one character", async ({
  app,
  records,
}) => {
  const { visitor } = await seedUser(records, app.origin)
  const longest = `${"x".repeat(249)}\n${"y".repeat(250)}`
  const fields = { text: longest.replace("\n", "\r\n") }
  await submitAction(visitor, path, { form: 'name="text"', fields })
  expect(await records.query(texts)).toEqual([{ text: longest }])
})

test(
  "a user can neither read nor delete another user's note, and a visitor can do nothing",
  { tag: ["@idor"] },
  async ({ app, records }) => {
    const owner = await seedUser(records, app.origin)
    await submitAction(owner.visitor, path, { form: 'name="text"', fields: { text: "Private" } })
    const form = await readForm(owner.visitor, path, 'name="note"')
    const other = await seedUser(records, app.origin, { email: "noor@example.test" })
    expect((await other.visitor.get(path)).text).not.toContain("Private")
    expect((await sendAction(other.visitor, path, form)).location).toContain("error=not_found")
    expect(new URL((await sendAction(new Visitor(app.origin), path, form)).location).pathname).toBe("/signin")
    expect(await records.query(texts)).toEqual([{ text: "Private" }])
  },
)

test("the export contains the notes, and they are deleted with their user", async ({ app, records }) => {
  const { visitor, userId } = await seedUser(records, app.origin)
  await submitAction(visitor, path, { form: 'name="text"', fields: { text: "Mine" } })
  expect(JSON.parse((await visitor.post("/dashboard/settings/export")).text)).toMatchObject({
    Note: [{ text: "Mine", userId }],
  })
  await records.query('DELETE FROM "User"')
  expect(await records.query(texts)).toEqual([])
})

const all: Messages[] = Object.values(languages)

for (const { locale, notes } of all)
  test.describe(`in ${locale}`, () => {
    test.use({ locale })

    test("the page is translated and accessible, also on a phone", async ({
      page,
      context,
      app,
      records,
    }) => {
      const { userId } = await enter(context, records, app.origin)
      await records.query(`INSERT INTO "Note" ("id", "text", "userId") VALUES ('1', $1, $2)`, [
        `${"long".repeat(60)} word`,
        userId,
      ])
      await page.setViewportSize({ width: 390, height: 844 })
      await page.goto(path)
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(notes.title)
      await expect(page).toHaveTitle(new RegExp(notes.title))
      await expectAccessible(page)
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(overflow).toBeLessThanOrEqual(0)
    })
  })

test("the form works without JavaScript", async ({ browser, app, records }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: app.origin })
  await enter(context, records, app.origin)
  const page = await context.newPage()
  await page.goto(path)
  await page.getByLabel(en.notes.text).fill("By hand")
  await page.getByRole("button", { name: en.notes.add }).click()
  await expect(page.getByRole("status")).toHaveText(en.done.note_added)
  await context.close()
})
