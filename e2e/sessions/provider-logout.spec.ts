// Sign-outs at the provider as well, and sign-outs that the provider starts: against Portico ID.
import type { BrowserContext, Page } from "@playwright/test"
import { expect, porticoId, signInAs, test, Visitor } from "../support/fixtures"

const federatedButton = `Sign out of ${porticoId} too`

/** The page waits half a second for the provider's metadata. On a busy machine the button is there at a later visit. */
async function openWithButton(page: Page, path: string, name: string): Promise<void> {
  await expect(async () => {
    await page.goto(path)
    await expect(page.getByRole("button", { name })).toBeVisible({ timeout: 5_000 })
  }).toPass()
}

async function openSignOut(page: Page): Promise<void> {
  await openWithButton(page, "/signout", federatedButton)
}

/** The session cookie at Portico ID. */
async function sessionAtProvider(context: BrowserContext, servers: { id: string; address: string }[]) {
  const { port } = new URL(addressOf(servers))
  return (await context.cookies()).find(({ name }) => name === `portico-id-${port}`)?.value
}

function addressOf(servers: { id: string; address: string }[]): string {
  return servers.find(({ id }) => id === "oidc")?.address ?? ""
}

/** A visitor with a copy of a browser's cookies. */
async function visitorOf(page: Page, origin: string): Promise<Visitor> {
  const visitor = new Visitor(origin)
  for (const { name, value } of await page.context().cookies(origin)) visitor.setCookie(name, value)
  return visitor
}

test("one button ends the session here, then at the provider, and returns to the app", async ({
  page,
  context,
  app,
  records,
}) => {
  await signInAs(page, "member")
  await openSignOut(page)
  await page.getByRole("button", { name: federatedButton }).click()

  await expect(page.getByRole("heading", { name: `Sign out of ${porticoId}?` })).toBeVisible()
  const { origin, searchParams } = new URL(page.url())
  expect(origin).toBe(addressOf(app.servers))
  expect(Object.fromEntries(searchParams)).toEqual({
    id_token_hint: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
    client_id: "portico-development",
    post_logout_redirect_uri: `${app.origin}/api/auth/signout/return`,
    state: expect.stringMatching(/^[\w-]{43}$/),
  })
  expect(await records.count("Session"), "the app's session ends independently of the provider").toBe(0)
  expect(await sessionAtProvider(context, app.servers)).toBeTruthy()

  await page.getByRole("button", { name: "Sign out" }).click()
  await expect(page).toHaveURL("/")
  expect(await sessionAtProvider(context, app.servers)).toBeUndefined()
  const left = (await context.cookies(app.origin)).filter(({ value }) => value)
  expect(
    left.map(({ name, value }) => [name.split("-")[0], value]),
    "the cookie of the last used provider",
  ).toEqual([["provider", "oidc"]])
  const activity = await records.activity()
  expect(activity.map(({ event }) => event)).toEqual(["signed_in", "signed_out"])
})

test("a user whose provider did not ask again signs out there, and comes back to the destination", async ({
  page,
  context,
  app,
  records,
}) => {
  await signInAs(page, "member")
  const button = `Sign out of ${porticoId}`
  await openWithButton(
    page,
    "/signin?error=not_asked_again&provider=oidc&callbackUrl=/dashboard/settings",
    button,
  )
  await expect(page.getByRole("main").getByRole("alert")).toContainText(`${porticoId} did not ask you again`)
  await page.getByRole("button", { name: button }).click()
  await page.getByRole("button", { name: "Sign out" }).click()
  await expect(page).toHaveURL("/signin?callbackUrl=%2Fdashboard%2Fsettings")
  expect(await records.count("Session")).toBe(0)
  expect(await sessionAtProvider(context, app.servers)).toBeUndefined()
})

test("a federated sign-out revokes the tokens and deletes them", async ({ page, app, records }) => {
  await signInAs(page, "member")
  await openSignOut(page)
  await page.getByRole("button", { name: federatedButton }).click()
  await expect(page.getByRole("heading", { name: `Sign out of ${porticoId}?` })).toBeVisible()
  const columns = 'SELECT "access_token", "refresh_token", "expires_at" FROM "Account"'
  await expect
    .poll(() => records.query(columns))
    .toEqual([{ access_token: null, refresh_token: null, expires_at: null }])

  // The next sign-in stores new tokens.
  await page.goto(app.origin)
  await signInAs(page, "member")
  expect(await records.query(columns)).toEqual([
    {
      access_token: expect.stringMatching(/./),
      refresh_token: expect.stringMatching(/./),
      expires_at: expect.any(Number),
    },
  ])
})

test("a visitor who stays signed in at the provider is still signed out here", async ({
  page,
  context,
  app,
  records,
}) => {
  await signInAs(page, "member")
  await openSignOut(page)
  await page.getByRole("button", { name: federatedButton }).click()
  await page.getByRole("button", { name: "Stay signed in" }).click()
  await expect(page).toHaveURL("/")
  expect(await sessionAtProvider(context, app.servers)).toBeTruthy()
  expect(await records.count("Session")).toBe(0)
})

test("a default sign-out keeps the provider's session and the tokens", async ({
  page,
  context,
  app,
  records,
}) => {
  await signInAs(page, "member")
  for (const openSignOut of [
    async () => page.getByRole("button", { name: "Your account" }).click(),
    async () => page.goto("/signout"),
  ]) {
    await openSignOut()
    await page.getByRole("button", { name: "Sign out", exact: true }).last().click()
    await expect(page).toHaveURL("/")
    expect(await sessionAtProvider(context, app.servers)).toBeTruthy()
    const [account] = await records.query('SELECT "access_token" FROM "Account"')
    expect(account?.access_token).toBeTruthy()
    await signInAs(page, "member")
  }
})

