// Pages whose referrer policy a reverse proxy or the visitor has changed: browsers then send `Origin: null` with forms.
import type { Page } from "@playwright/test"
import { choosePersona, chooseProvider, expect, test } from "../support/fixtures"
import { enter } from "../support/seed"

/** Appends a policy to the responses of the app, as a reverse proxy does. */
async function appendNoReferrer(page: Page, origin: string): Promise<void> {
  await page.route(`${origin}/**`, async (route) => {
    if (route.request().method() !== "GET") return route.fallback()
    const response = await route.fetch({ maxRedirects: 0 })
    const headers = { ...response.headers(), "referrer-policy": "no-referrer" }
    return route.fulfill({ response, headers })
  })
}

/** The Origin headers of the forms that the page posts to the app. */
function postedOrigins(page: Page, origin: string): (string | null)[] {
  const origins: (string | null)[] = []
  page.on("request", async (request) => {
    if (request.method() === "POST" && request.url().startsWith(origin))
      origins.push(await request.headerValue("origin").catch(() => "gone"))
  })
  return origins
}

test("a visitor signs in and out, and runs server actions, with the policy no-referrer", async ({
  page,
  app,
}) => {
  const origins = postedOrigins(page, app.origin)
  await appendNoReferrer(page, app.origin)
  await page.goto("/signin")
  await chooseProvider(page, "github")
  await choosePersona(page, "member")
  await expect(page).toHaveURL("/dashboard")
  await page.goto("/dashboard/settings")
  await page.getByRole("textbox").first().fill("Milo Renamed")
  await page.getByRole("button", { name: "Save" }).first().click()
  await expect(page).toHaveURL(/\/dashboard\/settings\?/)
  await expect(page.getByRole("textbox").first()).toHaveValue("Milo Renamed")
  await page.goto("/signout")
  await page.getByRole("button", { name: "Sign out" }).click()
  await expect(page).toHaveURL("/")
  expect(origins.length).toBeGreaterThanOrEqual(3)
  expect(new Set(origins)).toEqual(new Set(["null"]))
})

test(
  "a sandboxed frame of another site, which also sends Origin: null, ends no session",
  { tag: ["@host-header", "@idor"] },
  async ({ page, context, app, records }) => {
    await enter(context, records, app.origin)
    const form = `<form method=post action="${app.origin}/api/auth/signout" target=_top></form><script>document.forms[0].submit()</script>`
    const frame = `<iframe sandbox="allow-forms allow-scripts allow-top-navigation" srcdoc='${form}'></iframe>`
    await page.route("http://evil.localhost/", (route) =>
      route.fulfill({ contentType: "text/html", body: frame }),
    )
    const posted = page.waitForRequest(`${app.origin}/api/auth/signout`)
    await page.goto("http://evil.localhost/")
    const request = await posted
    expect(await request.headerValue("origin")).toBe("null")
    expect(await request.headerValue("sec-fetch-site")).toBe("cross-site")
    expect((await request.response())?.status()).toBe(403)
    await expect(page).toHaveURL(/\/signin\?error=origin_mismatch/)
    await expect(page.getByRole("alert")).toContainText("did not come from a page of this site")
    expect(await records.count("Session")).toBe(1)
  },
)
