// A preview has an origin, a secret and a database of its own. It signs in by the callbacks of the fixed deployment, which
// hands the provider's answer on: sealed, for that preview alone, for a minute, and of use only to the browser that began.
import { readFileSync } from "node:fs"
import pg from "pg"
import { purposes } from "../../lib/auth/crypto/seal"
import { agree, ada, post } from "../support/apple"
import { expect, Visitor } from "../support/fixtures"
import { approve, begin, expectRefused, expectSignedIn, whoAmI } from "../support/flow"
import { openShared, sealShared, test } from "../support/preview"

test.describe.configure({ mode: "default" })

const elsewhere = "https://portico-git-new-shop-acme.vercel.app"

type Value = Record<string, unknown>

/** Begins on the preview and agrees at the provider. Returns the answer's address on the fixed deployment. */
async function answered(visitor: Visitor, provider = "oidc"): Promise<URL> {
  return new URL(await approve(visitor, await begin(visitor, provider)))
}

/** The same, handed on: the address on the preview. */
async function handedOn(visitor: Visitor, provider = "oidc"): Promise<URL> {
  return new URL((await visitor.get((await answered(visitor, provider)).href)).location)
}

for (const provider of ["oidc", "oauth2", "github", "twitter-legacy", "oauth1"])
  test(`a visitor signs in on a preview through the fixed deployment, by ${provider}`, async ({
    visitor,
    app,
    fixed,
    hostile,
  }) => {
    const authorization = new URL(await begin(visitor, provider))
    const [attempt] = visitor.cookiesNamed("attempt-")
    expect(`${attempt?.name}=${attempt?.value}`.length).toBeLessThanOrEqual(600)
    const callback = new URL(await approve(visitor, authorization.href))
    expect(callback.origin + callback.pathname).toBe(`${fixed.origin}/api/auth/${provider}/callback`)
    expect(callback.searchParams.get("state")?.length, "some providers allow no more").toBeLessThan(500)

    const handed = await visitor.get(callback.href)
    expect(handed.status).toBe(303)
    const address = new URL(handed.location)
    expect(address.origin + address.pathname).toBe(`${app.origin}/api/auth/${provider}/callback`)
    expect([...address.searchParams.keys()]).toEqual(["handoff"])
    for (const name of ["code", "oauth_verifier", "oauth_token"])
      expect(handed.location).not.toContain(callback.searchParams.get(name) ?? "no such parameter")
    expect(handed.setCookies, "the fixed deployment keeps nothing").toEqual([])

    expectSignedIn(await visitor.get(address.href), `${app.origin}/dashboard`)
    expect((await whoAmI(visitor))?.name).toBeTruthy()
    const sent = hostile.received.flatMap(({ form }) => form.getAll("redirect_uri"))
    const isOAuth1 = callback.searchParams.has("oauth_token")
    expect(sent).toEqual(isOAuth1 ? [] : [`${fixed.origin}/api/auth/${provider}/callback`])
  })

test("a visitor signs in on a preview by a form that the provider posts to the fixed deployment", async ({
  page,
  context,
  app,
  fixed,
}) => {
  const addresses: string[] = []
  context.on("request", (request) => addresses.push(request.url()))
  const posting = page.waitForRequest(
    (request) => request.method() === "POST" && request.url().startsWith(fixed.origin),
  )
  await page.goto("/signin")
  await page.getByRole("button", { name: "Continue with Apple" }).click()
  await page.getByRole("button", { name: ada.name }).click()
  const heading = page.getByRole("heading", { level: 1 })
  await expect(heading).toHaveText(`Hello, ${ada.name}`, { timeout: 20_000 })
  expect(new URL(page.url()).origin).toBe(app.origin)
  const code = new URLSearchParams((await posting).postData() ?? "").get("code") ?? ""
  expect(code.length).toBeGreaterThan(20)
  expect(addresses.filter((address) => address.includes(code))).toEqual([])
})

test("on a preview the callback to register is the fixed deployment's", async ({ visitor, fixed }) => {
  const listed = JSON.parse((await visitor.get("/api/auth/providers")).text) as {
    oidc: { signinUrl: string; callbackUrl: string }
  }
  expect(listed.oidc.callbackUrl).toBe(`${fixed.origin}/api/auth/oidc/callback`)
  expect(listed.oidc.signinUrl).toBe(`${visitor.origin}/api/auth/signin/oidc`)
})

