// The essential flows below a path. Each spec runs them behind another kind of proxy.
import type { Page } from "@playwright/test"
import { Visitor } from "../support/visitor"
import {
  basePath,
  choosePersona,
  chooseProvider,
  expect,
  strayAddresses,
  test,
  type Persona,
} from "./fixtures"
import { testOtherClients } from "./other-clients"

const protocols = [
  ["OpenID Connect", "Continue with Portico ID"],
  ["OAuth 2.0", "Continue with GitHub"],
  ["OAuth 1.0a", "Continue with X"],
] as const

/** nginx that removes the path redirects to it with a slash (301). */
const startPage = new RegExp(`^http://[^/]+${basePath}/?$`)

/** From a page that needs a user, and back to it. */
async function signIn(page: Page, button: string, persona: Persona = "member"): Promise<void> {
  await page.goto(`${basePath}/dashboard/accounts`)
  await expect(page).toHaveURL(`${basePath}/signin?callbackUrl=%2Fdashboard%2Faccounts`)
  await page.getByRole("button", { name: button }).click()
  await choosePersona(page, persona)
  await expect(page).toHaveURL(`${basePath}/dashboard/accounts`)
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Your account" }).click()
  await page.getByRole("button", { name: "Sign out" }).click()
  await expect(page).toHaveURL(startPage)
}

/** What works with and without JavaScript. */
function testForms(): void {
  for (const [protocol, button] of protocols)
    test(`a visitor signs in through ${protocol} and signs out`, async ({ page, records }) => {
      await signIn(page, button)
      await signOut(page)
      expect(await records.count("Session")).toBe(0)
    })

  test("the forms of the dashboard lead to pages below the path", async ({ page }) => {
    await signIn(page, "Continue with Portico ID")
    await page.getByRole("button", { name: "Link GitHub" }).click()
    await choosePersona(page, "member")
    await expect(page).toHaveURL(`${basePath}/dashboard/accounts`)
    await page.getByRole("button", { name: "Unlink GitHub" }).click()
    await expect(page).toHaveURL(`${basePath}/dashboard/accounts?done=account_unlinked`)
    await page.goto(`${basePath}/dashboard/settings`)
    await page.getByRole("button", { name: "Save" }).click()
    await expect(page).toHaveURL(/\/app\/dashboard\/settings\?done=/)
    const download = page.waitForEvent("download")
    await page.getByRole("button", { name: "Download my data" }).click()
    expect((await download).suggestedFilename()).toBe("my-data.json")
  })

  test("an error is shown below the path, and the sign-in goes on from there", async ({ page }) => {
    await page.goto(`${basePath}/signin?callbackUrl=/dashboard/settings`)
    await chooseProvider(page, "oidc")
    await choosePersona(page, "deny")
    await expect(page).toHaveURL(/\/app\/signin\?error=access_denied/)
    await page.getByRole("alert").getByRole("button").click()
    await choosePersona(page, "member")
    await expect(page).toHaveURL(`${basePath}/dashboard/settings`)
  })

  testOtherClients()
}

