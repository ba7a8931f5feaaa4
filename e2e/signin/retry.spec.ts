// After an error the visitor can try again with one button, and sees nothing that is for developers.
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { choosePersona, chooseProvider, expect, porticoId, test } from "../support/fixtures"
import { testEnvironment } from "../support/test-environment"

test("a visitor who denied access tries again with one button and reaches the requested page", async ({
  page,
}) => {
  await page.goto("/signin?callbackUrl=%2Fdashboard%2Fsettings")
  await chooseProvider(page, "oidc")
  await choosePersona(page, "deny")
  await page
    .getByRole("alert")
    .getByRole("button", { name: `Try again with ${porticoId}` })
    .click()
  await choosePersona(page, "member")
  await expect(page).toHaveURL("/dashboard/settings")
})

test(
  "the query offers no provider that is not enabled, and no destination on another site",
  { tag: "@open-redirect" },
  async ({ page, app }) => {
    await page.goto("/signin?error=access_denied&provider=https%3A%2F%2Fattacker.example")
    await expect(page.getByRole("alert").first()).toContainText("access was declined")
    await expect(page.getByRole("button", { name: "Try again" })).toHaveCount(0)
    await page.goto("/signin?error=access_denied&provider=oidc&callbackUrl=https%3A%2F%2Fattacker.example")
    await page.getByRole("button", { name: `Try again with ${porticoId}` }).click()
    await choosePersona(page, "member")
    await expect(page).toHaveURL(`${app.origin}/dashboard`)
  },
)

test("a provider that cannot succeed is not offered again", async ({ page }) => {
  await page.goto("/signin?error=account_not_linked&provider=github")
  await expect(page.getByRole("alert").first()).toContainText("already an account")
  await expect(page.getByRole("button", { name: "Try again" })).toHaveCount(0)
})

test(
  "a browser gets no code of the flow inspector in production",
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
    // The session watcher also has a channel. Only the inspector refreshes when the window gets the focus.
    const texts = chunks.map((file) => readFileSync(join(build, "static", file), "utf8"))
    const channels = texts.filter((text) => text.includes("BroadcastChannel"))
    expect(channels.length).toBeGreaterThan(0)
    expect(channels.filter((text) => /addEventListener\("focus"/.test(text))).toEqual([])
  },
)