test("a visitor who declines is told so on the preview", async ({ visitor, hostile }) => {
  hostile.behave({
    answer: (parameters) => {
      parameters.delete("code")
      parameters.set("error", "access_denied")
    },
  })
  expectRefused(await visitor.get((await handedOn(visitor)).href), "access_denied", 403)
})

test("the fixed deployment signs in as ever, and keeps nothing of what it hands on", async ({
  visitor,
  fixed,
}) => {
  const handed = await handedOn(visitor)
  await visitor.get(handed.href)
  const own = new Visitor(fixed.origin)
  const callback = await answered(own)
  expect(callback.searchParams.get("state"), "its own state is bare").toHaveLength(43)
  expectSignedIn(await own.get(callback.href), `${fixed.origin}/dashboard`)
  const client = new pg.Client(fixed.database)
  await client.connect()
  const { rows } = await client.query('SELECT count(*)::int AS count FROM "Activity"')
  await client.end()
  expect(rows, "its own sign-in alone").toEqual([{ count: 1 }])
  expect(readFileSync(fixed.log, "utf8")).not.toContain(handed.searchParams.get("handoff"))
})

for (const origin of [
  "https://evil.example",
  "https://portico-x-acme.vercel.app.evil.example",
  "https://portico-x-acme.vercel.app@evil.example",
  "https://portico-x-acme.vercel.app:444",
  "https://portico-x-acme.vercel.app.",
  "https://portico-x.y-acme.vercel.app",
  "https://portico-X-acme.vercel.app",
  "https://portico--acme.vercel.app",
  "https://portico-xn--x-acme.vercel.app",
  "https://portico-x-acme.vercel.app/",
  "https://evil-portico-x-acme.vercel.app",
  "https://portico-evil.example/-acme.vercel.app",
  "https://portico-evil.example?-acme.vercel.app",
  "http://portico-x-acme.vercel.app",
  "http://localhost",
  "http://localhost.evil.example",
  "//evil.example",
  "javascript:alert(1)",
])
  test(
    `${origin} is no place to hand an answer to, even with the secret`,
    { tag: ["@open-redirect", "@CVE-2025-71403"] },
    async ({ fixed }) => {
      const state = await sealShared("preview state", { origin, state: "s".repeat(43) })
      const query = new URLSearchParams({ code: "x", state })
      const answer = await new Visitor(fixed.origin).get(`/api/auth/oidc/callback?${query}`)
      expectRefused(answer, "attempt_mismatch", 400)
      expect(answer.headers.location).toBeUndefined()
    },
  )

test("an answer goes to every origin that fits the pattern", async ({ fixed }) => {
  const state = await sealShared("preview state", { origin: elsewhere, state: "s".repeat(43) })
  const query = new URLSearchParams({ code: "x", state })
  const { location } = await new Visitor(fixed.origin).get(`/api/auth/oidc/callback?${query}`)
  expect(new URL(location).origin).toBe(elsewhere)
})

for (const [what, make] of [
  ["under another secret", (origin) => sealShared("preview state", { origin }, { secret: "x".repeat(44) })],
  ["as a hand-off", (origin) => sealShared("preview answer", { origin })],
  ["ten minutes ago", (origin) => sealShared("preview state", { origin }, { seconds: -1 })],
  ["by nobody", async (origin) => JSON.stringify({ origin })],
] as [string, (origin: string) => Promise<string>][])
  test(
    `a state that was sealed ${what} leads to no preview`,
    { tag: ["@open-redirect", "@sealed-purpose", "@signing-oracle"] },
    async ({ app, fixed }) => {
      const query = new URLSearchParams({ code: "x", state: await make(app.origin) })
      const answer = await new Visitor(fixed.origin).get(`/api/auth/oidc/callback?${query}`)
      expectRefused(answer, "attempt_missing", 400)
    },
  )

test("a preview hands nothing on", { tag: "@open-redirect" }, async ({ visitor }) => {
  const callback = await answered(visitor)
  expectRefused(await visitor.get(callback.pathname + callback.search), "attempt_missing", 400)
})

