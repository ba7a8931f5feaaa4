// Anybody on the internet can call every server action. So each one is called by nobody, and by another user with somebody's
// fields: nothing of theirs may change.
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test, Visitor } from "../support/fixtures"
import type { Records } from "../support/records"
import { signedIn } from "../support/seed"
import { actionForms, sendAction } from "../support/server-action"

const pages = ["/dashboard", "/dashboard/accounts", "/dashboard/sessions", "/dashboard/settings", "/admin"]
const files = [
  "actions.ts",
  "dashboard/accounts/actions.ts",
  "dashboard/sessions/actions.ts",
  "dashboard/settings/actions.ts",
  "admin/actions.ts",
]
/** What no form of these pages calls, since it changes nothing of anybody's. */
const harmless = ["continueWithFirst", "declinePendingLink"]

/** Everything that a user owns. */
async function belongings(records: Records, userId: string): Promise<string> {
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
  "no action does anything of somebody's for nobody or for another user",
  { tag: ["@idor", "@GHSA-ph3g-6p57-jfm5", "@GHSA-99h5-pjcv-gr6v"] },
  async ({ app, records }) => {
    test.setTimeout(90_000)
    const owner = await signedIn(records, app.origin, { email: "ada@example.test", role: "ADMIN" })
    // A second account and a second session, so that every form is there.
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

    const before = await belongings(records, owner.userId)
    for (const { path, fields } of forms) {
      const sent = { ...fields, sure: "on", name: "Mallory", picture: "", userId: owner.userId }
      const nobody = await sendAction(new Visitor(app.origin), path, sent)
      const other = await signedIn(records, app.origin, { email: "noor@example.test" })
      const another = await sendAction(other.visitor, path, sent)
      expect(
        [nobody.status, another.status].every((status) => status < 500),
        path,
      ).toBe(true)
      expect(await belongings(records, owner.userId), `${path} ${JSON.stringify(fields)}`).toBe(before)
      await records.query('DELETE FROM "User" WHERE "id" = $1', [other.userId])
    }
  },
)
