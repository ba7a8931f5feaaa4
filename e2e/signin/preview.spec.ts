// A preview deployment has its own origin, secret and database. It signs in through the callbacks of the fixed deployment, which
// forwards the authorization response: sealed, only for that preview, valid for a minute, and only in the browser that began.
import { readFileSync } from "node:fs"
import pg from "pg"
import { purposes } from "../../lib/auth/crypto/seal"
import { ada, approveAtApple, postResponse } from "../support/apple"
import { expect, Visitor } from "../support/fixtures"
import { approve, begin, currentUser, expectError, expectSignedIn } from "../support/flow"
import { openShared, sealShared, test } from "../support/preview"
import type { HttpResponse } from "../support/visitor"

test.describe.configure({ mode: "default" })

const elsewhere = "https://portico-git-new-shop-acme.vercel.app"

type Value = Record<string, unknown>

/** The parameters of a forwarded response as one text. */
function queryOf(parameters: unknown): string {
  return new URLSearchParams(parameters as [name: string, value: string][]).toString()
}

/** Begins on the preview and approves at the provider. Returns the callback URL on the fixed deployment. */
async function callbackOnFixed(visitor: Visitor, providerId = "oidc"): Promise<URL> {
  return new URL(await approve(visitor, await begin(visitor, providerId)))
}

/** Opens a callback URL on the fixed deployment and answers its question. Returns the redirect to the preview. */
async function forward(visitor: Visitor, callback: string): Promise<HttpResponse> {
  const { origin, searchParams } = new URL((await visitor.get(callback)).location)
  const form = { question: searchParams.get("question") ?? "" }
  return visitor.request("POST", `${origin}/api/auth/preview`, { form, headers: { origin } })
}

/** The callback URL on the preview, after forwarding. */
async function callbackOnPreview(visitor: Visitor, providerId = "oidc"): Promise<URL> {
  return new URL((await forward(visitor, (await callbackOnFixed(visitor, providerId)).href)).location)
}

for (const providerId of ["oidc", "oauth2", "github", "twitter-legacy", "oauth1"])
  test(`a visitor signs in on a preview through the fixed deployment with ${providerId}`, async ({
    visitor,
    app,
    fixed,
    hostile,
  }) => {
    const authorization = new URL(await begin(visitor, providerId))
    const [attempt] = visitor.cookiesNamed("attempt-")
    expect(`${attempt?.name}=${attempt?.value}`.length).toBeLessThanOrEqual(600)
    const callback = new URL(await approve(visitor, authorization.href))
    expect(callback.origin + callback.pathname).toBe(`${fixed.origin}/api/auth/${providerId}/callback`)
    expect(callback.searchParams.get("state")?.length, "some providers reject a longer state").toBeLessThan(
      500,
    )

    const forwarded = await forward(visitor, callback.href)
    expect(forwarded.status).toBe(303)
    const target = new URL(forwarded.location)
    expect(target.origin + target.pathname).toBe(`${app.origin}/api/auth/${providerId}/callback`)
    expect([...target.searchParams.keys()]).toEqual(["handoff"])
    for (const name of ["code", "oauth_verifier", "oauth_token"])
      expect(forwarded.location).not.toContain(callback.searchParams.get(name) ?? "no such parameter")
    expect(forwarded.setCookies, "the fixed deployment sets no cookie").toEqual([])

    expectSignedIn(await visitor.get(target.href), `${app.origin}/dashboard`)
    expect((await currentUser(visitor))?.name).toBeTruthy()
    const sent = hostile.received.flatMap(({ form }) => form.getAll("redirect_uri"))
    const isOAuth1 = callback.searchParams.has("oauth_token")
    expect(sent).toEqual(isOAuth1 ? [] : [`${fixed.origin}/api/auth/${providerId}/callback`])
  })

