// The mobile app of docs/protecting.md, whose three files are in e2e/support/owner.
import { createHash, randomBytes } from "node:crypto"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test, Visitor } from "../support/fixtures"
import { currentUser } from "../support/flow"
import { seedUser } from "../support/seed"
import { submitAction } from "../support/server-action"

const root = join(import.meta.dirname, "../..")
const files = ["lib/users/mobile.ts", "app/mobile/page.tsx", "app/api/mobile/route.ts"]

/** Opens the app's page, allows it, and exchanges the code. Returns the app, signed in. */
async function signInApp(visitor: Visitor): Promise<Visitor> {
  const verifier = randomBytes(32).toString("base64url")
  const challenge = createHash("sha256").update(verifier).digest("base64url")
  const { location } = await submitAction(visitor, `/mobile?challenge=${challenge}`)
  const code = new URL(location).searchParams.get("code") ?? ""
  const exchange = (form: Record<string, string>) =>
    new Visitor(visitor.origin).request("POST", "/api/mobile", { form })
  expect((await exchange({ code, verifier: "x".repeat(43) })).status).toBe(400)
  const response = await exchange({ code, verifier })
  expect(response.status, response.text).toBe(200)
  expect((await exchange({ code, verifier })).status, "a code works once").toBe(400)
  const app = new Visitor(visitor.origin)
  for (const { name } of visitor.cookiesNamed("session"))
    app.setCookie(name, (JSON.parse(response.text) as { token: string }).token)
  return app
}

test("the files are those of the page in docs", () => {
  const page = readFileSync(join(root, "docs/protecting.md"), "utf8")
  for (const file of files)
    expect(page).toContain(`// ${file}\n${readFileSync(join(root, "e2e/support/owner", file), "utf8")}\`\`\``)
})

test(
  "an app's session is as recent as the browser's that allowed it",
  { tag: ["@session-end", "@stripped-check"] },
  async ({ app, records }) => {
    for (const [minutes, isRecent] of [
      [11, false],
      [1, true],
    ] as const) {
      const { visitor } = await seedUser(records, app.origin, { email: `${minutes}@example.test` })
      await records.query(
        `UPDATE "Session" SET "authenticatedAt" = now() - make_interval(mins => $1) WHERE "authenticatedAt" IS NOT NULL`,
        [minutes],
      )
      const mobile = await signInApp(visitor)
      expect((await currentUser(mobile))?.email).toBe(`${minutes}@example.test`)
      const { location } = await mobile.post("/dashboard/settings/export", { form: {} })
      expect(location.includes("confirm=1"), `after ${minutes} minutes`).toBe(!isRecent)
      await records.query('DELETE FROM "User"')
    }
  },
)
