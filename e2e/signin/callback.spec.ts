// What a callback does, and that it does it once.
import { expect, test, Visitor } from "../support/fixtures"
import { approve, begin, currentUser, errorCode, expectError, expectSignedIn, signIn } from "../support/flow"

test.use({ providerSet: "hostile" })

for (const providerId of ["oidc", "oauth2", "github"]) {
  test(
    `a sign-in with ${providerId} follows the standard`,
    { tag: ["@defaults", "@GHSA-9h47-pqcx-hjr4"] },
    async ({ visitor, app, hostile, records }) => {
      const authorization = new URL(await begin(visitor, providerId, { callbackUrl: "/dashboard?tab=1" }))
      const params = Object.fromEntries(authorization.searchParams)
      expect(params).toMatchObject({
        response_type: "code",
        client_id: "client",
        redirect_uri: `${app.origin}/api/auth/${providerId}/callback`,
        code_challenge_method: "S256",
        code_challenge: expect.stringMatching(/^[\w-]{43}$/),
        state: expect.stringMatching(/^[\w-]{43,}$/),
      })
      expect("nonce" in params).toBe(providerId === "oidc")

      const response = await visitor.get(await approve(visitor, authorization.href))
      expectSignedIn(response, `${app.origin}/dashboard?tab=1`)
      expect(visitor.cookiesNamed("attempt-")).toEqual([])
      expect(await currentUser(visitor)).toMatchObject({ name: "Hanna Hostile" })
      expect(await records.activity()).toEqual([{ event: "signed_in", provider: providerId, error: null }])
      const tokenCall = hostile.received.find(({ method }) => method === "POST")
      expect(tokenCall?.form.get("code_verifier")).toMatch(/^[\w-]{43,128}$/)
    },
  )
}

test("the callback URL of Auth.js works like our own", async ({ visitor, app }) => {
  const callback = await approve(visitor, await begin(visitor, "oidc"))
  const response = await visitor.get(callback.replace("/oidc/callback", "/callback/oidc"))
  expectSignedIn(response, `${app.origin}/dashboard`)
})

test("a callback works once", { tag: "@replay" }, async ({ visitor, records }) => {
  const callback = await approve(visitor, await begin(visitor, "oidc"))
  await visitor.get(callback)
  // Without the cookie that leads a signed-in user on (repeated-callback.spec.ts).
  for (const { name } of visitor.cookiesNamed("finished")) visitor.setCookie(name, "")
  expectError(await visitor.get(callback), "attempt_missing", 400)
  expect(await records.count("Session")).toBe(1)
})

test(
  "a copied attempt cookie cannot finish the same sign-in again",
  { tag: "@replay" },
  async ({ visitor, app, records, hostile }) => {
    const authorization = await begin(visitor, "oidc")
    const thief = visitor.copy()
    expectSignedIn(await visitor.get(await approve(visitor, authorization)), `${app.origin}/dashboard`)

    // The provider issues a second code for the same request, so only the attempt's single use prevents a second sign-in.
    hostile.behave({ user: { sub: "666", name: "Mallory" } })
    const response = await thief.get(await approve(thief, authorization))
    expectError(response, "attempt_used", 409)
    expect(await currentUser(thief)).toBeNull()
    expect(await records.count("User")).toBe(1)
    expect(await records.count("Session")).toBe(1)
  },
)

test(
  "only one of two simultaneous callbacks signs in",
  { tag: ["@replay", "@GHSA-7w99-5wm4-3g79", "@better-auth-9993"] },
  async ({ visitor, records }) => {
    const authorization = await begin(visitor, "oidc")
    const callbacks = [await approve(visitor, authorization), await approve(visitor, authorization)]
    const twins = callbacks.map(() => visitor.copy())
    const responses = await Promise.all(twins.map((twin, index) => twin.get(callbacks[index] ?? "")))

    expect(responses.map(({ status }) => status).sort((a, b) => a - b)).toEqual([303, 409])
    expect(responses.filter(({ status }) => status === 409).map(errorCode)).toEqual(["attempt_used"])
    expect(await records.count("Session")).toBe(1)
    expect(await records.activity()).toEqual([{ event: "signed_in", provider: "oidc", error: null }])
  },
)

