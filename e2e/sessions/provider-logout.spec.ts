// Signing out at the provider as well, and the provider that signs its people out of here: against Portico ID.
import type { BrowserContext, Page } from "@playwright/test"
import { expect, signInAs, test, Visitor } from "../support/fixtures"

const tooButton = "Sign out of Portico ID too"

/** The session cookie of Portico ID itself. */
async function sessionAtProvider(context: BrowserContext, servers: { id: string; address: string }[]) {
  const { port } = new URL(addressOf(servers))
  return (await context.cookies()).find(({ name }) => name === `portico-id-${port}`)?.value
}

function addressOf(servers: { id: string; address: string }[]): string {
  return servers.find(({ id }) => id === "oidc")?.address ?? ""
}

/** Somebody with the cookies of a browser. */
async function visitorOf(page: Page, origin: string): Promise<Visitor> {
  const visitor = new Visitor(origin)
  for (const { name, value } of await page.context().cookies(origin)) visitor.setCookie(name, value)
  return visitor
}

test("one button ends the session here first, then at the provider, and leads back", async ({
  page,
  context,
  app,
  records,
}) => {
  await signInAs(page, "member")
  await page.goto("/signout")
  await page.getByRole("button", { name: tooButton }).click()

  await expect(page.getByRole("heading", { name: "Sign out of Portico ID?" })).toBeVisible()
  const { origin, searchParams } = new URL(page.url())
  expect(origin).toBe(addressOf(app.servers))
  expect(Object.fromEntries(searchParams)).toEqual({
    id_token_hint: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
    client_id: "portico-development",
    post_logout_redirect_uri: `${app.origin}/api/auth/signout/return`,
    state: expect.stringMatching(/^[\w-]{43}$/),
  })
  expect(await records.count("Session"), "ours is over whatever the provider does").toBe(0)
  expect(await sessionAtProvider(context, app.servers)).toBeTruthy()

  await page.getByRole("button", { name: "Sign out" }).click()
  await expect(page).toHaveURL("/")
  expect(await sessionAtProvider(context, app.servers)).toBeUndefined()
  const left = (await context.cookies(app.origin)).filter(({ value }) => value)
  expect(
    left.map(({ name, value }) => [name.split("-")[0], value]),
    "which way in was used last",
  ).toEqual([["provider", "oidc"]])
  const activity = await records.activity()
  expect(activity.map(({ event }) => event)).toEqual(["signed_in", "signed_out"])
})

