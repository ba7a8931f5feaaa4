// Protection that does not depend on proxy.ts: these tests run also against a build without it.
import { choosePersona, chooseProvider, expect, test, Visitor } from "../support/fixtures"
import { errorCode } from "../support/flow"
import { enter, seedUser } from "../support/seed"
import { getComponents, submitAction } from "../support/server-action"

const evil = { origin: "https://evil.example" }

/**
 * Sent by every browser. With Cache Components and without proxy.ts, a page redirects a request without it in its HTML, with 200
 * (docs/decisions/042).
 */
const browser = { "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" }

/** Headers of requests that do not come from our own pages. */
const foreignRequests: { title: string; headers: Record<string, string | null> }[] = [
  { title: "a foreign Origin", headers: evil },
  { title: "the Origin null", headers: { origin: "null" } },
  {
    title: "the Origin null from another site",
    headers: { origin: "null", "sec-fetch-site": "cross-site" },
  },
  {
    title: "the Origin null from a sibling site",
    headers: { origin: "null", "sec-fetch-site": "same-site" },
  },
  { title: "the Origin null from a bookmark", headers: { origin: "null", "sec-fetch-site": "none" } },
  { title: "our Origin with another port", headers: { origin: "http://localhost:1" } },
  { title: "our Origin with https", headers: { origin: "https://localhost" } },
  { title: "no Origin", headers: { origin: null } },
  { title: "no Origin from another site", headers: { origin: null, "sec-fetch-site": "cross-site" } },
  { title: "no Origin from a sibling site", headers: { origin: null, "sec-fetch-site": "same-site" } },
  {
    title: "a foreign Origin with Sec-Fetch-Site same-origin",
    headers: { ...evil, "sec-fetch-site": "same-origin" },
  },
  {
    title: "a foreign Origin equal to X-Forwarded-Host",
    headers: { ...evil, "x-forwarded-host": "evil.example" },
  },
]

for (const { title, headers } of foreignRequests) {
  test(
    `a sign-in posted with ${title} is rejected`,
    { tag: ["@host-header", "@CVE-2025-71403"] },
    async ({ visitor }) => {
      const response = await visitor.post("/api/auth/signin/github", { headers })
      expect({ status: response.status, code: errorCode(response) }).toEqual({
        status: 403,
        code: "origin_mismatch",
      })
      expect(response.setCookies).toEqual([])
    },
  )

  test(
    `a sign-out posted with ${title} is rejected`,
    { tag: ["@host-header", "@CVE-2025-71403"] },
    async ({ app, records }) => {
      const { visitor } = await seedUser(records, app.origin)
      const response = await visitor.post("/api/auth/signout", { headers })
      expect({ status: response.status, code: errorCode(response) }).toEqual({
        status: 403,
        code: "origin_mismatch",
      })
      expect(await records.count("Session")).toBe(1)
    },
  )

  test(
    `a server action called with ${title} starts no sign-in`,
    { tag: ["@idor", "@GHSA-ph3g-6p57-jfm5"] },
    async ({ app, records }) => {
      const { visitor } = await seedUser(records, app.origin)
      const response = await submitAction(visitor, "/dashboard/accounts", { form: "Link ", headers })
      expect(visitor.cookiesNamed("attempt-")).toEqual([])
      const rejectedByNext = response.status === 500
      const rejectedByApp = response.location.includes("error=origin_mismatch")
      expect(rejectedByNext || rejectedByApp, `${response.status} ${response.location}`).toBe(true)
    },
  )
}

for (const origin of [null, "null"])
  test(`a POST ${origin ? "with the Origin null" : "without Origin"} is accepted with Sec-Fetch-Site same-origin`, async ({
    visitor,
  }) => {
    const headers = { origin, "sec-fetch-site": "same-origin" }
    const response = await visitor.post("/api/auth/signin/github", { headers })
    expect(response.status).toBe(303)
  })

test("a rejected request of a browser keeps its status and leads to a page", async ({ visitor, app }) => {
  const accept = { accept: "text/html,application/xhtml+xml" }
  const responses = {
    origin_mismatch: await visitor.post("/api/auth/signin/github", { headers: { ...accept, ...evil } }),
    unknown_provider: await visitor.post("/api/auth/signin/gone", { headers: accept }),
    method_not_allowed: await visitor.get("/api/auth/preview", { headers: accept }),
    not_found: await visitor.get("/api/auth/nothing", { headers: accept }),
  }
  for (const [code, { status, headers, text, setCookies }] of Object.entries(responses)) {
    expect(status).toBe({ origin_mismatch: 403, method_not_allowed: 405 }[code] ?? 404)
    expect(headers["content-type"]).toBe("text/html; charset=utf-8")
    expect(headers["cache-control"]).toBe("private, no-store")
    const [, page = ""] = /^0;url=(.+)$/.exec(String(headers["refresh"])) ?? []
    expect(page).toMatch(new RegExp(`^${app.origin}/signin\\?error=${code}&ref=\\w{8}`))
    expect(text).toContain(page.replaceAll("&", "&amp;"))
    expect(setCookies).toEqual([])
  }
})

