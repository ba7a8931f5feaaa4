// What must hold whatever stands before it: these tests run once more against a build without proxy.ts.
import { choosePersona, chooseProvider, expect, test, Visitor } from "../support/fixtures"
import { codeOf } from "../support/flow"
import { enter, signedIn } from "../support/seed"
import { getComponents } from "../support/server-components"
import { submitAction } from "../support/server-action"

const evil = { origin: "https://evil.example" }

/** How a request can fail to come from our own pages. */
const strangers: { title: string; headers: Record<string, string | null> }[] = [
  { title: "a foreign Origin", headers: evil },
  { title: "the Origin null", headers: { origin: "null" } },
  { title: "our Origin with another port", headers: { origin: "http://localhost:1" } },
  { title: "our Origin with https", headers: { origin: "https://localhost" } },
  { title: "no Origin", headers: { origin: null } },
  { title: "no Origin from another site", headers: { origin: null, "sec-fetch-site": "cross-site" } },
  { title: "no Origin from a sibling site", headers: { origin: null, "sec-fetch-site": "same-site" } },
  {
    title: "a foreign Origin that calls itself same-origin",
    headers: { ...evil, "sec-fetch-site": "same-origin" },
  },
  {
    title: "a foreign Origin equal to X-Forwarded-Host",
    headers: { ...evil, "x-forwarded-host": "evil.example" },
  },
]

for (const { title, headers } of strangers) {
  test(
    `a sign-in posted with ${title} is refused`,
    { tag: ["@host-header", "@CVE-2025-71403"] },
    async ({ visitor }) => {
      const answer = await visitor.post("/api/auth/signin/github", { headers })
      expect({ status: answer.status, code: codeOf(answer) }).toEqual({
        status: 403,
        code: "origin_mismatch",
      })
      expect(answer.setCookies).toEqual([])
    },
  )

  test(
    `a sign-out posted with ${title} is refused`,
    { tag: ["@host-header", "@CVE-2025-71403"] },
    async ({ app, records }) => {
      const { visitor } = await signedIn(records, app.origin)
      const answer = await visitor.post("/api/auth/signout", { headers })
      expect({ status: answer.status, code: codeOf(answer) }).toEqual({
        status: 403,
        code: "origin_mismatch",
      })
      expect(await records.count("Session")).toBe(1)
    },
  )

  test(
    `a server action called with ${title} starts no sign-in`,
    { tag: ["@idor", "@GHSA-ph3g-6p57-jfm5"] },
    async ({ visitor }) => {
      const answer = await submitAction(visitor, "/", { headers })
      expect(visitor.cookiesNamed("attempt-")).toEqual([])
      expect(answer.location).not.toContain("authorize")
      const refusedByNext = answer.status === 500
      const refusedByUs = answer.location.includes("error=origin_mismatch")
      expect(refusedByNext || refusedByUs, `${answer.status} ${answer.location}`).toBe(true)
    },
  )
}

test("a post without Origin passes when the browser says that it comes from our own page", async ({
  visitor,
}) => {
  const headers = { origin: null, "sec-fetch-site": "same-origin" }
  const answer = await visitor.post("/api/auth/signin/github", { headers })
  expect(answer.status).toBe(303)
})

test("the server action starts a sign-in for our own page", async ({ visitor }) => {
  const answer = await submitAction(visitor, "/")
  expect(answer.status).toBe(303)
  expect(answer.location).toContain("/login/oauth/authorize")
  expect(visitor.cookiesNamed("attempt-")).toHaveLength(1)
})

test("a GET never starts or ends anything", { tag: "@idor" }, async ({ app, records }) => {
  const { visitor } = await signedIn(records, app.origin)
  for (const path of ["/api/auth/signin/github", "/api/auth/signout", "/signout"])
    expect((await visitor.get(path)).setCookies).toEqual([])
  expect(await records.count("Session")).toBe(1)
})

