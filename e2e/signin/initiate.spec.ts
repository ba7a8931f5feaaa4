// A sign-in that begins at the provider (OpenID Connect Core section 4). Off unless the owner switches it on.
import { appScope, openApp } from "../support/app"
import { test as base, expect, type Visitor } from "../support/fixtures"
import { approve, currentUser, expectError, expectSignedIn, signIn } from "../support/flow"
import { seedUser } from "../support/seed"

/** Without known client IPs, all visitors of a provider share 20 times this limit. */
const limit = 1

const test = base.extend({
  app: [
    async ({ hostile }, use, { project, workerIndex }) => {
      const { origin, env } = hostile
      const { AUTH_OIDC_ID = "", AUTH_OIDC_SECRET = "" } = env
      const off = { AUTH_OIDC_OFF_ISSUER: origin, AUTH_OIDC_OFF_ID: AUTH_OIDC_ID }
      const app = await openApp({
        project: project.name,
        label: `initiate-${workerIndex}`,
        env: {
          ...env,
          ...off,
          AUTH_OIDC_OFF_SECRET: AUTH_OIDC_SECRET,
          AUTH_OIDC_INITIATE: "on",
          AUTH_RATE_LIMIT: String(limit),
        },
      })
      await use(app)
      await app.close()
    },
    appScope,
  ],
})

const route = "/api/auth/oidc/initiate"
const fromDashboard = {
  origin: "https://dashboard.example",
  "sec-fetch-site": "cross-site",
  "sec-fetch-mode": "navigate",
  "sec-fetch-dest": "document",
}

function initiate(visitor: Visitor, params: Record<string, string>, headers: Record<string, string> = {}) {
  return visitor.get(`${route}?${new URLSearchParams(params)}`, { headers: { ...fromDashboard, ...headers } })
}

