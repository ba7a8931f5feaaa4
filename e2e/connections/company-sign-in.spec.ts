// "Continue with your company": the address of a visitor decides which connection signs them in.
import type { HttpResponse } from "../support/visitor"
import { expect, openConnection, administratorTest as test, Visitor } from "./fixtures"

const field = /<input[^>]+name="email"/
const asHtml = { accept: "text/html" }
const message = "There is no company sign-in for this address."

/** The answer to a posted address, as a browser gets it. */
function post(visitor: Visitor, email: string, more: Record<string, string> = {}): Promise<HttpResponse> {
  return visitor.post("/api/auth/signin", { form: { email, ...more }, headers: asHtml })
}

test("the sign-in page asks for an address only while a connection with a proved domain is on", async ({
  page,
  provider,
  names,
  visitor,
}) => {
  // The answer is kept for two seconds: at first it can be that of an earlier test.
  await expect.poll(async () => field.test((await visitor.get("/signin")).text)).toBe(false)
  await openConnection(page, { provider, names })
  await expect.poll(async () => field.test((await visitor.get("/signin")).text)).toBe(true)
  await page.getByRole("button", { name: "Turn it off" }).click()
  await expect.poll(async () => field.test((await visitor.get("/signin")).text)).toBe(false)
})

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled })

    test("an address leads straight to the provider of its domain, and back to where the visitor was going", async ({
      page,
      context,
      records,
      provider,
      names,
      browser,
    }) => {
      const id = await openConnection(page, { provider, names })
      provider.behave({
        user: { sub: "7", name: "Wile E.", email: "wile@acme.example", email_verified: true },
      })
      await context.clearCookies()
      await expect(async () => {
        await page.goto("/signin?callbackUrl=%2Fdashboard%2Fsessions")
        await expect(page.getByLabel("Work email")).toBeVisible({ timeout: 1_000 })
      }).toPass()
      await expect(page.getByText("Choose a service"), "there is none to choose").toBeHidden()
      await page.getByLabel("Work email").fill("Wile@ACME.example")
      await page.keyboard.press("Enter")
      await page.waitForURL(/\/dashboard\/sessions$/)
      await expect(page.getByText("signed in with Acme")).toBeVisible()
      const asked = provider.received.find(({ path }) => path === "/authorize")
      expect(asked).toBeDefined()
      expect(browser.isConnected()).toBe(true)
      const [user] = await records.db.user.findMany({ where: { email: "wile@acme.example" } })
      expect(user?.emailVerified).not.toBeNull()
      expect(await records.db.account.count({ where: { provider: id } })).toBe(1)

      // The same browser is offered the connection by name, and may confirm with it.
      await page.goto("/signin?confirm=1&callbackUrl=%2Fdashboard%2Fsettings")
      await page.getByRole("button", { name: "Continue with Acme" }).click()
      await page.waitForURL(/\/dashboard\/settings/)
      await page.goto("/signout")
      await page.getByRole("button", { name: "Sign out", exact: true }).click()
      await page.waitForURL((url) => url.pathname === "/")
      await page.goto("/signin")
      await expect(page.getByRole("button", { name: "Continue with Acme" })).toBeVisible()
    })
  })

test("the authorization request names the visitor as login_hint", async ({
  page,
  app,
  provider,
  names,
  visitor,
}) => {
  const id = await openConnection(page, { provider, names })
  const { status, location } = await post(visitor, " wile@Acme.Example ", {
    callbackUrl: "/dashboard/sessions",
  })
  expect(status).toBe(303)
  const request = new URL(location)
  expect(request.origin + request.pathname).toBe(`${provider.origin}/authorize`)
  expect(Object.fromEntries(request.searchParams)).toMatchObject({
    login_hint: "wile@Acme.Example",
    redirect_uri: `${app.origin}/api/auth/${id}/callback`,
    client_id: "client",
  })
})

test(
  "every address without a connection gets the same answer",
  { tag: "@leak" },
  async ({ page, app, records, provider, names }) => {
    await openConnection(page, { provider, names })
    // A second one with a domain that is not proved, and a third one that is off.
    const others = [
      { id: "c_00000000000000000001", enabled: true, domain: "unproved.example", provedAt: null },
      { id: "c_00000000000000000002", enabled: false, domain: "off.example", provedAt: new Date() },
    ]
    for (const { id, enabled, domain, provedAt } of others)
      await records.db.connection.create({
        data: {
          ...{ id, enabled, kind: "oidc", name: "Other", clientId: "x", createdBy: "x" },
          settings: { issuer: provider.origin },
          domains: { create: { domain, provedAt, token: "x" } },
        },
      })
    const normal = ({ status, headers, location, text, setCookies }: HttpResponse) => ({
      status,
      text,
      setCookies,
      names: Object.keys(headers),
      location: location.replace(/(?<=ref=)\w+/, ""),
    })
    const answers = await Promise.all(
      [
        "wile@unknown.example",
        "wile@unproved.example",
        "wile@off.example",
        "wile@sub.acme.example",
        "wile@acme.example.evil.example",
        "acme.example",
        "@acme.example",
        "wile@evil@acme.example",
        "wile@acme.example, x@unknown.example",
        "wile@acme.example\0",
        "wile@acme．example",
        "",
        "x".repeat(5_000),
      ].map(async (email) =>
        normal(await post(new Visitor(app.origin), email, { callbackUrl: "/dashboard/sessions" })),
      ),
    )
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(answers[0]).toMatchObject({
      status: 303,
      setCookies: [],
      location: `${app.origin}/signin?error=company_unknown&ref=&callbackUrl=%2Fdashboard%2Fsessions`,
    })
    const { text } = await new Visitor(app.origin).get(answers[0]?.location ?? "")
    expect(text).toContain(message)
    expect(text).toContain('name="callbackUrl" value="/dashboard/sessions"')
    expect(await records.activity()).not.toContainEqual(expect.objectContaining({ event: "refused" }))
  },
)

test("an address is asked for only by a page of this site", { tag: "@host-header" }, async ({ visitor }) => {
  const foreign: Record<string, string>[] = [
    { origin: "https://evil.example" },
    { origin: "null", "sec-fetch-site": "cross-site" },
  ]
  for (const headers of foreign) {
    const response = await visitor.post("/api/auth/signin", { form: { email: "wile@acme.example" }, headers })
    expect(response.status).toBe(403)
    expect(response.setCookies).toEqual([])
  }
})

test("a destination on another site is ignored", { tag: "@open-redirect" }, async ({ visitor, app }) => {
  const { location } = await post(visitor, "wile@unknown.example", { callbackUrl: "https://evil.example/" })
  expect(location).toMatch(new RegExp(`^${app.origin}/signin\\?error=company_unknown&ref=\\w+$`))
})

test(
  "connections are not listed on the sign-in page or by the API",
  { tag: "@leak" },
  async ({ page, provider, names, visitor }) => {
    const id = await openConnection(page, { provider, names })
    await expect.poll(async () => field.test((await visitor.get("/signin")).text)).toBe(true)
    for (const path of ["/", "/signin", "/api/auth/providers"]) {
      const { text } = await visitor.get(path)
      for (const word of [id, "Acme", "acme.example", provider.origin]) expect(text, path).not.toContain(word)
    }
  },
)