test("the tokens are given back to the provider, and kept no longer", async ({ page, app, records }) => {
  await signInAs(page, "member")
  await page.goto("/signout")
  await page.getByRole("button", { name: tooButton }).click()
  await expect(page.getByRole("heading", { name: "Sign out of Portico ID?" })).toBeVisible()
  const columns = 'SELECT "access_token", "refresh_token", "expires_at" FROM "Account"'
  await expect
    .poll(() => records.query(columns))
    .toEqual([{ access_token: null, refresh_token: null, expires_at: null }])

  // The next sign-in brings new ones.
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

test("who stays signed in at the provider is signed out here all the same", async ({
  page,
  context,
  app,
  records,
}) => {
  await signInAs(page, "member")
  await page.goto("/signout")
  await page.getByRole("button", { name: tooButton }).click()
  await page.getByRole("button", { name: "Stay signed in" }).click()
  await expect(page).toHaveURL("/")
  expect(await sessionAtProvider(context, app.servers)).toBeTruthy()
  expect(await records.count("Session")).toBe(0)
})

test("by default the provider's session goes on, and its tokens with it", async ({
  page,
  context,
  app,
  records,
}) => {
  await signInAs(page, "member")
  for (const leave of [
    async () => page.getByRole("button", { name: "Your account" }).click(),
    async () => page.goto("/signout"),
  ]) {
    await leave()
    await page.getByRole("button", { name: "Sign out", exact: true }).last().click()
    await expect(page).toHaveURL("/")
    expect(await sessionAtProvider(context, app.servers)).toBeTruthy()
    const [account] = await records.query('SELECT "access_token" FROM "Account"')
    expect(account?.access_token).toBeTruthy()
    await signInAs(page, "member")
  }
})

test("a session that a provider without logout opened has no second button", async ({ page }) => {
  await signInAs(page, "member", "github")
  await page.goto("/signout")
  await expect(page.getByRole("button", { name: "Sign out", exact: true })).toBeVisible()
  await expect(page.getByRole("button", { name: /too$/ })).toHaveCount(0)
})

test(
  "the way back from the provider works once, in the browser that left, and leads nowhere else",
  {
    tag: ["@state", "@open-redirect", "@replay"],
  },
  async ({ page, app, records }) => {
    await signInAs(page, "member")
    const visitor = await visitorOf(page, app.origin)
    const form = { federated: "true", callbackUrl: "/signin?left=1" }
    const left = await visitor.post("/api/auth/signout", { form })
    const state = new URL(left.location).searchParams.get("state") ?? ""
    expect(await records.count("Session")).toBe(0)
    const back = async (query: string, who = visitor) => {
      const answer = await who.get(`/api/auth/signout/return${query}`)
      expect(answer.status).toBe(303)
      return answer.location.replace(app.origin, "")
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
      expect(await back(query), query).toBe("/")
    expect(await back(`?state=${state}`, new Visitor(app.origin)), "another browser").toBe("/")
    expect(await back(`?state=${state}`), "none of that disturbed it").toBe("/signin?left=1")
    expect(await back(`?state=${state}`), "a second time").toBe("/")
  },
)

test(
  "a destination outside of this site is ignored, with the provider in between too",
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
  "another sealed value in the place of the way back opens nothing",
  { tag: "@sealed-purpose" },
  async ({ visitor, app }) => {
    const begun = await visitor.post("/api/auth/signin/oidc", { form: { callbackUrl: "/dashboard" } })
    const state = new URL(begun.location).searchParams.get("state") ?? ""
    const [attempt] = visitor.cookiesNamed("attempt-")
    visitor.setCookie(`logout-${new URL(app.origin).port}-${state.slice(0, 16)}`, attempt?.value ?? "")
    expect((await visitor.get(`/api/auth/signout/return?state=${state}`)).location).toBe(`${app.origin}/`)
  },
)

test(
  "an ID token that was put there from another column is shown to nobody",
  { tag: "@leak" },
  async ({ page, app, records }) => {
    await signInAs(page, "member")
    await records.query('UPDATE "Account" SET "id_token" = "refresh_token"')
    const visitor = await visitorOf(page, app.origin)
    const answer = await visitor.post("/api/auth/signout", { form: { federated: "true" } })
    expect(answer.location).toBe(`${app.origin}/signout?only=here`)
    expect(await records.count("Session")).toBe(0)
  },
)

test("another site cannot make a visitor leave", { tag: "@session-end" }, async ({ page, app, records }) => {
  await signInAs(page, "member")
  const visitor = await visitorOf(page, app.origin)
  const headers = { origin: "https://attacker.example" }
  const answer = await visitor.post("/api/auth/signout", { form: { federated: "true" }, headers })
  expect(answer.status).toBe(403)
  expect(await records.count("Session")).toBe(1)
})

test(
  "who signs out at the provider is signed out here, and stays signed in in other browsers",
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

    expect((await thief.get("/dashboard")).status, "a copy of the cookie is dead").toBe(307)
    await page.goto("/dashboard")
    await expect(page).toHaveURL(/\/signin/)
    expect(await records.query('SELECT "id" FROM "Session"')).toEqual([{ id: "elsewhere" }])
    const activity = await records.activity()
    expect(activity.map(({ event }) => event)).toEqual(["signed_in", "signed_out_by_provider"])
  },
)
