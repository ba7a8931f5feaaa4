// The pages of the flow inspector under `next dev`.
import type { Page } from "@playwright/test"
import { choosePersona, chooseProvider, expect, porticoId, test } from "../support/fixtures"
import { issued, secretsIn, storedSecrets } from "../support/leaks"

// The first test waits for the compiler.
test.describe.configure({ timeout: 300_000 })

const participants: Record<string, string> = {
  "1": "Your app → Browser → Authorization server",
  "2": "Authorization server → Browser → Your app",
  "3": "Your app → Authorization server",
  "4": "Authorization server → Your app",
  "5": "Your app → Resource server",
  "6": "Resource server → Your app",
}

for (const [providerId, button] of [
  ["oidc", `Continue with ${porticoId}`],
  ["github", "Continue with GitHub"],
  ["twitter-legacy", /Continue with X/],
] as const)
  test(
    `a sign-in with ${providerId} is shown in its six parts, without a secret`,
    { tag: "@leak" },
    async ({ page, app, records, context }) => {
      const sent = secretsOf(page)
      await page.goto("/signin")
      await page.getByRole("button", { name: button }).click()
      await choosePersona(page, "member")
      await expect(page.getByRole("heading", { level: 1, name: "Hello" })).toBeVisible()
      await page.goto("/setup/flow")
      await expect(page.getByRole("region", { name: /^Signed in with/ })).toBeVisible()
      const parts = await page.getByRole("heading", { level: 3, name: /^Part \d/ }).allTextContents()
      // GitHub's list of email addresses is a second request to the resource server.
      const uniqueParts = parts.filter(
        (part, index) => parts.findIndex((other) => other[5] === part[5]) === index,
      )
      expect(uniqueParts).toHaveLength(6)
      for (const [index, part] of uniqueParts.entries()) {
        expect(part).toContain(`Part ${index + 1}`)
        expect(part).toContain(participants[String(index + 1)])
      }
      // The cookie with the last used provider is no secret.
      const sealed = (await context.cookies()).filter(({ name }) => !name.startsWith("provider-"))
      const cookies = sealed.map(({ value }) => value)
      const secrets = [...sent, ...issued, ...cookies, ...(await storedSecrets(records, app.secret))]
      expect(secrets.length).toBeGreaterThan(3)
      expect(secretsIn(await page.content(), secrets)).toEqual([])
    },
  )

test("a message opens by keyboard and shows its parameters and checks", async ({ page }) => {
  await page.goto("/signin")
  await chooseProvider(page, "oidc")
  await choosePersona(page, "member")
  await expect(page.getByRole("heading", { level: 1, name: "Hello" })).toBeVisible()
  await page.goto("/setup/flow")
  const token = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: /^Part 4/ }) })
  await token.locator("summary").focus()
  await page.keyboard.press("Enter")
  await expect(token.getByText("nonce: it was issued for this attempt")).toBeVisible()
  await expect(token.getByText('"access_token": "[redacted]"')).toBeVisible()
})

test(
  "an error page links to its flow, and shows no texts from the query",
  { tag: "@xss" },
  async ({ page }) => {
    await page.goto("/signin")
    await chooseProvider(page, "oidc")
    await choosePersona(page, "deny")
    const alert = page.getByRole("alert").filter({ hasText: "access was declined" })
    await expect(alert).toContainText("Nothing is broken where the visitor declined")
    await alert.getByRole("link", { name: "See the whole flow" }).click()
    await expect(page.getByRole("heading", { name: "Declined: access_denied" })).toBeVisible()

    await page.goto("/signin?error=access_denied&ref=abcdefgh&provider=oidc&expected=hacked")
    await expect(page.getByRole("link", { name: "See the whole flow" })).toHaveCount(0)
    await expect(page.getByText("hacked")).toHaveCount(0)
  },
)

test("an unfinished sign-in shows the callback URL to register", async ({ page, app }) => {
  await page.goto("/signin")
  await chooseProvider(page, "oidc")
  await expect(page.getByRole("button", { name: "Deny access" })).toBeVisible()
  await page.goto(`${app.origin}/setup/flow`)
  const verdict = page.getByRole("region", { name: /^Waiting for the visitor/ })
  await expect(verdict).toContainText(`${app.origin}/api/auth/oidc/callback`)
})

test("an open inspector shows a sign-in in another tab", async ({ page, context }) => {
  await page.goto("/setup/flow")
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Flow inspector")
  const tab = await context.newPage()
  await tab.goto("/signin")
  await chooseProvider(tab, "github")
  await choosePersona(tab, "admin")
  await expect(tab.getByRole("heading", { level: 1, name: "Hello" })).toBeVisible()
  await expect(page.getByRole("region", { name: "Signed in with GitHub" })).toBeVisible()
})

/** The secrets in the URLs that the page requests, at the provider and at the app. */
function secretsOf(page: Page): Set<string> {
  const secrets = new Set<string>()
  page.on("request", (request) => {
    const { searchParams } = new URL(request.url())
    for (const name of ["code", "state", "nonce", "oauth_token", "oauth_verifier"]) {
      const value = searchParams.get(name)
      if (value) secrets.add(value)
    }
  })
  return secrets
}
