// `npm run preview` in a fresh checkout: the production build with the local identity servers.
import { once } from "node:events"
import { choosePersona, chooseProvider, expect, test } from "../support/fixtures"
import { withStartedCopy } from "../support/started-copy"

test("npm run preview signs in with the production build, and ends with the app and the identity servers", async ({
  page,
}) => {
  const command = { page, name: "preview", argv: ["scripts/preview.mjs"] }
  await withStartedCopy(command, { without: ["docs"] }, async ({ origin, child, status, end }) => {
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

    await end(identity)
  })
})
