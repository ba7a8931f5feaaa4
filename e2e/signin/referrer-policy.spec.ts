// Pages whose referrer policy a reverse proxy or the visitor has changed: browsers then send `Origin: null` with forms.
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import type { Page } from "@playwright/test"
import { choosePersona, chooseProvider, expect, test } from "../support/fixtures"
import { enter } from "../support/seed"

/** Replaces the policy of the app's pages, as a reverse proxy does. */
async function setNoReferrer(page: Page, origin: string): Promise<void> {
  await page.route(`${origin}/sign*`, async (route) => {
    if (route.request().method() !== "GET") return route.fallback()
    const response = await route.fetch({ maxRedirects: 0 })
    return route.fulfill({ response, headers: { ...response.headers(), "referrer-policy": "no-referrer" } })
  })
}

test("a visitor signs in and out with the policy no-referrer", async ({ page, app, records }) => {
  await setNoReferrer(page, app.origin)
  const posted = async (path: string, submit: () => Promise<void>) => {
    const request = page.waitForRequest(
      (sent) => sent.method() === "POST" && sent.url() === app.origin + path,
    )
    await submit()
    return (await request).headerValue("origin")
  }
  await page.goto("/signin")
  expect(await posted("/api/auth/signin/github", () => chooseProvider(page, "github"))).toBe("null")
  await choosePersona(page, "member")
  await expect(page).toHaveURL("/dashboard")
  await page.goto("/signout")
  const signOut = page.getByRole("button", { name: "Sign out" })
  expect(await posted("/api/auth/signout", () => signOut.click())).toBe("null")
  await expect(page).toHaveURL("/")
  expect(await records.count("Session")).toBe(0)
})

test(
  "a sandboxed frame of another site, which also sends Origin: null, ends no session",
  { tag: ["@host-header", "@idor"] },
  async ({ page, context, app, records, console }) => {
    console.expect(/403/)
    await enter(context, records, app.origin)
    const form = `<form method=post action="${app.origin}/api/auth/signout" target=_top></form><script>document.forms[0].submit()</script>`
    const sandbox = "allow-forms allow-scripts allow-top-navigation"
    const evil = createServer((_, response) =>
      response
        .writeHead(200, { "content-type": "text/html" })
        .end(`<iframe sandbox="${sandbox}" srcdoc='${form}'></iframe>`),
    )
    await new Promise<void>((resolve) => evil.listen(0, "127.0.0.1", resolve))
    const posted = page.waitForRequest(`${app.origin}/api/auth/signout`)
    await page.goto(`http://127.0.0.1:${(evil.address() as AddressInfo).port}/`)
    const { origin, "sec-fetch-site": site } = await (await posted).allHeaders()
    expect([origin, site]).toEqual(["null", "cross-site"])
    await expect(page).toHaveURL(/\/signin\?error=origin_mismatch/)
    await expect(page.getByRole("alert").filter({ hasText: "did not come from a page" })).toBeVisible()
    expect(await records.count("Session")).toBe(1)
    evil.close()
  },
)
