// Form-post responses: authorization responses that another site posts (OAuth 2.0 Form Post Response Mode).
import { open, seal } from "../../lib/auth/crypto/seal"
import { openLocalServer } from "../../scripts/identity/loopback.mjs"
import { openApp } from "../support/app"
import { ada, approveAtApple, postResponse, testWithApple } from "../support/apple"
import { expect, Visitor } from "../support/fixtures"
import { begin, currentUser, expectError, expectSignedIn } from "../support/flow"

const test = testWithApple("form-post")

test.describe.configure({ mode: "default" })

test("a visitor signs in with a form-post response from another site, and every cookie stays SameSite=Lax", async ({
  page,
  context,
  app,
  apple,
}) => {
  const callback = `${app.origin}/api/auth/apple/callback`
  const requestUrls: string[] = []
  context.on("request", (request) => requestUrls.push(request.url()))
  await page.goto("/signin")
  await page.getByRole("button", { name: "Continue with Apple" }).click()
  await expect(page.getByRole("button", { name: ada.name })).toBeVisible()
  expect(new URL(page.url()).origin).toBe(apple.origin)
  const before = await context.cookies(app.origin)
  expect(before.map(({ name }) => name.split("-")[0])).toEqual(["attempt"])

  const postRequest = page.waitForRequest(
    (request) => request.url() === callback && request.method() === "POST",
  )
  const redirectRequest = page.waitForRequest((request) => request.url().startsWith(`${callback}?`))
  await page.getByRole("button", { name: ada.name }).click()
  const [posted, redirected] = [await postRequest, await redirectRequest]
  const heading = page.getByRole("heading", { level: 1 })
  await expect(heading).toHaveText(`Hello, ${ada.name}`)

  const headers = await posted.allHeaders()
  expect(headers).toMatchObject({ "sec-fetch-site": "cross-site", origin: apple.origin })
  expect(headers.cookie, "the POST has no cookies").toBeUndefined()
  expect((await redirected.allHeaders()).cookie).toMatch(/attempt-.*answer-|answer-.*attempt-/s)

  const code = new URLSearchParams(posted.postData() ?? "").get("code") ?? ""
  expect(code.length).toBeGreaterThan(20)
  expect(
    requestUrls.filter((url) => url.includes(code)),
    "the code is in no URL",
  ).toEqual([])

  const after = await context.cookies(app.origin)
  expect(new Set(after.map(({ name }) => name.split("-")[0]))).toEqual(
    new Set(["finished", "provider", "session"]),
  )
  expect(after.map(({ sameSite, httpOnly }) => [sameSite, httpOnly])).toEqual([
    ["Lax", true],
    ["Lax", true],
    ["Lax", true],
  ])
  expect(before.map(({ sameSite }) => sameSite)).toEqual(["Lax"])
})

test("a visitor who denies access in a form-post response sees an error and can try again", async ({
  page,
  visitor,
}) => {
  const state = new URL(await begin(visitor, "apple")).searchParams.get("state") ?? ""
  const stored = await postResponse(visitor, { error: "access_denied", state })
  expectError(await visitor.get(stored.location), "access_denied", 403)

  await page.goto("/signin")
  await page.getByRole("button", { name: "Continue with Apple" }).click()
  await expect(page.getByRole("button", { name: ada.name })).toBeVisible()
  const { searchParams } = new URL(page.url())
  await page.setContent(
    `<form method="post" action="${searchParams.get("redirect_uri")}">
      <input name="error" value="access_denied"><input name="state" value="${searchParams.get("state")}">
      <button>No</button>
    </form>`,
  )
  await page.getByRole("button", { name: "No" }).click()
  await expect(page.getByRole("alert").filter({ hasText: "access was declined" })).toBeVisible()
  await page.getByRole("button", { name: "Continue with Apple" }).click()
  await page.getByRole("button", { name: ada.name }).click()
  await expect(page).toHaveURL("/dashboard")
})

test(
  "a form-post response is stored sealed for a minute and works once",
  { tag: ["@replay"] },
  async ({ visitor, app, records }) => {
    const form = await approveAtApple(await begin(visitor, "apple"))
    const stored = await postResponse(visitor, form)
    expect(stored.status).toBe(303)
    expect(stored.location).toMatch(new RegExp(`^${app.origin}/api/auth/apple/callback\\?answer=[\\w-]{16}$`))
    expect(stored.setCookies).toEqual([
      expect.stringMatching(/^answer-\d+-[0-2]=eyJ[\w-]+\.\..+; Max-Age=60; .*HttpOnly; SameSite=lax$/i),
    ])
    expect(stored.setCookies.join(), "the cookie is encrypted").not.toContain(form.code)
    const thief = visitor.copy()
    expectSignedIn(await visitor.get(stored.location), `${app.origin}/dashboard`)
    expect(visitor.cookiesNamed("answer-")).toEqual([])
    expectError(await visitor.get(stored.location), "attempt_missing", 400)
    expectError(await thief.get(stored.location), "token_refused", 502)
    expect(await records.count("Session")).toBe(1)
  },
)