test(
  "the dashboard leads a visitor to the sign-in page",
  { tag: ["@middleware", "@GHSA-6gpp-xcg3-4w24"] },
  async ({ visitor, app }) => {
    const answer = await visitor.get("/dashboard")
    expect(answer.status).toBe(307)
    expect(answer.location).toBe(`${app.origin}/signin?callbackUrl=%2Fdashboard`)
    expect(answer.text).not.toContain("About you")
  },
)

test(
  "the dashboard's data go to nobody without a session",
  { tag: ["@middleware", "@GHSA-6gpp-xcg3-4w24"] },
  async ({ app, visitor, records }) => {
    const owner = await signedIn(records, app.origin)
    const page = (who: Visitor, headers: Record<string, string>) => who.get("/dashboard", { headers })
    const components = (who: Visitor, headers: Record<string, string>) =>
      getComponents(who, "/dashboard", headers)
    const prefetched = (who: Visitor, headers: Record<string, string>) =>
      components(who, { ...headers, "next-router-prefetch": "1" })
    for (const ask of [page, components])
      expect((await ask(owner.visitor, {})).text).toContain("sam@example.test")
    for (const cookie of ["session=x", `${owner.cookie.name}=x`, `${owner.cookie.name}=${"A".repeat(43)}`])
      for (const ask of [page, components, prefetched]) {
        const { text } = await ask(visitor, { cookie })
        expect(text).not.toContain("sam@example.test")
        expect(text).not.toContain("Sam Seed")
      }
  },
)

test(
  "headers that tell Next to skip its middleware open no door",
  { tag: ["@middleware", "@GHSA-f82v-jwr5-mffw"] },
  async ({ visitor }) => {
    const names = [
      "proxy",
      "middleware",
      "src/middleware",
      "middleware:middleware:middleware:middleware:middleware",
    ]
    for (const name of names) {
      const answer = await visitor.get("/dashboard", { headers: { "x-middleware-subrequest": name } })
      expect(answer.status).toBe(307)
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
  "an expired session is none",
  { tag: ["@session-end", "@GHSA-pjr6-jx7r-j4r6"] },
  async ({ app, records }) => {
    const { visitor } = await signedIn(records, app.origin)
    expect((await visitor.get("/dashboard")).status).toBe(200)
    await records.query(`UPDATE "Session" SET "expires" = now() - interval '1 second'`)
    expect((await visitor.get("/api/auth/session")).text).toBe("null")
    expect((await visitor.get("/dashboard")).status).toBe(307)
  },
)

test(
  "forwarded headers change no address that we send",
  { tag: ["@host-header", "@GHSA-9qq3-v9g3-cxhw", "@GHSA-pgx2-m66h-x29f"] },
  async ({ visitor, app }) => {
    const headers = {
      "x-forwarded-host": "evil.example",
      "x-forwarded-proto": "https",
      "x-forwarded-port": "443",
      forwarded: "host=evil.example;proto=https",
    }
    const answer = await visitor.post("/api/auth/signin/github", { headers })
    expect(new URL(answer.location).searchParams.get("redirect_uri")).toBe(
      `${app.origin}/api/auth/github/callback`,
    )
    expect((await visitor.get("/api/auth/signin", { headers })).location).toBe(`${app.origin}/signin`)
    expect((await visitor.get("/api/auth/providers", { headers })).text).not.toContain("evil")
  },
)

test("a visitor signs in, is protected, and signs out", async ({ page, app }) => {
  await page.goto("/dashboard")
  await chooseProvider(page, "github")
  await choosePersona(page, "member")
  await expect(page).toHaveURL("/dashboard")
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Hello, Milo Brandt")
  await page.goto("/signout")
  await page.getByRole("button", { name: "Sign out" }).click()
  await expect(page).toHaveURL("/")
  expect((await new Visitor(app.origin).get("/dashboard")).status).toBe(307)
})
