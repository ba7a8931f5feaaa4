// Server actions with random fields.
import fc from "fast-check"
import { expect, test } from "../support/fixtures"
import { anyText, expectValidResponse, fewRuns } from "../support/fuzz"
import { seedUser } from "../support/seed"
import { actionForms, sendAction } from "../support/server-action"

test.describe.configure({ timeout: 300_000 })

const pages = [
  "/dashboard/accounts",
  "/dashboard/sessions",
  "/dashboard/settings",
  "/dashboard/notes",
  "/admin",
]
/** The fields of the actions' forms. */
const names =
  "account session user name picture text note provider language scheme callbackUrl federated".split(" ")

/** A body of multipart/form-data cannot contain its own boundary. */
const values = fc.oneof(
  anyText.map((text) => text.toWellFormed()),
  fc.constantFrom("\0", "x\0y", "x".repeat(13_000), "\ufeff", "\u202e"),
)

test(
  "a form with any values ends in a page or an error code, never in an unexpected error",
  { tag: "@malformed" },
  async ({ app, records }) => {
    const owner = await seedUser(records, app.origin, { role: "ADMIN" })
    const forms = (
      await Promise.all(
        pages.map(async (path) =>
          (await actionForms(owner.visitor, path)).map((fields) => ({ path, fields })),
        ),
      )
    ).flat()
    expect(forms.length).toBeGreaterThan(pages.length)
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...forms),
        fc.array(values, { minLength: 12, maxLength: 12 }),
        async (form, texts) => {
          const { visitor } = await seedUser(records, app.origin, {
            email: "noor@example.test",
            role: "ADMIN",
          })
          const fields = {
            ...form.fields,
            ...Object.fromEntries(names.map((name, at) => [name, texts[at] ?? ""])),
          }
          await expectValidResponse(visitor, sendAction(visitor, form.path, fields), app.origin)
          await records.query(`DELETE FROM "User" WHERE "email" = 'noor@example.test'`)
        },
      ),
      fewRuns,
    )
  },
)

test("NUL in a field of any form is an invalid request", { tag: "@malformed" }, async ({ app, records }) => {
  const { visitor, userId } = await seedUser(records, app.origin, { role: "ADMIN" })
  // The pages show some forms only with a second account and a second session.
  await records.query(
    `WITH account AS (
       INSERT INTO "Account" ("id", "userId", "type", "provider", "providerAccountId") VALUES ('second', $1, 'oidc', 'oidc', 'second')
     ) INSERT INTO "Session" ("id", "sessionToken", "userId", "expires") VALUES ('second', 'x', $1, now() + interval '1 day')`,
    [userId],
  )
  for (const [path, field] of [
    ["/dashboard/accounts", "account"],
    ["/dashboard/sessions", "session"],
    ["/dashboard/settings", "account"],
    ["/admin", "user"],
  ] as const) {
    const form = (await actionForms(visitor, path)).find((fields) => field in fields)
    expect(form, path).toBeDefined()
    const response = await sendAction(visitor, path, { ...form, [field]: "x\0" })
    expect({ path, code: new URL(response.location).searchParams.get("error") }).toEqual({
      path,
      code: "invalid_request",
    })
  }
})

/** As React sends the arguments of an action. */
const otherArguments = ["[]", '[{"get":1}]']

test(
  "an action that is called with another argument than a form ends in a page or an error code",
  { tag: "@malformed" },
  async ({ app, records }) => {
    const { visitor } = await seedUser(records, app.origin, { role: "ADMIN" })
    const pathOf = new Map<string, string>()
    for (const path of pages)
      for (const name of (await actionForms(visitor, path)).flatMap(Object.keys)) {
        const [, id] = /^\$ACTION_ID_(\w+)$/.exec(name) ?? []
        if (id) pathOf.set(id, path)
      }
    expect(pathOf.size).toBeGreaterThan(pages.length)
    for (const [id, path] of pathOf)
      for (const body of otherArguments) {
        const headers = { origin: app.origin, "content-type": "text/plain", "next-action": id }
        const caller = await seedUser(records, app.origin, { email: "noor@example.test", role: "ADMIN" })
        const { status } = await caller.visitor.request("POST", path, { headers, body })
        expect(status, `${path} ${body}`).toBeLessThan(500)
        await records.query(`DELETE FROM "User" WHERE "email" = 'noor@example.test'`)
      }
  },
)
