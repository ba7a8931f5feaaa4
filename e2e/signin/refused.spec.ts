// After an error the visitor has one button that helps, and what is for developers stays away.
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { choosePersona, chooseProvider, expect, test } from "../support/fixtures"
import { testEnvironment } from "../support/test-environment"

test("whoever declined tries the same way again with one button, and gets to where they wanted", async ({
  page,
}) => {
  await page.goto("/signin?callbackUrl=%2Fdashboard%2Fsettings")
  await chooseProvider(page, "oidc")
  await choosePersona(page, "deny")
  await page.getByRole("alert").getByRole("button", { name: "Try again with Portico ID" }).click()
  await choosePersona(page, "member")
  await expect(page).toHaveURL("/dashboard/settings")
})

test(
  "the address offers no way in that is not enabled, and no destination elsewhere",
  { tag: "@open-redirect" },
  async ({ page, app }) => {
    await page.goto("/signin?error=access_denied&provider=https%3A%2F%2Fattacker.example")
    await expect(page.getByRole("alert").first()).toContainText("access was declined")
    await expect(page.getByRole("button", { name: "Try again" })).toHaveCount(0)
    await page.goto("/signin?error=access_denied&provider=oidc&callbackUrl=https%3A%2F%2Fattacker.example")
    await page.getByRole("button", { name: "Try again with Portico ID" }).click()
    await choosePersona(page, "member")
    await expect(page).toHaveURL(`${app.origin}/dashboard`)
  },
)

test("where only another way helps, the same one is not offered again", async ({ page }) => {
  await page.goto("/signin?error=account_not_linked&provider=github")
  await expect(page.getByRole("alert").first()).toContainText("already an account")
  await expect(page.getByRole("button", { name: "Try again" })).toHaveCount(0)
})

test(
  "nothing of the flow inspector reaches a browser in production",
  { tag: ["@defaults", "@leak"] },
  async ({ page, console }) => {
    console.expect(/404/)
    for (const query of ["", "?ref=abcdefgh"]) {
      const response = await page.goto(`/setup/flow${query}`)
      expect(response?.status()).toBe(404)
      expect(await response?.text()).not.toMatch(/Flow inspector|Your last sign-ins/)
    }
    const build = join(testEnvironment().directories["e2e"] ?? "", ".next")
    const chunks = readdirSync(join(build, "static"), { recursive: true, encoding: "utf8" }).filter((file) =>
      file.endsWith(".js"),
    )
    expect(chunks.length).toBeGreaterThan(3)
    // The watch over sessions has a channel too, but asks for no news when the window gets the focus.
    const texts = chunks.map((file) => readFileSync(join(build, "static", file), "utf8"))
    const channels = texts.filter((text) => text.includes("BroadcastChannel"))
    expect(channels.length).toBeGreaterThan(0)
    expect(channels.filter((text) => /addEventListener\("focus"/.test(text))).toEqual([])
  },
)