for (const method of ["GET", "POST"] as const)
  test(`a ${method} begins an ordinary sign-in with the provider's hint, and ends at its target`, async ({
    visitor,
    hostile,
    app,
  }) => {
    const params = {
      iss: hostile.origin,
      login_hint: "hanna@example.test",
      target_link_uri: `${app.origin}/dashboard/sessions?from=tile`,
      unknown: "is ignored",
    }
    const posted = () => visitor.request("POST", route, { form: params, headers: fromDashboard })
    const asked =
      method === "GET" ? params : Object.fromEntries(new URL((await posted()).location).searchParams)
    expect(visitor.cookiesNamed("attempt-"), "a POST starts nothing by itself").toEqual([])
    const response = await initiate(visitor, asked)
    expect(response.status, response.text).toBe(303)
    expect(visitor.cookiesNamed("attempt-")).toHaveLength(1)
    const authorization = new URL(response.location)
    expect(authorization.origin).toBe(hostile.origin)
    expect(Object.fromEntries(authorization.searchParams)).toMatchObject({
      login_hint: "hanna@example.test",
      state: expect.stringMatching(/^[\w-]{43,}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: "S256",
      redirect_uri: `${app.origin}/api/auth/oidc/callback`,
    })
    const finished = await visitor.get(await approve(visitor, response.location))
    expectSignedIn(finished, `${app.origin}/dashboard/sessions?from=tile`)
    expect(await currentUser(visitor)).toMatchObject({ email: "hanna@example.test" })
  })

test(
  "a provider that the owner has not switched on has no such route",
  { tag: "@defaults" },
  async ({ visitor, hostile }) => {
    const query = `?${new URLSearchParams({ iss: hostile.origin })}`
    const answer = async (method: string, path: string, accept: string) => {
      const { status, headers, text, location, setCookies } = await visitor.request(method, path + query, {
        headers: { ...fromDashboard, accept },
      })
      const { "content-type": type, "content-length": length, allow } = headers
      const withoutReference = text.replaceAll(/(ref=|"reference":")\w+/g, "$1")
      return { status, type, length, allow, location, setCookies, text: withoutReference }
    }
    for (const method of ["GET", "POST", "PUT", "HEAD"])
      for (const accept of ["text/html", "application/json"]) {
        const unknown = await answer(method, "/api/auth/oidc/nothing", accept)
        expect(unknown).toMatchObject({ status: 404, setCookies: [] })
        for (const id of ["oidc-off", "github", "oauth1", "unknown", "__proto__"])
          expect(await answer(method, `/api/auth/${id}/initiate`, accept), `${method} ${id}`).toEqual(unknown)
      }
  },
)

test(
  "an iss that is not exactly the configured issuer begins no sign-in",
  { tag: "@mix-up" },
  async ({ visitor, hostile }) => {
    const { origin } = hostile
    for (const all of [
      [],
      [""],
      ["https://attacker.example"],
      [`${origin}/`],
      [origin.toUpperCase()],
      [`${origin} `],
      [origin, "https://attacker.example"],
      [origin, origin],
    ]) {
      const query = new URLSearchParams(all.map((iss) => ["iss", iss]))
      expectError(await visitor.get(`${route}?${query}`), "issuer_mismatch", 400)
      const headers = { ...fromDashboard, "content-type": "application/x-www-form-urlencoded" }
      expectError(
        await visitor.request("POST", route, { body: query.toString(), headers }),
        "issuer_mismatch",
        400,
      )
    }
    expect(visitor.cookiesNamed("attempt-")).toEqual([])
    expect(hostile.received).toEqual([])
  },
)

test(
  "a target on another site is replaced by the page after a sign-in",
  { tag: "@open-redirect" },
  async ({ visitor, hostile, app, records }) => {
    const { visitor: signedIn } = await seedUser(records, app.origin)
    for (const target_link_uri of [
      "https://evil.example/",
      "//evil.example",
      "/\\evil.example",
      "javascript:1",
    ]) {
      const params = { iss: hostile.origin, target_link_uri }
      const { location } = await initiate(visitor, params)
      expectSignedIn(await visitor.copy().get(await approve(visitor, location)), `${app.origin}/dashboard`)
      expect((await initiate(signedIn, params)).location).toBe(`${app.origin}/dashboard`)
    }
  },
)

test(
  "a visitor who is signed in stays the same user, and goes to the target",
  { tag: "@fixation" },
  async ({ hostile, app, records }) => {
    const { visitor, userId } = await seedUser(records, app.origin)
    const response = await initiate(visitor, {
      iss: hostile.origin,
      login_hint: "attacker@example.test",
      target_link_uri: "/dashboard/activity",
    })
    expectSignedIn(response, `${app.origin}/dashboard/activity`)
    expect(response.setCookies).toEqual([])
    expect(hostile.received).toEqual([])
    const sessions = await records.query<{ userId: string }>('SELECT "userId" FROM "Session"')
    expect(sessions.map((session) => session.userId)).toEqual([userId])
  },
)

test(
  "in a browser, another site's form and link leave a signed-in visitor the same user",
  { tag: "@fixation" },
  async ({ page, context, hostile, app, records }) => {
    const { cookie } = await seedUser(records, app.origin)
    await context.addCookies([{ ...cookie, sameSite: "Lax", httpOnly: true }])
    const query = new URLSearchParams({ iss: hostile.origin, target_link_uri: "/dashboard/sessions" })
    const fields = [...query].map(([name, value]) => `<input name="${name}" value="${value}">`).join("")
    await page.route("http://dashboard.example/**", (intercepted) =>
      intercepted.fulfill({
        contentType: "text/html",
        body: `<form method="post" action="${app.origin}${route}">${fields}<button>Form</button></form>
          <a href="${app.origin}${route}?${query.toString().replaceAll("&", "&amp;")}">Link</a>`,
      }),
    )
    for (const control of [
      page.getByRole("button", { name: "Form" }),
      page.getByRole("link", { name: "Link" }),
    ]) {
      await page.goto("http://dashboard.example/")
      await control.click()
      await page.waitForURL(`${app.origin}/dashboard/sessions`)
    }
    expect(hostile.received).toEqual([])
    expect(await records.count("Session")).toBe(1)
  },
)

test(
  "an image, a frame or a script of another site begins no sign-in",
  { tag: "@rate-limit" },
  async ({ visitor, hostile }) => {
    const params = { iss: hostile.origin }
    for (const dest of ["image", "iframe", "script", "empty"]) {
      const headers = { "sec-fetch-dest": dest }
      expectError(await initiate(visitor, params, headers), "navigation_required", 403)
      const posted = await visitor.request("POST", route, {
        form: params,
        headers: { ...fromDashboard, ...headers },
      })
      expectError(posted, "navigation_required", 403)
    }
    expect(visitor.cookiesNamed("attempt-")).toEqual([])
  },
)

test(
  "a hint that no authorization request can have is rejected",
  { tag: "@malformed" },
  async ({ visitor, hostile }) => {
    for (const login_hint of ["x".repeat(201), "a\nb", "a\u0000b"])
      expectError(await initiate(visitor, { iss: hostile.origin, login_hint }), "invalid_request", 400)
  },
)

test(
  "sign-ins that begin at the provider count towards the rate limit",
  { tag: "@rate-limit" },
  async ({ visitor, hostile }) => {
    for (let count = 0; count < limit * 20; count++)
      expect((await initiate(visitor.copy(), { iss: hostile.origin })).status).toBe(303)
    expectError(await initiate(visitor, { iss: hostile.origin }), "rate_limited", 429)
    expectError(await visitor.post("/api/auth/signin/oidc"), "rate_limited", 429)
  },
)

test("an ordinary sign-in with the same provider works as before", async ({ visitor, app }) => {
  expectSignedIn(await signIn(visitor, "oidc"), `${app.origin}/dashboard`)
})
