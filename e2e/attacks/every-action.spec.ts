// Any client can call every server action. Each action is called without a session, and by another user with the owner's fields:
// none of the owner's data may change.
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test, Visitor } from "../support/fixtures"
import type { Records } from "../support/records"
import { seedUser } from "../support/seed"
import { actionForms, sendAction } from "../support/server-action"

const pages = ["/dashboard", "/dashboard/accounts", "/dashboard/sessions", "/dashboard/settings", "/admin"]
const files = [
  "actions.ts",
  "dashboard/accounts/actions.ts",
  "dashboard/sessions/actions.ts",
  "dashboard/settings/actions.ts",
  "admin/actions.ts",
]
/** Actions without a form on these pages, which change no user's data. */
const harmless = ["declinePendingLink"]

/** All rows of a user. */
async function rowsOf(records: Records, userId: string): Promise<string> {
  const rows = await Promise.all(
    ["User:id", "Account:userId", "Session:userId"].map((place) => {
      const [table, column] = place.split(":")
      return records.query(
        `SELECT to_jsonb(t) AS row FROM "${table}" t WHERE "${column}" = $1 ORDER BY "id"`,
        [userId],
      )
    }),
  )
  return JSON.stringify(rows)
}

test(
  "server actions do not change a user's data without a session or for another user",
  { tag: ["@idor", "@GHSA-ph3g-6p57-jfm5", "@GHSA-99h5-pjcv-gr6v", "@GHSA-955p-x3mx-jcvp"] },
  async ({ app, records }) => {
    const owner = await seedUser(records, app.origin, { email: "ada@example.test", role: "ADMIN" })
    // The pages show some forms only with a second account and a second session.
    await records.query(
      `WITH account AS (
         INSERT INTO "Account" ("id", "userId", "type", "provider", "providerAccountId") VALUES ('second', $1, 'oidc', 'oidc', 'second')
       ) INSERT INTO "Session" ("id", "sessionToken", "userId", "expires") VALUES ('second', 'x', $1, now() + interval '1 day')`,
      [owner.userId],
    )
    const forms = (
      await Promise.all(
        pages.map(async (path) =>
          (await actionForms(owner.visitor, path)).map((fields) => ({ path, fields })),
        ),
      )
    ).flat()
    const actions = new Set(
      forms.map(({ fields }) => Object.keys(fields).find((name) => name.startsWith("$ACTION_"))),
    )
    const exported = files.flatMap((file) =>
      [
        ...readFileSync(join(import.meta.dirname, "../../app", file), "utf8").matchAll(
          /export async function (\w+)/g,
        ),
      ].map(([, name]) => name ?? ""),
    )
    expect(actions.size, "every action has a form").toBe(
      exported.filter((name) => !harmless.includes(name)).length,
    )

    const before = await rowsOf(records, owner.userId)
    for (const { path, fields } of forms) {
      const sent = { ...fields, sure: "on", name: "Mallory", picture: "", userId: owner.userId }
      const anonymous = await sendAction(new Visitor(app.origin), path, sent)
      const other = await seedUser(records, app.origin, { email: "noor@example.test" })
      const another = await sendAction(other.visitor, path, sent)
      expect(
        [anonymous.status, another.status].every((status) => status < 500),
        path,
      ).toBe(true)
      expect(await rowsOf(records, owner.userId), `${path} ${JSON.stringify(fields)}`).toBe(before)
      await records.query('DELETE FROM "User" WHERE "id" = $1', [other.userId])
    }
  },
)
