// `npm run preview` in a fresh checkout: the production build with the local identity servers.
import { spawn } from "node:child_process"
import { once } from "node:events"
import { closeSync, openSync, readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { removePostgres } from "../../scripts/database/postgres.mjs"
import { freePort, isFree } from "../../scripts/lib/ports.mjs"
import { copyCheckout } from "../../scripts/test/copies.mjs"
import { bareEnvironment } from "../../scripts/test/environment.mjs"
import { stop } from "../../scripts/test/program.mjs"
import { choosePersona, chooseProvider, expect, test } from "../support/fixtures"

test("npm run preview signs in with the production build, and ends with the app and the identity servers", async ({
  page,
}) => {
  const copy = copyCheckout("preview", { without: ["docs"] })
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const log = join(copy, "preview.log")
  const output = openSync(log, "w")
  const child = spawn(process.execPath, ["scripts/preview.mjs", "-p", String(port)], {
    cwd: copy,
    env: bareEnvironment(),
    stdio: ["ignore", output, output],
  })
  closeSync(output)
  const status = (path: string) => page.request.get(origin + path).then((response) => response.status())
  try {
    const ready = expect(() => status("/signin")).toPass({ timeout: 200_000 })
    await Promise.race([ready, once(child, "exit")])
    expect(child.exitCode, "the preview is running").toBeNull()
    expect(await status("/setup"), "the setup page is for development only").toBe(404)
    await page.goto(`${origin}/signin`)
    await chooseProvider(page, "oidc")
    await expect(page.getByRole("button", { name: "Deny access" })).toBeVisible()
    const identity = Number(new URL(page.url()).port)
    await choosePersona(page, "member")
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Hello, Milo Brandt")

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
