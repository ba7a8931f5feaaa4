// An answer that comes as a POST from another site (OAuth 2.0 Form Post Response Mode).
import { open, seal } from "../../lib/auth/crypto/seal"
import { ada, agree, post, testWithApple } from "../support/apple"
import { openApp } from "../support/app"
import { expect, Visitor } from "../support/fixtures"
import { begin, expectRefused, expectSignedIn, whoAmI } from "../support/flow"

const test = testWithApple("form-post")

test.describe.configure({ mode: "default" })

test("a visitor signs in by a form that another site posts, and no cookie has to be less than Lax", async ({
  page,
  context,
  app,
  apple,
}) => {
  const callback = `${app.origin}/api/auth/apple/callback`
  const addresses: string[] = []
  context.on("request", (request) => addresses.push(request.url()))
  await page.goto("/signin")
  await page.getByRole("button", { name: "Continue with Apple" }).click()
  await expect(page.getByRole("button", { name: ada.name })).toBeVisible()
  expect(new URL(page.url()).origin).toBe(apple.origin)
  const before = await context.cookies(app.origin)
  expect(before.map(({ name }) => name.split("-")[0])).toEqual(["attempt"])

  const posting = page.waitForRequest((request) => request.url() === callback && request.method() === "POST")
  const coming = page.waitForRequest((request) => request.url().startsWith(`${callback}?`))
  await page.getByRole("button", { name: ada.name }).click()
  const [posted, came] = [await posting, await coming]
  const heading = page.getByRole("heading", { level: 1 })
  await expect(heading).toHaveText(`Hello, ${ada.name}`, { timeout: 20_000 })

  const headers = await posted.allHeaders()
  expect(headers).toMatchObject({ "sec-fetch-site": "cross-site", origin: apple.origin })
  expect(headers.cookie, "no cookie comes along with the POST").toBeUndefined()
  expect((await came.allHeaders()).cookie).toMatch(/attempt-.*answer-|answer-.*attempt-/s)

  const code = new URLSearchParams(posted.postData() ?? "").get("code") ?? ""
  expect(code.length).toBeGreaterThan(20)
  expect(
    addresses.filter((address) => address.includes(code)),
    "the code stands in no address",
  ).toEqual([])

  const after = await context.cookies(app.origin)
  expect(new Set(after.map(({ name }) => name.split("-")[0]))).toEqual(new Set(["provider", "session"]))
  expect(after.map(({ sameSite, httpOnly }) => [sameSite, httpOnly])).toEqual([
    ["Lax", true],
    ["Lax", true],
  ])
  expect(before.map(({ sameSite }) => sameSite)).toEqual(["Lax"])
})