test("a callback whose code the provider rejects does not use up the attempt of a simultaneous callback", async ({
  visitor,
  app,
  hostile,
  records,
}) => {
  const callback = await approve(visitor, await begin(visitor, "oidc"))
  const [first, second] = [visitor.copy(), visitor.copy()]
  let release = () => {}
  const secondFinished = new Promise<void>((resolve) => (release = resolve))
  let reportUserinfoRequest = () => {}
  const userinfoRequested = new Promise<void>((resolve) => (reportUserinfoRequest = resolve))
  hostile.behave({
    async userinfo(user) {
      reportUserinfoRequest()
      await secondFinished
      return user
    },
  })
  const accepted = first.get(callback)
  await userinfoRequested
  // The first callback has already used the code.
  expectError(await second.get(callback), "token_refused", 502)
  release()
  expectSignedIn(await accepted, `${app.origin}/dashboard`)
  expect(await records.count("Session")).toBe(1)
})

test(
  "a failed sign-in uses up the attempt too",
  { tag: "@replay" },
  async ({ visitor, hostile, records }) => {
    const authorization = await begin(visitor, "oidc")
    const copy = visitor.copy()
    hostile.behave({ claims: (claims) => ({ ...claims, nonce: "another" }) })
    expectError(await visitor.get(await approve(visitor, authorization)), "id_token_invalid", 502)

    hostile.behave()
    expectError(await copy.get(await approve(copy, authorization)), "attempt_used", 409)
    expect(await records.count("User")).toBe(0)
  },
)

test(
  "HEAD on a callback is rejected and does not use up the attempt",
  { tag: "@replay" },
  async ({ visitor, app }) => {
    const callback = await approve(visitor, await begin(visitor, "oidc"))
    const head = await visitor.request("HEAD", callback)
    expect(head.status).toBe(405)
    expect(head.headers.allow).toContain("GET")
    expect(head.setCookies).toEqual([])
    expectSignedIn(await visitor.get(callback), `${app.origin}/dashboard`)
  },
)

test(
  "a second sign-in in the same browser replaces its session",
  { tag: ["@fixation", "@GHSA-v923-w3x8-wh69", "@GHSA-4m3m-ppvx-xgw9"] },
  async ({ visitor, records }) => {
    await signIn(visitor, "oidc")
    const [older] = visitor.cookiesNamed("session-")
    await signIn(visitor, "oidc")
    const [newer] = visitor.cookiesNamed("session-")
    expect(newer?.value).not.toBe(older?.value)
    expect(await records.count("Session")).toBe(1)
    expect(await records.count("User")).toBe(1)
  },
)

test(
  "another account at the same provider is another user",
  { tag: "@identity" },
  async ({ visitor, app, hostile, records }) => {
    await signIn(visitor, "oidc")
    hostile.behave({ user: { sub: "4712", name: "Second", email: null } })
    await signIn(new Visitor(app.origin), "oidc")
    expect(await records.count("User")).toBe(2)
  },
)

test(
  "simultaneous first sign-ins of the same user create one user",
  { tag: "@replay" },
  async ({ app, hostile, records }) => {
    const visitors = [1, 2, 3, 4].map(() => new Visitor(app.origin))
    const callbacks = await Promise.all(
      visitors.map(async (visitor) => approve(visitor, await begin(visitor, "oidc"))),
    )
    // All four callbacks receive their userinfo at the same moment.
    let release = () => {}
    const allRequested = new Promise<void>((resolve) => (release = resolve))
    let requested = 0
    hostile.behave({
      async userinfo(user) {
        if (++requested === visitors.length) release()
        await allRequested
        return user
      },
    })
    const responses = await Promise.all(visitors.map((visitor, index) => visitor.get(callbacks[index] ?? "")))
    expect(responses.map(({ status }) => status)).toEqual([303, 303, 303, 303])
    expect(await records.count("User")).toBe(1)
    expect(await records.count("Account")).toBe(1)
    expect(await records.count("Session")).toBe(4)
  },
)