/** What is sealed with a form-post response, besides its parameters. */
type Stored = { providerId: string; exp: number }

for (const [title, change, isValid] of [
  // Half a minute is left for a busy machine.
  ["stored half a minute ago", ({ exp }) => ({ exp: exp - 30 }), true],
  ["stored more than a minute ago", ({ exp }) => ({ exp: exp - 75 }), false],
  ["stored for another provider", () => ({ providerId: "oidc" }), false],
] as [string, (stored: Stored) => Partial<Stored>, boolean][])
  test(
    `a form-post response ${title} is ${isValid ? "accepted" : "rejected"}`,
    { tag: ["@replay", "@mix-up"] },
    async ({ visitor, app }) => {
      const { location } = await postResponse(visitor, await approveAtApple(await begin(visitor, "apple")))
      const [cookie] = visitor.cookiesNamed("answer-")
      const stored = (await open("answer", cookie?.value ?? "")) as Stored
      visitor.setCookie(cookie?.name ?? "", await seal("answer", { ...stored, ...change(stored) }))
      if (isValid) expectSignedIn(await visitor.get(location), `${app.origin}/dashboard`)
      else expectError(await visitor.get(location), "attempt_missing", 400)
    },
  )

test(
  "a form-post response is accepted only for its own state",
  { tag: ["@state", "@mix-up"] },
  async ({ visitor, records }) => {
    const stored = []
    // Now and then, both have the same of the three cookies.
    for (let tab = 0; tab < 20 && visitor.cookiesNamed("answer-").length < 2; tab++)
      stored.push(await postResponse(visitor, await approveAtApple(await begin(visitor, "apple"))))
    const [first, second] = visitor.cookiesNamed("answer-")
    if (!first || !second) throw new Error("expected two form-post cookies")
    visitor.setCookie(first.name, second.value)
    visitor.setCookie(second.name, first.value)
    for (const { location } of stored) expectError(await visitor.get(location), "attempt_missing", 400)
    expect(await records.count("Session")).toBe(0)
  },
)

test(
  "a form-post response is accepted only by its own provider",
  { tag: ["@mix-up", "@GHSA-x445-f3h2-j279"] },
  async ({ visitor, app }) => {
    const stored = await postResponse(visitor, await approveAtApple(await begin(visitor, "apple")))
    for (const providerId of ["oidc", "oauth2", "github"])
      expectError(
        await visitor.get(stored.location.replace("/apple/", `/${providerId}/`)),
        "attempt_missing",
        400,
      )
    expectSignedIn(await visitor.get(stored.location), `${app.origin}/dashboard`)
  },
)

test(
  "a form-post response in a browser that began no sign-in is rejected",
  { tag: ["@state"] },
  async ({ visitor, app, records }) => {
    const form = await approveAtApple(await begin(visitor, "apple"))
    const victim = new Visitor(app.origin)
    const stored = await postResponse(victim, form)
    expectError(await victim.get(stored.location), "attempt_missing", 400)
    expect(await currentUser(victim)).toBeNull()
    expect(await records.count("Session")).toBe(0)
  },
)

test("a form-post response too large for a cookie is rejected, and the attempt stays usable", async ({
  visitor,
  app,
}) => {
  const form = await approveAtApple(await begin(visitor, "apple"))
  const large = await postResponse(visitor, { ...form, code: "x".repeat(2_500) })
  expectError(large, "answer_too_large", 413)
  expect(large.setCookies).toEqual([])
  // Parameters that the callback does not use are not stored.
  const stored = await postResponse(visitor, {
    ...form,
    id_token: "x".repeat(5_000),
    access_token: "y".repeat(2_000),
  })
  expectSignedIn(await visitor.get(stored.location), `${app.origin}/dashboard`)
})

test(
  "the user field of a form-post response sets only the name",
  { tag: ["@identity"] },
  async ({ visitor, records }) => {
    const form = await approveAtApple(await begin(visitor, "apple"))
    const user = JSON.stringify({
      name: { firstName: "Eve" },
      email: "admin@example.test",
      sub: "1",
      email_verified: true,
    })
    await visitor.get((await postResponse(visitor, { ...form, user })).location)
    expect(await records.query('SELECT "name", "email" FROM "User"')).toEqual([
      { name: "Eve", email: ada.email },
    ])
  },
)