test("a visitor signs in on a preview with a form-post response to the fixed deployment", async ({
  page,
  context,
  app,
  fixed,
}) => {
  const requestUrls: string[] = []
  context.on("request", (request) => requestUrls.push(request.url()))
  const postRequest = page.waitForRequest(
    (request) => request.method() === "POST" && request.url().startsWith(fixed.origin),
  )
  await page.goto("/signin")
  await page.getByRole("button", { name: "Continue with Apple" }).click()
  await page.getByRole("button", { name: ada.name }).click()
  await page.getByRole("button", { name: "Continue to the preview" }).click()
  const heading = page.getByRole("heading", { level: 1 })
  await expect(heading).toHaveText(`Hello, ${ada.name}`)
  expect(new URL(page.url()).origin).toBe(app.origin)
  const code = new URLSearchParams((await postRequest).postData() ?? "").get("code") ?? ""
  expect(code.length).toBeGreaterThan(20)
  expect(requestUrls.filter((url) => url.includes(code))).toEqual([])
})

test(
  "the fixed deployment asks before it forwards, logs it, and remembers an answer for one preview and browser",
  { tag: ["@open-redirect", "@leak"] },
  async ({ visitor, app, fixed }) => {
    const asked = new URL((await visitor.get((await callbackOnFixed(visitor)).href)).location)
    expect(asked.origin + asked.pathname).toBe(`${fixed.origin}/signin/preview`)
    const page = await visitor.get(asked.href)
    expect(page.text).toContain(app.origin)
    const post = (form: Record<string, string>, origin = fixed.origin) =>
      visitor.request("POST", `${fixed.origin}/api/auth/preview`, { form, headers: { origin } })
    const question = asked.searchParams.get("question") ?? ""
    expectError(await post({ question }, app.origin), "origin_mismatch", 403)
    for (const forged of ["", "x", await sealShared("preview question", { origin: app.origin })]) {
      expectError(await post({ question: forged }), "attempt_missing", 400)
      const { text } = await visitor.get(`${fixed.origin}/signin/preview?question=${forged}`)
      expect(text).toContain("This question has expired")
    }
    const { location } = await post({ question, remember: "on" })
    expectSignedIn(await visitor.get(location), `${app.origin}/dashboard`)
    expect(readFileSync(fixed.log, "utf8")).toContain(
      `"event":"preview","provider":"oidc","preview":"${app.origin}"`,
    )

    const next = new URL((await visitor.get((await callbackOnFixed(visitor)).href)).location)
    expect(next.origin, "a known preview").toBe(app.origin)
    const state = await sealShared("preview state", { origin: elsewhere, state: "s".repeat(43) })
    const other = await visitor.get(
      `${fixed.origin}/api/auth/oidc/callback?${new URLSearchParams({ code: "x", state })}`,
    )
    expect(new URL(other.location).pathname, "another preview").toBe("/signin/preview")
  },
)

test("a preview lists the callback URL of the fixed deployment", async ({ visitor, fixed }) => {
  const listed = JSON.parse((await visitor.get("/api/auth/providers")).text) as {
    oidc: { signinUrl: string; callbackUrl: string }
  }
  expect(listed.oidc.callbackUrl).toBe(`${fixed.origin}/api/auth/oidc/callback`)
  expect(listed.oidc.signinUrl).toBe(`${visitor.origin}/api/auth/signin/oidc`)
})

test("a visitor who denies access gets the error on the preview", async ({ visitor, hostile }) => {
  hostile.behave({
    authorizationResponse: (parameters) => {
      parameters.delete("code")
      parameters.set("error", "access_denied")
    },
  })
  expectError(await visitor.get((await callbackOnPreview(visitor)).href), "access_denied", 403)
})