test("the sign-out page has no second button for a provider without a logout endpoint", async ({ page }) => {
  await signInAs(page, "member", "github")
  await page.goto("/signout")
  await expect(page.getByRole("button", { name: "Sign out", exact: true })).toBeVisible()
  await expect(page.getByRole("button", { name: /too$/ })).toHaveCount(0)
})

test(
  "the return from the provider works once, only in the browser that signed out, and only to its destination",
  {
    tag: ["@state", "@open-redirect", "@replay"],
  },
  async ({ page, app, records }) => {
    await signInAs(page, "member")
    const visitor = await visitorOf(page, app.origin)
    const form = { federated: "true", callbackUrl: "/signin?left=1" }
    const signedOut = await visitor.post("/api/auth/signout", { form })
    const state = new URL(signedOut.location).searchParams.get("state") ?? ""
    expect(await records.count("Session")).toBe(0)
    const returnTarget = async (query: string, client = visitor) => {
      const response = await client.get(`/api/auth/signout/return${query}`)
      expect(response.status).toBe(303)
      return response.location.replace(app.origin, "")
    }

    for (const query of [
      "",
      "?state",
      "?state=",
      "?state=x",
      `?state=${"x".repeat(43)}`,
      `?state=${state.slice(0, 42)}x`,
      `?state=${state}x`,
      `?state=x&state=${state}`,
      "?callbackUrl=https://attacker.example&returnTo=//attacker.example",
    ])
      expect(await returnTarget(query), query).toBe("/")
    expect(await returnTarget(`?state=${state}`, new Visitor(app.origin)), "another browser").toBe("/")
    expect(await returnTarget(`?state=${state}`), "the earlier requests had no effect").toBe("/signin?left=1")
    expect(await returnTarget(`?state=${state}`), "a second time").toBe("/")
  },
)

test(
  "a destination on another site is ignored after a sign-out at the provider too",
  {
    tag: "@open-redirect",
  },
  async ({ page, app }) => {
    await signInAs(page, "member")
    const visitor = await visitorOf(page, app.origin)
    const form = { federated: "true", callbackUrl: "https://attacker.example/" }
    const left = new URL((await visitor.post("/api/auth/signout", { form })).location)
    expect(left.origin).toBe(addressOf(app.servers))
    const back = await visitor.get(`/api/auth/signout/return?state=${left.searchParams.get("state")}`)
    expect(back.location).toBe(`${app.origin}/`)
  },
)

test(
  "another sealed value in a logout cookie is ignored",
  { tag: "@sealed-purpose" },
  async ({ visitor, app }) => {
    const started = await visitor.post("/api/auth/signin/oidc", { form: { callbackUrl: "/dashboard" } })
    const state = new URL(started.location).searchParams.get("state") ?? ""
    const [attempt] = visitor.cookiesNamed("attempt-")
    visitor.setCookie(`logout-${new URL(app.origin).port}-${state.slice(0, 16)}`, attempt?.value ?? "")
    expect((await visitor.get(`/api/auth/signout/return?state=${state}`)).location).toBe(`${app.origin}/`)
  },
)

test(
  "an ID token that was moved from another column is not sent to the provider",
  { tag: "@leak" },
  async ({ page, app, records }) => {
    await signInAs(page, "member")
    await records.query('UPDATE "Session" SET "logoutHint" = (SELECT "id_token" FROM "Account")')
    await records.query('UPDATE "Account" SET "id_token" = "refresh_token"')
    const visitor = await visitorOf(page, app.origin)
    const response = await visitor.post("/api/auth/signout", { form: { federated: "true" } })
    const { origin, searchParams } = new URL(response.location)
    expect([origin, searchParams.has("id_token_hint")]).toEqual([addressOf(app.servers), false])
    expect(await records.count("Session")).toBe(0)
  },
)

test("another site cannot sign a visitor out", { tag: "@session-end" }, async ({ page, app, records }) => {
  await signInAs(page, "member")
  const visitor = await visitorOf(page, app.origin)
  const headers = { origin: "https://attacker.example" }
  const response = await visitor.post("/api/auth/signout", { form: { federated: "true" }, headers })
  expect(response.status).toBe(403)
  expect(await records.count("Session")).toBe(1)
})

test(
  "a user who signs out at the provider is signed out here, and stays signed in in other browsers",
  {
    tag: "@session-end",
  },
  async ({ page, app, records }) => {
    await signInAs(page, "member")
    await records.query(
      `INSERT INTO "Session" ("id", "sessionToken", "userId", "provider", "providerSid", "expires")
     SELECT 'elsewhere', 'elsewhere', "userId", "provider", 'elsewhere', "expires" FROM "Session"`,
    )
    const thief = await visitorOf(page, app.origin)

    await page.goto(`${addressOf(app.servers)}/session/end`)
    await page.getByRole("button", { name: "Sign out" }).click()
    await expect(page.getByRole("heading", { name: "You are signed out" })).toBeVisible()

    await expect
      .poll(async () => (await thief.get("/dashboard")).status, "a copy of the cookie is invalid")
      .toBe(307)
    await page.goto("/dashboard")
    await expect(page).toHaveURL(/\/signin/)
    expect(await records.query('SELECT "id" FROM "Session"')).toEqual([{ id: "elsewhere" }])
    const activity = await records.activity()
    expect(activity.map(({ event }) => event)).toEqual(["signed_in", "signed_out_by_provider"])
  },
)
