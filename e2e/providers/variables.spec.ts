// Two variables enable a provider of the catalogue. These tests send nothing to other machines.
import { appScope, openApp } from "../support/app"
import { test as base, expect } from "../support/fixtures"

const test = base.extend({
  app: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use, { project, workerIndex }) => {
      const env = { AUTH_GITHUB_ID: "1234567890", AUTH_GITHUB_SECRET: "secret" }
      const app = await openApp({ project: project.name, label: `variables-${workerIndex}`, env })
      await use(app)
      await app.close()
    },
    appScope,
  ],
})

test("two variables show only the button of GitHub, and it leads to GitHub", async ({ page, app }) => {
  const requests: URL[] = []
  await page.route("**/api/auth/signin/*", async (route) => {
    const response = await route.fetch({ maxRedirects: 0 })
    expect(response.status()).toBe(303)
    requests.push(new URL(response.headers()["location"] ?? ""))
    await route.fulfill({ status: 204 })
  })
  await page.goto("/signin")
  await expect(page.getByRole("button", { name: /^Continue with / })).toHaveText(["Continue with GitHub"])
  await page.getByRole("button", { name: "Continue with GitHub" }).click()
  await expect.poll(() => requests.length).toBe(1)
  const [{ origin, pathname, searchParams } = new URL("none:")] = requests
  expect(origin + pathname).toBe("https://github.com/login/oauth/authorize")
  expect(Object.fromEntries(searchParams)).toMatchObject({
    response_type: "code",
    client_id: "1234567890",
    redirect_uri: `${app.origin}/api/auth/github/callback`,
    scope: "read:user user:email",
    code_challenge_method: "S256",
  })
})