test("the fixed deployment still signs in itself, and stores nothing of what it forwards", async ({
  visitor,
  fixed,
}) => {
  const forwarded = await callbackOnPreview(visitor)
  await visitor.get(forwarded.href)
  const own = new Visitor(fixed.origin)
  const callback = await callbackOnFixed(own)
  expect(callback.searchParams.get("state"), "its own state is not sealed").toHaveLength(43)
  expectSignedIn(await own.get(callback.href), `${fixed.origin}/dashboard`)
  const client = new pg.Client(fixed.database)
  await client.connect()
  const { rows } = await client.query('SELECT count(*)::int AS count FROM "Activity"')
  await client.end()
  expect(rows, "only its own sign-in").toEqual([{ count: 1 }])
  expect(readFileSync(fixed.log, "utf8")).not.toContain(forwarded.searchParams.get("handoff"))
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
    `${origin} gets no forwarded response, even with a state sealed under the secret`,
    { tag: ["@open-redirect", "@CVE-2025-71403"] },
    async ({ fixed }) => {
      const state = await sealShared("preview state", { origin, state: "s".repeat(43) })
      const query = new URLSearchParams({ code: "x", state })
      const response = await new Visitor(fixed.origin).get(`/api/auth/oidc/callback?${query}`)
      expectError(response, "attempt_mismatch", 400)
      expect(response.headers.location).toBeUndefined()
    },
  )

for (const basePath of ["//evil.example", "@evil.example", ".evil.example", "/\\evil.example", "/a/../b"])
  test(
    `a preview with ${basePath}, the path of another host, gets no forwarded response`,
    { tag: "@open-redirect" },
    async ({ fixed }) => {
      const state = await sealShared("preview state", { origin: elsewhere, basePath, state: "s".repeat(43) })
      const query = new URLSearchParams({ code: "x", state })
      const response = await new Visitor(fixed.origin).get(`/api/auth/oidc/callback?${query}`)
      expectError(response, "attempt_missing", 400)
    },
  )

test("a response is forwarded to a preview below a path", async ({ fixed }) => {
  const preview = { origin: elsewhere, basePath: "/app" }
  const state = await sealShared("preview state", { ...preview, state: "s".repeat(43) })
  const query = new URLSearchParams({ code: "x", state })
  const { location } = await forward(
    new Visitor(fixed.origin),
    `${fixed.origin}/api/auth/oidc/callback?${query}`,
  )
  expect(location).toContain(`${elsewhere}/app/api/auth/oidc/callback?handoff=`)
})

test("a response is forwarded to every origin that matches the pattern", async ({ fixed }) => {
  const state = await sealShared("preview state", { origin: elsewhere, state: "s".repeat(43) })
  const query = new URLSearchParams({ code: "x", state })
  const { location } = await forward(
    new Visitor(fixed.origin),
    `${fixed.origin}/api/auth/oidc/callback?${query}`,
  )
  expect(new URL(location).origin).toBe(elsewhere)
})

for (const [title, make] of [
  ["sealed under another secret", (value) => sealShared("preview state", value, { secret: "x".repeat(44) })],
  ["sealed as a forwarded response", (value) => sealShared("preview answer", value)],
  ["sealed more than ten minutes ago", (value) => sealShared("preview state", value, { seconds: -1 })],
  ["sealed without the state of an attempt", ({ origin }) => sealShared("preview state", { origin })],
  ["not sealed", async (value) => JSON.stringify(value)],
] as [string, (value: Value) => Promise<string>][])
  test(
    `a state that is ${title} is not forwarded to a preview`,
    { tag: ["@open-redirect", "@sealed-purpose", "@signing-oracle", "@malformed"] },
    async ({ app, fixed }) => {
      const state = await make({ origin: app.origin, state: "s".repeat(43) })
      const query = new URLSearchParams({ code: "x", state })
      const response = await new Visitor(fixed.origin).get(`/api/auth/oidc/callback?${query}`)
      expectError(response, "attempt_missing", 400)
    },
  )

test("a preview forwards no response", { tag: "@open-redirect" }, async ({ visitor }) => {
  const callback = await callbackOnFixed(visitor)
  expectError(await visitor.get(callback.pathname + callback.search), "attempt_missing", 400)
})

for (const [title, make] of [
  ...[...purposes, "preview state"].map((purpose) => [
    `sealed for ${purpose}`,
    (value: Value) => sealShared(purpose, value),
  ]),
  ["sealed under another secret", (value) => sealShared("preview answer", value, { secret: "x".repeat(44) })],
  ["expired after a minute", (value) => sealShared("preview answer", value, { seconds: -1 })],
  ["for another preview", (value) => sealShared("preview answer", { ...value, origin: elsewhere })],
  ["for another provider", (value) => sealShared("preview answer", { ...value, provider: "oauth2" })],
  [
    "of another shape",
    ({ parameters, ...value }) => sealShared("preview answer", { ...value, parameters: queryOf(parameters) }),
  ],
  ["not sealed", async (value) => JSON.stringify(value)],
  ["empty", async () => ""],
] as [string, (value: Value) => Promise<string>][])
  test(
    `a forwarded response that is ${title} is rejected`,
    { tag: ["@sealed-purpose", "@mix-up", "@host-header", "@replay", "@malformed", "@CVE-2026-110864"] },
    async ({ visitor, app, records }) => {
      const forwarded = await callbackOnPreview(visitor)
      const value = (await openShared("preview answer", forwarded.searchParams.get("handoff") ?? "")) ?? {}
      const put = (handoff: string) =>
        visitor.get(`/api/auth/oidc/callback?${new URLSearchParams({ handoff })}`)
      expectError(await put(await make(value)), "attempt_missing", 400)
      expect(await records.count("Session")).toBe(0)
      expectSignedIn(await put(await sealShared("preview answer", value)), `${app.origin}/dashboard`)
    },
  )

test("a forwarded response is valid for a minute", { tag: "@replay" }, async ({ visitor }) => {
  const forwarded = await callbackOnPreview(visitor)
  const sealed = forwarded.searchParams.get("handoff") ?? ""
  expect(sealed).toMatch(/^eyJ[\w-]+\.\./)
  const exp = (await openShared("preview answer", sealed))?.["exp"]
  const left = Number(exp) - Date.now() / 1000
  expect(left).toBeGreaterThan(0)
  expect(left).toBeLessThanOrEqual(60)
})

test(
  "a forwarded response works once",
  { tag: ["@replay", "@GHSA-7w99-5wm4-3g79"] },
  async ({ visitor, app, records }) => {
    const forwarded = await callbackOnPreview(visitor)
    const thief = visitor.copy()
    expectSignedIn(await visitor.get(forwarded.href), `${app.origin}/dashboard`)
    // The user is signed in already, so the same response only leads on.
    expectSignedIn(await visitor.get(forwarded.href), `${app.origin}/dashboard`)
    expect((await thief.get(forwarded.href)).status, "a copied cookie does not work either").not.toBe(303)
    expect(await currentUser(thief)).toBeNull()
    expect(await records.count("Session")).toBe(1)
  },
)

test(
  "a forwarded response is rejected in a browser that did not begin the sign-in",
  { tag: ["@state", "@fixation"] },
  async ({ visitor, app, records }) => {
    const forwarded = await callbackOnPreview(visitor)
    const victim = new Visitor(app.origin)
    await begin(victim, "oidc")
    expectError(await victim.get(forwarded.href), "attempt_missing", 400)
    expect(await currentUser(victim)).toBeNull()
    expect(await records.count("Session")).toBe(0)
  },
)

for (const providerId of ["oidc", "oauth2"])
  test(
    `a code of another visitor with the visitor's own state is rejected for ${providerId}`,
    { tag: ["@state", "@signing-oracle", "@CVE-2026-121802"] },
    async ({ visitor, app, records }) => {
      const stolen = await callbackOnFixed(new Visitor(app.origin), providerId)
      const callback = await callbackOnFixed(visitor, providerId)
      callback.searchParams.set("code", stolen.searchParams.get("code") ?? "")
      const forwarded = await forward(visitor, callback.href)
      expect(forwarded.status, "the fixed deployment forwards it unchecked").toBe(303)
      expectError(await visitor.get(forwarded.location), "token_refused", 502)
      expect(await records.count("Session")).toBe(0)
    },
  )

test(
  "a form-post response for a preview is rejected in another browser",
  { tag: "@state" },
  async ({ visitor, fixed }) => {
    const form = await approveAtApple(await begin(visitor, "apple"))
    const other = new Visitor(fixed.origin)
    const stored = await postResponse(other, form)
    const forwarded = await forward(other, stored.location)
    expect(forwarded.status).toBe(303)
    expectError(await other.get(forwarded.location), "attempt_missing", 400)
  },
)
