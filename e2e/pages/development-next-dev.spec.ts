// `npx next dev` in a fresh checkout: no launcher, no variables.
import { spawn } from "node:child_process"
import { appendFileSync, closeSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { removePostgres } from "../../scripts/database/postgres.mjs"
import { freePort, isFree } from "../../scripts/lib/ports.mjs"
import { copyCheckout } from "../../scripts/test/copies.mjs"
import { bareEnvironment } from "../../scripts/test/environment.mjs"
import { programOf, stop } from "../../scripts/test/program.mjs"
import { choosePersona, chooseProvider, expect, test } from "../support/fixtures"

test("next dev by itself signs in, follows edits, and ends with its identity servers", async ({ page }) => {
  const copy = copyCheckout("next-dev", { without: ["e2e", "docs"], tests: false })
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const log = join(copy, "next-dev.log")
  writeFileSync(join(copy, ".env"), "AUTH_ALLOW=@acme.com\n")
  const output = openSync(log, "w")
  const child = spawn(process.execPath, [programOf("next"), "dev", "-p", String(port)], {
    cwd: copy,
    env: bareEnvironment(),
    stdio: ["ignore", output, output],
  })
  closeSync(output)
  const edit = (file: string, before: string, after: string) => {
    const text = readFileSync(join(copy, file), "utf8")
    expect(text).toContain(before)
    writeFileSync(join(copy, file), text.replace(before, after))
  }
  const status = (path: string) => page.request.get(origin + path).then((response) => response.status())
  try {
    await expect(() => status("/signin")).toPass({ timeout: 200_000 })
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

    await stop(child, "SIGTERM")
    expect(await isFree(port)).toBe(true)
    expect(await isFree(identity)).toBe(true)
  } catch (error) {
    throw new Error(`${String(error)}\n${readFileSync(log, "utf8")}`, { cause: error })
  } finally {
    await stop(child, "SIGKILL")
    await removePostgres({ directory: join(copy, ".data/postgres") })
    rmSync(copy, { recursive: true, force: true })
  }
})
