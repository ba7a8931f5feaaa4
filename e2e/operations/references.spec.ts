// Every error has a reference that identifies its line in the log.
import { readFileSync } from "node:fs"
import { messages } from "../../messages/en"
import type { App } from "../support/app"
import { expect, test } from "../support/fixtures"
import { enter, seedUser } from "../support/seed"
import { submitAction } from "../support/server-action"

/** The lines of the app's log that contain a text. */
function linesWith({ log }: App, text: string, from = 0): string[] {
  expect(text.length).toBeGreaterThanOrEqual(8)
  return readFileSync(log, "utf8")
    .slice(from)
    .split("\n")
    .filter((line) => line.includes(text))
}

/** The reference that a page shows. */
function referenceIn(html: string): string | undefined {
  return /Reference\W*<code[^>]*>([^<]*)</.exec(html)?.[1]
}

const shape = /^[2-9a-hjkmnp-z]{8}$/

for (const { path, method, code } of [
  { path: "/api/auth/oidc/callback?state=x", method: "GET", code: "attempt_missing" },
  { path: "/api/auth/nothing", method: "GET", code: "not_found" },
  { path: "/api/auth/session", method: "DELETE", code: "method_not_allowed" },
  { path: "/api/auth/signout", method: "POST", code: "origin_mismatch" },
])
  test(`the reference of the response ${code} is in one line of the log`, async ({ visitor, app }) => {
    const { text } = await visitor.request(method, path)
    const { error } = JSON.parse(text) as { error: { code: string; reference: string } }
    expect(error.code).toBe(code)
    expect(error.reference).toMatch(shape)
    expect(linesWith(app, error.reference)).toEqual([expect.stringContaining(code)])
  })

test("the sign-in page shows the reference of a failed callback", async ({ page, app }) => {
  await page.goto("/api/auth/oidc/callback?state=x")
  const alert = page.getByRole("alert").filter({ hasText: "started in another browser" })
  const reference = (await alert.getByText("Reference").getByRole("code").textContent()) ?? ""
  expect(reference).toMatch(shape)
  expect(linesWith(app, reference)).toEqual([expect.stringContaining(`"code":"attempt_missing"`)])
})

test("a rejected server action redirects to a page with a reference", async ({ app, records }) => {
  const { visitor } = await seedUser(records, app.origin)
  const headers = { origin: null }
  const { location } = await submitAction(visitor, "/dashboard/accounts", { form: "Link ", headers })
  const reference = new URL(location).searchParams.get("ref") ?? ""
  expect(linesWith(app, reference)).toEqual([expect.stringContaining(`"code":"origin_mismatch"`)])
  expect(referenceIn((await visitor.get(location)).text)).toBe(reference)
})

test("a visitor on the wrong host gets a reference", async ({ visitor, app }) => {
  const headers = { host: `127.0.0.1:${new URL(app.origin).port}` }
  const { text } = await visitor.get("/signin?moved=1", { headers })
  expect(text).toContain(messages.errors.wrong_host)
  expect(linesWith(app, referenceIn(text) ?? "")).toEqual([expect.stringContaining(`"code":"wrong_host"`)])
})

for (const ref of ["<b>hacked</b>", "call-0800", "ABCDEFGH", "abcdefg0", "abcdefghj", ""])
  test(`"${ref}" in the query is not shown as a reference`, { tag: "@xss" }, async ({ visitor }) => {
    const query = new URLSearchParams({ error: "access_denied", ref })
    const { text } = await visitor.get(`/signin?${query}`)
    expect(text).toContain(messages.errors.access_denied)
    expect(referenceIn(text)).toBeUndefined()
  })

test("an error page shows a reference that is in the log once", async ({
  page,
  context,
  console,
  app,
  records,
}) => {
  console.expect(/500/)
  console.expect(/React error #441/)
  await enter(context, records, app.origin)
  await records.query('ALTER TABLE "Session" RENAME TO "Away"')
  // Next's digest identifies the error, and an earlier test may have logged the same one.
  const before = readFileSync(app.log, "utf8").length
  try {
    await page.goto("/dashboard")
    const reference = (await page.getByText("Reference").getByRole("code").textContent()) ?? ""
    expect(linesWith(app, reference, before)).toHaveLength(1)
  } finally {
    await records.query('ALTER TABLE "Away" RENAME TO "Session"')
  }
})

test("an unexpected error in a route has a line in the log", async ({ app, records }) => {
  const { visitor } = await seedUser(records, app.origin)
  await records.query('ALTER TABLE "Session" RENAME TO "Away"')
  try {
    const { text, status } = await visitor.get("/api/auth/session")
    const { error } = JSON.parse(text) as { error: { reference: string } }
    expect(status).toBe(500)
    expect(linesWith(app, error.reference)).toEqual([expect.stringContaining(`"code":"unexpected"`)])
  } finally {
    await records.query('ALTER TABLE "Away" RENAME TO "Session"')
  }
})