test("a server action starts a sign-in from our own page", async ({ app, records }) => {
  const { visitor } = await seedUser(records, app.origin)
  const response = await submitAction(visitor, "/dashboard/accounts", { form: "Link " })
  expect(response.status).toBe(303)
  expect(response.location).not.toContain(app.origin)
  expect(visitor.cookiesNamed("attempt-")).toHaveLength(1)
})

test("a GET starts no sign-in and ends no session", { tag: "@idor" }, async ({ app, records }) => {
  const { visitor } = await seedUser(records, app.origin)
  for (const path of ["/api/auth/signin/github", "/api/auth/signout", "/signout"])
    expect((await visitor.get(path)).setCookies).toEqual([])
  expect(await records.count("Session")).toBe(1)
})

test(
  "the dashboard redirects a visitor to the sign-in page",
  { tag: ["@middleware", "@GHSA-6gpp-xcg3-4w24"] },
  async ({ visitor, app }) => {
    const response = await visitor.get("/dashboard", { headers: browser })
    expect(response.status).toBe(307)
    expect(response.location).toBe(`${app.origin}/signin?callbackUrl=%2Fdashboard`)
    expect(response.text).not.toContain("About you")
  },
)

test(
  "the dashboard returns no data without a session",
  { tag: ["@middleware", "@GHSA-6gpp-xcg3-4w24"] },
  async ({ app, visitor, records }) => {
    const owner = await seedUser(records, app.origin)
    const page = (client: Visitor, headers: Record<string, string>) => client.get("/dashboard", { headers })
    const components = (client: Visitor, headers: Record<string, string>) =>
      getComponents(client, "/dashboard", headers)
    const prefetched = (client: Visitor, headers: Record<string, string>) =>
      components(client, { ...headers, "next-router-prefetch": "1" })
    for (const request of [page, components])
      expect((await request(owner.visitor, {})).text).toContain("sam@example.test")
    for (const cookie of ["session=x", `${owner.cookie.name}=x`, `${owner.cookie.name}=${"A".repeat(43)}`])
      for (const request of [page, components, prefetched]) {
        const { text } = await request(visitor, { cookie })
        expect(text).not.toContain("sam@example.test")
        expect(text).not.toContain("Sam Seed")
      }
  },
)

test(
  "headers that make Next skip its middleware are ignored",
  { tag: ["@middleware", "@GHSA-f82v-jwr5-mffw"] },
  async ({ visitor }) => {
    const names = [
      "proxy",
      "middleware",
      "src/middleware",
      "middleware:middleware:middleware:middleware:middleware",
    ]
    for (const name of names) {
      const response = await visitor.get("/dashboard", {
        headers: { ...browser, "x-middleware-subrequest": name },
      })
      expect(response.status).toBe(307)
    }
  },
)

test(
  "a session that was revoked ends at the next request",
  { tag: "@session-end" },
  async ({ page, context, app, records }) => {
    await enter(context, records, app.origin)
    await page.goto("/dashboard")
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Hello, Sam Seed")
    await records.query('DELETE FROM "Session"')
    await page.reload()
    await expect(page).toHaveURL("/signin?callbackUrl=%2Fdashboard")
  },
)

test(
  "an expired session is rejected",
  { tag: ["@session-end", "@GHSA-pjr6-jx7r-j4r6"] },
  async ({ app, records }) => {
    const { visitor } = await seedUser(records, app.origin)
    expect((await visitor.get("/dashboard")).status).toBe(200)
    await records.query(`UPDATE "Session" SET "expires" = now() - interval '1 second'`)
    expect((await visitor.get("/api/auth/session")).text).toBe("null")
    expect((await visitor.get("/dashboard", { headers: browser })).status).toBe(307)
  },
)

test(
  "forwarded headers do not change the URLs that the app sends",
  { tag: ["@host-header", "@GHSA-9qq3-v9g3-cxhw", "@GHSA-pgx2-m66h-x29f"] },
  async ({ visitor, app }) => {
    const headers = {
      "x-forwarded-host": "evil.example",
      "x-forwarded-proto": "https",
      "x-forwarded-port": "443",
      forwarded: "host=evil.example;proto=https",
    }
    const response = await visitor.post("/api/auth/signin/github", { headers })
    expect(new URL(response.location).searchParams.get("redirect_uri")).toBe(
      `${app.origin}/api/auth/github/callback`,
    )
    expect((await visitor.get("/api/auth/signin", { headers })).location).toBe(`${app.origin}/signin`)
    expect((await visitor.get("/api/auth/providers", { headers })).text).not.toContain("evil")
  },
)

test("a visitor signs in to a protected page and signs out", async ({ page, app }) => {
  await page.goto("/dashboard")
  await chooseProvider(page, "github")
  await choosePersona(page, "member")
  await expect(page).toHaveURL("/dashboard")
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Hello, Milo Brandt")
  await page.goto("/signout")
  await page.getByRole("button", { name: "Sign out" }).click()
  await expect(page).toHaveURL("/")
  expect((await new Visitor(app.origin).get("/dashboard", { headers: browser })).status).toBe(307)
})