test("a visitor who declines at a provider that posts is told so, and can try again", async ({
  page,
  visitor,
}) => {
  const state = new URL(await begin(visitor, "apple")).searchParams.get("state") ?? ""
  const kept = await post(visitor, { error: "access_denied", state })
  expectRefused(await visitor.get(kept.location), "access_denied", 403)

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
  "a posted answer is kept for a minute, sealed, and works once",
  { tag: ["@replay"] },
  async ({ visitor, app, records }) => {
    const form = await agree(await begin(visitor, "apple"))
    const kept = await post(visitor, form)
    expect(kept.status).toBe(303)
    expect(kept.location).toMatch(new RegExp(`^${app.origin}/api/auth/apple/callback\\?answer=[\\w-]{16}$`))
    expect(kept.setCookies).toEqual([
      expect.stringMatching(/^answer-\d+-[\w-]{16}=eyJ[\w-]+\.\..+; Max-Age=60; .*HttpOnly; SameSite=lax$/i),
    ])
    expect(kept.setCookies.join(), "nothing of it is readable").not.toContain(form.code)
    const thief = visitor.copy()
    expectSignedIn(await visitor.get(kept.location), `${app.origin}/dashboard`)
    expect(visitor.cookiesNamed("answer-")).toEqual([])
    expectRefused(await visitor.get(kept.location), "attempt_missing", 400)
    expectRefused(await thief.get(kept.location), "token_refused", 502)
    expect(await records.count("Session")).toBe(1)
  },
)

/** What is sealed with an answer, besides its parameters. */
type Kept = { provider: string; at: number }

for (const [what, change, isGood] of [
  ["kept a minute ago", ({ at }) => ({ at: at - 59 }), true],
  ["whose minute is over", ({ at }) => ({ at: at - 75 }), false],
  ["kept for another provider", () => ({ provider: "oidc" }), false],
] as [string, (kept: Kept) => Partial<Kept>, boolean][])
  test(
    `a posted answer ${what} is ${isGood ? "good" : "refused"}`,
    { tag: ["@replay", "@mix-up"] },
    async ({ visitor, app }) => {
      const { location } = await post(visitor, await agree(await begin(visitor, "apple")))
      const [cookie] = visitor.cookiesNamed("answer-")
      const kept = (await open("answer", cookie?.value ?? "")) as Kept
      visitor.setCookie(cookie?.name ?? "", await seal("answer", { ...kept, ...change(kept) }))
      if (isGood) expectSignedIn(await visitor.get(location), `${app.origin}/dashboard`)
      else expectRefused(await visitor.get(location), "attempt_missing", 400)
    },
  )

test(
  "a posted answer opens for its own state alone",
  { tag: ["@state", "@mix-up"] },
  async ({ visitor, records }) => {
    const kept = []
    for (let tab = 0; tab < 2; tab++)
      kept.push(await post(visitor, await agree(await begin(visitor, "apple"))))
    const [first, second] = visitor.cookiesNamed("answer-")
    if (!first || !second) throw new Error("two answers were kept")
    visitor.setCookie(first.name, second.value)
    visitor.setCookie(second.name, first.value)
    for (const { location } of kept) expectRefused(await visitor.get(location), "attempt_missing", 400)
    expect(await records.count("Session")).toBe(0)
  },
)

test(
  "a posted answer opens for its own provider alone",
  { tag: ["@mix-up", "@GHSA-x445-f3h2-j279"] },
  async ({ visitor, app }) => {
    const kept = await post(visitor, await agree(await begin(visitor, "apple")))
    for (const provider of ["oidc", "oauth2", "github"])
      expectRefused(
        await visitor.get(kept.location.replace("/apple/", `/${provider}/`)),
        "attempt_missing",
        400,
      )
    expectSignedIn(await visitor.get(kept.location), `${app.origin}/dashboard`)
  },
)

test(
  "a posted answer in a browser that began nothing is refused",
  { tag: ["@state"] },
  async ({ visitor, app, records }) => {
    const form = await agree(await begin(visitor, "apple"))
    const victim = new Visitor(app.origin)
    const kept = await post(victim, form)
    expectRefused(await victim.get(kept.location), "attempt_missing", 400)
    expect(await whoAmI(victim)).toBeNull()
    expect(await records.count("Session")).toBe(0)
  },
)

test("a posted answer that does not fit a cookie is refused, and the attempt stays good", async ({
  visitor,
  app,
}) => {
  const form = await agree(await begin(visitor, "apple"))
  const large = await post(visitor, { ...form, code: "x".repeat(2_500) })
  expectRefused(large, "answer_too_large", 413)
  expect(large.setCookies).toEqual([])
  // What is not ours to keep takes no room.
  const kept = await post(visitor, { ...form, id_token: "x".repeat(5_000), access_token: "y".repeat(2_000) })
  expectSignedIn(await visitor.get(kept.location), `${app.origin}/dashboard`)
})

test(
  "what the visitor could have written into a posted answer is no more than a name",
  { tag: ["@identity"] },
  async ({ visitor, records }) => {
    const form = await agree(await begin(visitor, "apple"))
    const user = JSON.stringify({
      name: { firstName: "Eve" },
      email: "admin@example.test",
      sub: "1",
      email_verified: true,
    })
    await visitor.get((await post(visitor, { ...form, user })).location)
    expect(await records.query('SELECT "name", "email" FROM "User"')).toEqual([
      { name: "Eve", email: ada.email },
    ])
  },
)

for (const [what, body, code, status] of [
  ["without a state", "code=x", "attempt_missing", 400],
  ["with two states", "code=x&state=a&state=b", "invalid_request", 400],
  ["with two codes", "code=x&code=y&state=a", "invalid_request", 400],
] as const)
  test(`a posted answer ${what} is refused`, { tag: ["@malformed"] }, async ({ visitor }) => {
    const answer = await post(visitor, body)
    expectRefused(answer, code, status)
    expect(answer.setCookies).toEqual([])
  })

test(
  "a provider that does not post its answers cannot begin to",
  { tag: ["@mix-up"] },
  async ({ visitor }) => {
    const answer = await post(visitor, { code: "x", state: "y" }, "oidc")
    expectRefused(answer, "method_not_allowed", 405)
    expect(answer.headers.allow).toBe("GET")
  },
)

test(
  "posted answers are counted, and apart from the callbacks that follow",
  { tag: ["@rate-limit"] },
  async ({ hostile, apple }, { project, workerIndex }) => {
    const env = { ...hostile.env, ...apple.env, AUTH_RATE_LIMIT: "1" }
    const app = await openApp({ project: project.name, label: `posts-${workerIndex}`, env })
    try {
      const visitor = new Visitor(app.origin)
      const answers = await Promise.all(
        Array.from({ length: 25 }, (_, number) => post(visitor, `code=x&state=${number}`)),
      )
      const passed = answers.filter(({ status }) => status === 303)
      const refused = answers.filter(({ status }) => status !== 303)
      expect([passed.length, refused.length], "what all strangers share").toEqual([20, 5])
      for (const answer of refused) {
        expectRefused(answer, "rate_limited", 429)
        expect(answer.setCookies).toEqual([])
      }
      expectRefused(await visitor.get(passed[0]?.location ?? ""), "attempt_missing", 400)
    } finally {
      await app.close()
    }
  },
)
