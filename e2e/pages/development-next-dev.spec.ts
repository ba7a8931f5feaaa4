// `npx next dev` in a fresh checkout: no launcher, no variables.
import { appendFileSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { programOf } from "../../scripts/test/program.mjs"
import { choosePersona, chooseProvider, expect, test, Visitor } from "../support/fixtures"
import { withStartedCopy } from "../support/started-copy"

test("next dev by itself signs in, follows edits, and ends with its identity servers", async ({ page }) => {
  const command = { page, name: "next-dev", argv: [programOf("next"), "dev"] }
  const prepare = (copy: string) => writeFileSync(join(copy, ".env"), "AUTH_ALLOW=@acme.com\n")
  const options = { without: ["e2e", "docs"], tests: false, prepare }
  await withStartedCopy(command, options, async ({ copy, origin, status, end }) => {
    const edit = (file: string, before: string, after: string) => {
      const text = readFileSync(join(copy, file), "utf8")
      expect(text).toContain(before)
      writeFileSync(join(copy, file), text.replace(before, after))
    }
    await expect(() => status("/signin")).toPass({ timeout: 200_000 })
    const foreign = { headers: { host: `attacker.example:${new URL(origin).port}` } }
    for (const path of ["/setup/flow", "/api/auth/session"])
      expect((await new Visitor(origin).get(path, foreign)).status, path).toBe(421)
    await page.goto(`${origin}/signin`)
    await chooseProvider(page, "oidc")
    await choosePersona(page, "unverified")
    await expect(page.getByRole("alert").first()).toContainText("This account may not sign in here")
    await chooseProvider(page, "oidc")
    await expect(page.getByRole("button", { name: "Deny access" })).toBeVisible()
    const identity = Number(new URL(page.url()).port)
    await choosePersona(page, "admin")
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Hello, Ada Whitfield")
    await expect.poll(() => status("/admin"), "the persona Admin is an administrator").toBe(200)

    // A new error code is used by listeners that instrumentation.ts started with the older table.
    edit("lib/auth/errors.ts", "not_found: {", 'brand_new: { status: 418, hint: "New." },\n  not_found: {')
    edit("lib/auth/route-handler.ts", '"not_found"', '"brand_new"')
    await expect.poll(() => status("/api/auth/no/such/route")).toBe(418)

    appendFileSync(join(copy, "prisma/schema.prisma"), "\nmodel Note {\n  id String @id\n}\n")
    writeFileSync(
      join(copy, "app/api/health/route.ts"),
      'import { db } from "@/lib/db"\nexport const GET = () => Response.json({}, { status: "note" in db ? 202 : 203 })\n',
    )
    await expect.poll(() => status("/api/health"), { timeout: 60_000 }).toBe(202)

    await end(identity)
  })
})
