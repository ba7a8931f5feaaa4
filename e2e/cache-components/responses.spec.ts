// With Next's Cache Components a page decides its status, and its HTML is complete and has one nonce, as without them.
import { expect, test, type Visitor } from "../support/fixtures"
import { seedUser } from "../support/seed"

const clients = {
  "a browser": { "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" },
  "a client without a user agent": {},
}

for (const [title, headers] of Object.entries(clients)) {
  const status = async (visitor: Visitor, path: string) => (await visitor.get(path, { headers })).status

  test(`redirects and missing pages have their status for ${title}`, async ({ app, visitor, records }) => {
    for (const path of ["/dashboard", "/dashboard/notes", "/dashboard/prices", "/admin"]) {
      const response = await visitor.get(path, { headers })
      const query = new URLSearchParams({ callbackUrl: path })
      expect([response.status, response.location]).toEqual([307, `${app.origin}/signin?${query}`])
    }
    for (const path of ["/nothing-here", "/setup", "/setup/github", "/device", "/mobile"])
      expect([path, await status(visitor, path)]).toEqual([path, 404])

    const { visitor: user } = await seedUser(records, app.origin)
    for (const path of ["/admin", "/admin/connections/unknown"])
      expect([path, await status(user, path)]).toEqual([path, 404])
  })

  test(`a cookie without a session leads ${title} to the sign-in page, once`, async ({
    app,
    visitor,
    records,
  }) => {
    const { cookie } = await seedUser(records, app.origin)
    visitor.setCookie(cookie.name, "A".repeat(43))
    const { location } = await visitor.get("/dashboard", { headers })
    expect(location).toBe(`${app.origin}/signin?callbackUrl=%2Fdashboard`)
    expect(await status(visitor, location)).toBe(200)
  })

  test(`pages for ${title} are complete without JavaScript, with one nonce`, async ({ app, records }) => {
    const { visitor } = await seedUser(records, app.origin, { role: "ADMIN" })
    for (const path of ["/", "/signin", "/signout", "/dashboard/accounts", "/dashboard/notes", "/admin"]) {
      const { headers: sent, text } = await visitor.get(path, { headers })
      const [, nonce = "none"] = /'nonce-([^']+)'/.exec(String(sent["content-security-policy"])) ?? []
      const scripts = text.match(/<script[^>]*>/g) ?? []
      expect(scripts.length, path).toBeGreaterThan(0)
      for (const script of scripts) expect(script, path).toContain(`nonce="${nonce}"`)
      // React streams as <template> and <div hidden> what a script shows. /dashboard does so with the repositories, as always.
      const isStreamed = /<template id=|<div hidden="" id=|<div hidden id=|http-equiv="refresh"/.test(text)
      expect([path, isStreamed]).toEqual([path, false])
      expect(text.indexOf("<h1"), path).toBeGreaterThan(0)
    }
  })
}
