// What a callback may do, and that it does it once.
import { expect, test, Visitor } from "../support/fixtures"
import { approve, begin, codeOf, expectRefused, expectSignedIn, signIn, whoAmI } from "../support/flow"

test.use({ cast: "hostile" })

for (const provider of ["oidc", "oauth2", "github"]) {
  test(
    `a sign-in with ${provider} goes the way of the book`,
    { tag: ["@defaults", "@GHSA-9h47-pqcx-hjr4"] },
    async ({ visitor, app, hostile, records }) => {
      const authorization = new URL(await begin(visitor, provider, { callbackUrl: "/dashboard?tab=1" }))
      const asked = Object.fromEntries(authorization.searchParams)
      expect(asked).toMatchObject({
        response_type: "code",
        client_id: "client",
        redirect_uri: `${app.origin}/api/auth/${provider}/callback`,
        code_challenge_method: "S256",
        code_challenge: expect.stringMatching(/^[\w-]{43}$/),
        state: expect.stringMatching(/^[\w-]{43,}$/),
      })
      expect("nonce" in asked).toBe(provider === "oidc")

      const answer = await visitor.get(await approve(visitor, authorization.href))
      expectSignedIn(answer, `${app.origin}/dashboard?tab=1`)
      expect(visitor.cookiesNamed("attempt-")).toEqual([])
      expect(await whoAmI(visitor)).toMatchObject({ name: "Hanna Hostile" })
      expect(await records.activity()).toEqual([{ event: "signed_in", provider, error: null }])
      const tokenCall = hostile.received.find(({ method }) => method === "POST")
      expect(tokenCall?.form.get("code_verifier")).toMatch(/^[\w-]{43,128}$/)
    },
  )
}

test("the callback address of Auth.js answers like our own", async ({ visitor, app }) => {
  const callback = await approve(visitor, await begin(visitor, "oidc"))
  const answer = await visitor.get(callback.replace("/oidc/callback", "/callback/oidc"))
  expectSignedIn(answer, `${app.origin}/dashboard`)
})

test("a callback can be answered once", { tag: "@replay" }, async ({ visitor, records }) => {
  const callback = await approve(visitor, await begin(visitor, "oidc"))
  await visitor.get(callback)
  expectRefused(await visitor.get(callback), "attempt_missing", 400)
  expect(await records.count("Session")).toBe(1)
})

test(
  "a copied attempt cookie cannot finish the same sign-in again",
  { tag: "@replay" },
  async ({ visitor, app, records, hostile }) => {
    const authorization = await begin(visitor, "oidc")
    const thief = visitor.copy()
    expectSignedIn(await visitor.get(await approve(visitor, authorization)), `${app.origin}/dashboard`)

    // A second code for the same request: nothing but the attempt itself stands in the way.
    hostile.behave({ person: { sub: "666", name: "Mallory" } })
    const answer = await thief.get(await approve(thief, authorization))
    expectRefused(answer, "attempt_used", 409)
    expect(await whoAmI(thief)).toBeNull()
    expect(await records.count("User")).toBe(1)
    expect(await records.count("Session")).toBe(1)
  },
)

test(
  "two callbacks at once act once",
  { tag: ["@replay", "@GHSA-7w99-5wm4-3g79", "@better-auth-9993"] },
  async ({ visitor, records }) => {
    const authorization = await begin(visitor, "oidc")
    const callbacks = [await approve(visitor, authorization), await approve(visitor, authorization)]
    const twins = callbacks.map(() => visitor.copy())
    const answers = await Promise.all(twins.map((twin, index) => twin.get(callbacks[index] ?? "")))

    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([303, 409])
    expect(answers.filter(({ status }) => status === 409).map(codeOf)).toEqual(["attempt_used"])
    expect(await records.count("Session")).toBe(1)
    expect(await records.activity()).toEqual([{ event: "signed_in", provider: "oidc", error: null }])
  },
)

test("a callback that the provider refuses leaves the attempt to the one that it believes", async ({
  visitor,
  app,
  hostile,
  records,
}) => {
  const callback = await approve(visitor, await begin(visitor, "oidc"))
  const [first, second] = [visitor.copy(), visitor.copy()]
  let release = () => {}
  const refused = new Promise<void>((resolve) => (release = resolve))
  let isAsked = () => {}
  const asked = new Promise<void>((resolve) => (isAsked = resolve))
  hostile.behave({
    async userinfo(person) {
      isAsked()
      await refused
      return person
    },
  })
  const believed = first.get(callback)
  await asked
  // The code is spent by now.
  expectRefused(await second.get(callback), "token_refused", 502)
  release()
  expectSignedIn(await believed, `${app.origin}/dashboard`)
  expect(await records.count("Session")).toBe(1)
})

test("a refusal uses the attempt up too", { tag: "@replay" }, async ({ visitor, hostile, records }) => {
  const authorization = await begin(visitor, "oidc")
  const kept = visitor.copy()
  hostile.behave({ claims: (claims) => ({ ...claims, nonce: "another" }) })
  expectRefused(await visitor.get(await approve(visitor, authorization)), "id_token_invalid", 502)

  hostile.behave()
  expectRefused(await kept.get(await approve(kept, authorization)), "attempt_used", 409)
  expect(await records.count("User")).toBe(0)
})

test("HEAD on a callback is refused and burns nothing", { tag: "@replay" }, async ({ visitor, app }) => {
  const callback = await approve(visitor, await begin(visitor, "oidc"))
  const head = await visitor.request("HEAD", callback)
  expect(head.status).toBe(405)
  expect(head.headers.allow).toContain("GET")
  expect(head.setCookies).toEqual([])
  expectSignedIn(await visitor.get(callback), `${app.origin}/dashboard`)
})

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
  "the account of another user at the same provider is another user",
  { tag: "@identity" },
  async ({ visitor, app, hostile, records }) => {
    await signIn(visitor, "oidc")
    hostile.behave({ person: { sub: "4712", name: "Second", email: null } })
    await signIn(new Visitor(app.origin), "oidc")
    expect(await records.count("User")).toBe(2)
  },
)

test(
  "first sign-ins of the same person at once end in one user",
  { tag: "@replay" },
  async ({ app, hostile, records }) => {
    const visitors = [1, 2, 3, 4].map(() => new Visitor(app.origin))
    const callbacks = await Promise.all(
      visitors.map(async (visitor) => approve(visitor, await begin(visitor, "oidc"))),
    )
    // Everybody's profile arrives at the same moment.
    let release = () => {}
    const allAsked = new Promise<void>((resolve) => (release = resolve))
    let asked = 0
    hostile.behave({
      async userinfo(person) {
        if (++asked === visitors.length) release()
        await allAsked
        return person
      },
    })
    const answers = await Promise.all(visitors.map((visitor, index) => visitor.get(callbacks[index] ?? "")))
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303])
    expect(await records.count("User")).toBe(1)
    expect(await records.count("Account")).toBe(1)
    expect(await records.count("Session")).toBe(4)
  },
)