export function testFlows(): void {
  testForms()

  test.describe("without JavaScript", () => {
    test.use({ javaScriptEnabled: false })
    testForms()
  })

  test("several accounts of one provider are added, told apart and unlinked, and each signs in", async ({
    page,
    records,
  }) => {
    await signIn(page, "Continue with Portico ID")
    for (const persona of ["unverified", "no-email"] as const) {
      await page.getByRole("button", { name: "Another Portico ID account" }).click()
      await choosePersona(page, persona)
      await expect(page).toHaveURL(`${basePath}/dashboard/accounts`)
    }
    const labels = ["milo@example.test", "una@example.test", "Noor Haddad"]
    const unlink = (label = "") => page.getByRole("button", { name: `Unlink Portico ID (${label})` })
    for (const label of labels) await expect(unlink(label)).toBeVisible()
    const rows = await records.query<{ id: string }>('SELECT "id" FROM "Account" ORDER BY "createdAt"')
    const tokens = rows.map(async ({ id }) => {
      const response = await page.request.get(`${basePath}/api/token?provider=oidc&accountId=${id}`)
      return (await response.json()) as { status: string; accessToken?: string }
    })
    const answers = await Promise.all(tokens)
    expect(answers.map(({ status }) => status)).toEqual(["ok", "ok", "ok"])
    expect(new Set(answers.map(({ accessToken }) => accessToken)).size).toBe(3)

    await signOut(page)
    await signIn(page, "Continue with Portico ID", "no-email")
    await unlink(labels[1]).click()
    await expect(page).toHaveURL(`${basePath}/dashboard/accounts?done=account_unlinked`)
    await expect(unlink(labels[1])).toBeHidden()
    await expect(unlink(labels[0])).toBeVisible()
    expect([await records.count("User"), await records.count("Account")]).toEqual([1, 2])
    await signOut(page)
    await signIn(page, "Continue with Portico ID", "unverified")
    expect(await records.count("User"), "an account that was unlinked is a new user").toBe(2)
  })

  test("signing out at the provider leads back", async ({ page }) => {
    await signIn(page, "Continue with Portico ID")
    const button = page.getByRole("button", { name: "Sign out of Portico ID too" })
    // The page has it only if the provider responds quickly.
    await expect(async () => {
      await page.goto(`${basePath}/signout`)
      await expect(button).toBeVisible({ timeout: 1_000 })
    }).toPass()
    await button.click()
    await page.getByRole("button", { name: "Sign out", exact: true }).click()
    await expect(page).toHaveURL(startPage)
  })

  test("the address of each link, form and script is below the path", async ({ page, console, records }) => {
    console.expect(/status of 404/)
    const open = async (path: string) => {
      await page.goto(basePath + path)
      expect(await strayAddresses(page), path).toEqual([])
    }
    for (const path of ["", "/signin", "/signout", "/nothing"]) await open(path)
    await signIn(page, "Continue with Portico ID")
    await records.query(`UPDATE "User" SET "role" = 'ADMIN'`)
    for (const path of ["", "/signin", "/signout", "/admin"]) await open(path)
    // Not there if the feature is deleted.
    for (const path of ["", "/new?kind=oidc"]) await open(`/admin/connections${path}`)
    for (const part of ["", "/notes", "/accounts", "/sessions", "/activity", "/settings"])
      await open(`/dashboard${part}`)
  })

  test("routes, headers and cookies are those of the path", async ({ app, pathProxy }) => {
    const visitor = new Visitor(app.origin)
    for (const path of ["", "/signin"]) {
      const asked = await visitor.get(basePath + path)
      const { status, headers } = asked.status === 301 ? await visitor.get(`${basePath}/`) : asked
      expect([path, status]).toEqual([path, 200])
      expect(headers["content-security-policy"]).toContain("nonce-")
    }
    expect((await visitor.get(`${basePath}/api/health`)).status).toBe(200)
    expect((await visitor.get(`${basePath}/provider-icons`)).text).toContain('id="github"')
    const providers = JSON.parse((await visitor.get(`${basePath}/api/auth/providers`)).text) as object
    expect(providers).toMatchObject({
      github: {
        signinUrl: `${app.origin}/app/api/auth/signin/github`,
        callbackUrl: `${app.origin}/app/api/auth/github/callback`,
      },
    })
    const { status, location, setCookies } = await visitor.post(`${basePath}/api/auth/signin/github`)
    expect(status).toBe(303)
    expect(new URL(location).searchParams.get("redirect_uri")).toBe(
      `${app.origin}/app/api/auth/github/callback`,
    )
    expect(setCookies).toEqual([expect.stringMatching(/^attempt-\d+~app~-[\w-]{16}=.*; Path=\/;/)])
    const headers = { accept: "text/html" }
    const page = await visitor.get(`${basePath}/api/auth/nothing`, { headers })
    expect([page.status, page.headers["refresh"]]).toEqual([
      404,
      expect.stringMatching(`^0;url=${app.origin}/app/signin\\?error=not_found`),
    ])
    expect(pathProxy.outside).toEqual([])
  })

  test("a return path stays below the path", { tag: "@open-redirect" }, async ({ app }) => {
    const visitor = new Visitor(app.origin)
    for (const [callbackUrl, expected] of [
      ["/dashboard", "/app/dashboard"],
      [`${app.origin}/app/dashboard`, "/app/dashboard"],
      [`${app.origin}/other`, "/app"],
      [`${app.origin}/application`, "/app"],
      ["/../other", "/app"],
      ["//evil.example", "/app"],
    ] as const) {
      const { location } = await visitor.post(`${basePath}/api/auth/signout`, { form: { callbackUrl } })
      expect([callbackUrl, location]).toEqual([callbackUrl, app.origin + expected])
    }
  })
}