for (const [title, body, code, status] of [
  ["without a state", "code=x", "attempt_missing", 400],
  ["with two states", "code=x&state=a&state=b", "invalid_request", 400],
  ["with two codes", "code=x&code=y&state=a", "invalid_request", 400],
] as const)
  test(`a form-post response ${title} is rejected`, { tag: ["@malformed"] }, async ({ visitor }) => {
    const response = await postResponse(visitor, body)
    expectError(response, code, status)
    expect(response.setCookies).toEqual([])
  })

test(
  "a form-post response of a provider without form_post is rejected",
  { tag: ["@mix-up"] },
  async ({ visitor }) => {
    const response = await postResponse(visitor, { code: "x", state: "y" }, "oidc")
    expectError(response, "method_not_allowed", 405)
    expect(response.headers.allow).toBe("GET")
  },
)

test(
  "another site's form-post responses leave at most three cookies, and count for nothing",
  { tag: ["@rate-limit"] },
  async ({ hostile, apple }, { project, workerIndex }) => {
    const env = { ...hostile.env, ...apple.env, AUTH_RATE_LIMIT: "1" }
    const app = await openApp({ project: project.name, label: `posts-${workerIndex}`, env })
    try {
      const visitor = new Visitor(app.origin)
      const form = await approveAtApple(await begin(visitor, "apple"))
      const posts = []
      for (let number = 0; number < 25; number++)
        posts.push(await postResponse(visitor, { code: "x".repeat(1_300), state: `stranger ${number}` }))
      expect(posts.map(({ status }) => status)).toEqual(Array(25).fill(303))
      const cookies = visitor.cookiesNamed("answer-")
      expect(cookies).toHaveLength(3)
      for (const { value } of cookies) expect(value.length).toBeGreaterThan(1_500)
      for (const path of ["/", "/signin"]) expect((await visitor.get(path)).status).toBe(200)
      for (const { location } of posts) expectError(await visitor.get(location), "attempt_missing", 400)
      expect(visitor.cookiesNamed("answer-"), "they are cleared when they are rejected").toEqual([])
      const stored = await postResponse(visitor, form)
      expectSignedIn(await visitor.get(stored.location), `${app.origin}/dashboard`)
    } finally {
      await app.close()
    }
  },
)

test(
  "an image, a frame or a script of another site is not taken for an authorization response",
  { tag: ["@state", "@rate-limit"] },
  async ({ page, app, visitor, console }) => {
    console.expect(/status of 403/)
    const otherSite = await openLocalServer({ preferred: 0, port: 0 })
    otherSite.handleWith((_, response) =>
      response
        .writeHead(200, { "content-type": "text/html" })
        .end("<title>Another site</title><iframe name=frame></iframe>"),
    )
    const responses: string[] = []
    page.on("response", (response) => {
      if (response.url().startsWith(`${app.origin}/api/auth/`))
        responses.push(`${response.request().method()} ${response.status()}`)
    })
    await page.goto(`http://127.0.0.1:${otherSite.port}/`)
    await page.evaluate(async (callback) => {
      const image = new Image()
      const isLoaded = new Promise((resolve) => (image.onerror = resolve))
      image.src = `${callback}?state=x`
      await isLoaded
      await fetch(`${callback}?state=x`, { mode: "no-cors", credentials: "include" })
      await fetch(callback, { mode: "no-cors", method: "POST", body: new URLSearchParams({ state: "x" }) })
      document.body.insertAdjacentHTML(
        "beforeend",
        `<form method=post target=frame action="${callback}"><input name=state value=x></form>`,
      )
      document.forms[0]?.submit()
    }, `${app.origin}/api/auth/apple/callback`)
    // Chromium reports no response for the image, because it is none.
    await expect.poll(() => responses).toEqual(["GET 403", "POST 403", "POST 403"])
    await page.goto("about:blank")
    await otherSite.close()
    for (const headers of [
      { "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image" },
      { "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe" },
      { "sec-fetch-mode": "cors", "sec-fetch-dest": "empty" },
    ]) {
      const form = await approveAtApple(await begin(visitor, "apple"))
      expectError(await postResponse(visitor, form, "apple", headers), "navigation_required", 403)
      const { location } = await postResponse(visitor, form)
      expectError(await visitor.get(location, { headers }), "navigation_required", 403)
      const navigation = { "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" }
      expectSignedIn(await visitor.get(location, { headers: navigation }), `${app.origin}/dashboard`)
    }
  },
)
