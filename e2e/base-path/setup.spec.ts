// The setup pages of `next dev` below a path.
import { existsSync } from "node:fs"
import { join } from "node:path"
import { appScope, openApp, type App } from "../support/app"
import { test as base, choosePersona, expect } from "../support/local-fixtures"
import { basePath, strayAddresses } from "./fixtures"

const test = base.extend<object, { app: App }>({
  app: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use, { project, workerIndex }) => {
      const label = `${project.name}-dev-${workerIndex}`
      const app = await openApp({ project: project.name, label, basePath, mode: "dev" })
      await use(app)
      await app.close()
    },
    appScope,
  ],
})

test.skip(!existsSync(join(import.meta.dirname, "../../app/setup")), "the setup pages are deleted")
// `next dev` compiles each page when it is opened.
test.setTimeout(300_000)

test("the setup pages have addresses below the path, and show a sign-in there", async ({ page, app }) => {
  await page.goto(`${basePath}/setup/github`)
  for (const path of ["/api/auth/github/callback", "/api/auth/callback/github"])
    await expect(page.getByText(app.origin + basePath + path, { exact: true })).toBeVisible()
  expect(await strayAddresses(page)).toEqual([])
  await page.goto(`${basePath}/setup`)
  await page.getByRole("searchbox").fill("gitlab")
  await page.getByRole("searchbox").press("Enter")
  await expect(page).toHaveURL(/\/app\/setup\?/)
  await page
    .getByRole("link", { name: /GitLab/ })
    .first()
    .click()
  await expect(page).toHaveURL(`${basePath}/setup/gitlab`)
  await page.goto(`${basePath}/signin`)
  await page.getByRole("button", { name: "Continue with GitHub" }).click()
  await choosePersona(page, "member")
  await expect(page).toHaveURL(`${basePath}/dashboard`)
  await page.goto(`${basePath}/setup/flow`)
  await expect(page.getByText("/app/api/auth/github/callback").first()).toBeAttached()
  expect(await strayAddresses(page)).toEqual([])
})