for (const [what, make] of [
  ...[...purposes, "preview state"].map((purpose) => [
    `sealed for ${purpose}`,
    (value: Value) => sealShared(purpose, value),
  ]),
  ["forged", (value) => sealShared("preview answer", value, { secret: "x".repeat(44) })],
  ["a minute old", (value) => sealShared("preview answer", value, { seconds: -1 })],
  ["for another preview", (value) => sealShared("preview answer", { ...value, origin: elsewhere })],
  ["for another provider", (value) => sealShared("preview answer", { ...value, provider: "oauth2" })],
  ["not sealed", async (value) => JSON.stringify(value)],
  ["empty", async () => ""],
] as [string, (value: Value) => Promise<string>][])
  test(
    `what is ${what} is no hand-off`,
    { tag: ["@sealed-purpose", "@mix-up", "@host-header", "@replay", "@CVE-2026-110864"] },
    async ({ visitor, app, records }) => {
      const handed = await handedOn(visitor)
      const value = (await openShared("preview answer", handed.searchParams.get("handoff") ?? "")) ?? {}
      const put = (handoff: string) =>
        visitor.get(`/api/auth/oidc/callback?${new URLSearchParams({ handoff })}`)
      expectRefused(await put(await make(value)), "attempt_missing", 400)
      expect(await records.count("Session")).toBe(0)
      expectSignedIn(await put(await sealShared("preview answer", value)), `${app.origin}/dashboard`)
    },
  )

test("a hand-off is good for a minute", { tag: "@replay" }, async ({ visitor }) => {
  const handed = await handedOn(visitor)
  const sealed = handed.searchParams.get("handoff") ?? ""
  expect(sealed).toMatch(/^eyJ[\w-]+\.\./)
  const exp = (await openShared("preview answer", sealed))?.["exp"]
  const left = Number(exp) - Date.now() / 1000
  expect(left).toBeGreaterThan(0)
  expect(left).toBeLessThanOrEqual(60)
})

test(
  "a hand-off acts once",
  { tag: ["@replay", "@GHSA-7w99-5wm4-3g79"] },
  async ({ visitor, app, records }) => {
    const handed = await handedOn(visitor)
    const thief = visitor.copy()
    expectSignedIn(await visitor.get(handed.href), `${app.origin}/dashboard`)
    expectRefused(await visitor.get(handed.href), "attempt_missing", 400)
    expect((await thief.get(handed.href)).status, "a copied cookie is of no more use").not.toBe(303)
    expect(await whoAmI(thief)).toBeNull()
    expect(await records.count("Session")).toBe(1)
  },
)

test(
  "a hand-off signs nobody in who did not begin",
  { tag: ["@state", "@fixation"] },
  async ({ visitor, app, records }) => {
    const handed = await handedOn(visitor)
    const victim = new Visitor(app.origin)
    await begin(victim, "oidc")
    expectRefused(await victim.get(handed.href), "attempt_missing", 400)
    expect(await whoAmI(victim)).toBeNull()
    expect(await records.count("Session")).toBe(0)
  },
)

for (const provider of ["oidc", "oauth2"])
  test(
    `another's code under a visitor's own state signs nobody in, by ${provider}`,
    { tag: ["@state", "@signing-oracle", "@CVE-2026-121802"] },
    async ({ visitor, app, records }) => {
      const theirs = await answered(new Visitor(app.origin), provider)
      const ours = await answered(visitor, provider)
      ours.searchParams.set("code", theirs.searchParams.get("code") ?? "")
      const handed = await visitor.get(ours.href)
      expect(handed.status, "what passes here is not believed yet").toBe(303)
      expectRefused(await visitor.get(handed.location), "token_refused", 502)
      expect(await records.count("Session")).toBe(0)
    },
  )

test(
  "a posted answer of a preview's visitor reaches nobody else",
  { tag: "@state" },
  async ({ visitor, fixed }) => {
    const form = await agree(await begin(visitor, "apple"))
    const other = new Visitor(fixed.origin)
    const kept = await post(other, form)
    const handed = await other.get(kept.location)
    expect(handed.status).toBe(303)
    expectRefused(await other.get(handed.location), "attempt_missing", 400)
  },
)
