// The same state once more after it succeeded: Back or a reload at the provider sends it again, with a new code.
import { expect, test } from "../support/fixtures"
import { approve, begin, currentUser, expectError, expectSignedIn } from "../support/flow"

test.use({ providerSet: "hostile" })

for (const providerId of ["oidc", "oauth2", "oauth1"])
  test(
    `a repeated callback of ${providerId} leads a signed-in user on and changes nothing`,
    { tag: "@replay" },
    async ({ visitor, app, records, hostile }) => {
      const authorization = await begin(visitor, providerId, { callbackUrl: "/dashboard/sessions" })
      const callback = await approve(visitor, authorization)
      expectSignedIn(await visitor.get(callback), `${app.origin}/dashboard/sessions`)
      const [token] = visitor.cookiesNamed("session")

      // The response is for another user: it must not even be looked at.
      hostile.behave({ user: { sub: "666", name: "Mallory" } })
      const repeated = await visitor.get(callback)
      expectSignedIn(repeated, `${app.origin}/dashboard/sessions`)
      expect(repeated.setCookies).toEqual([])
      expect(visitor.cookiesNamed("session")).toEqual([token])
      expect(hostile.received).toEqual([])
      expect(await currentUser(visitor)).toMatchObject({ name: "Hanna Hostile" })
      const signedIn = (await records.activity()).filter(({ event }) => event === "signed_in")
      expect(signedIn).toHaveLength(1)
      expect(await records.count("Session")).toBe(1)
    },
  )

test(
  "a repeated callback after a sign-out signs no one in",
  { tag: "@replay" },
  async ({ visitor, records }) => {
    const authorization = await begin(visitor, "oidc")
    const callback = await approve(visitor, authorization)
    await visitor.get(callback)
    await visitor.post("/api/auth/signout")
    expectError(await visitor.get(callback), "attempt_missing", 400)
    expectError(await visitor.get(await approve(visitor, authorization)), "attempt_missing", 400)
    expect(await records.count("Session")).toBe(0)
  },
)

test(
  "a repeated callback is an error for another user of the browser",
  { tag: "@replay" },
  async ({ visitor, hostile, records }) => {
    const callback = await approve(visitor, await begin(visitor, "oidc"))
    await visitor.get(callback)
    const finished = visitor.cookiesNamed("finished")
    await visitor.post("/api/auth/signout")
    hostile.behave({ user: { sub: "noor", name: "Noor" } })
    await visitor.get(await approve(visitor, await begin(visitor, "oidc")))
    for (const { name, value } of finished) visitor.setCookie(name, value)
    expectError(await visitor.get(callback), "attempt_missing", 400)
    expect(await currentUser(visitor)).toMatchObject({ name: "Noor" })
    expect(await records.count("Session")).toBe(1)
  },
)

test("another state is an error also for a signed-in user", { tag: "@state" }, async ({ visitor, app }) => {
  const callback = new URL(await approve(visitor, await begin(visitor, "oidc")))
  expectSignedIn(await visitor.get(callback.href), `${app.origin}/dashboard`)
  callback.searchParams.set("state", "x".repeat(43))
  expectError(await visitor.get(callback.href), "attempt_missing", 400)
})

test(
  "a changed destination of a finished attempt never leaves the site",
  { tag: "@open-redirect" },
  async ({ visitor }) => {
    const callback = await approve(visitor, await begin(visitor, "oidc"))
    await visitor.get(callback)
    const [finished] = visitor.cookiesNamed("finished")
    const hashes = (finished?.value ?? "").split(".").slice(0, 2)
    for (const destination of ["https://evil.example/", "//evil.example", "/\\evil.example", ""]) {
      const changed = [...hashes, Buffer.from(destination).toString("base64url")].join(".")
      visitor.setCookie(finished?.name ?? "", changed)
      expectError(await visitor.get(callback), "attempt_missing", 400)
    }
  },
)
