// A provider that cannot end its own session never keeps anybody from signing out here.
import { expect, test } from "../support/fixtures"
import { signIn, whoAmI } from "../support/flow"

test.use({ cast: "hostile" })

for (const provider of ["oidc", "oauth2", "github"])
  test(`where ${provider} names no place to sign out, the visitor signs out here and is told so`, async ({
    visitor,
    app,
    records,
  }) => {
    await signIn(visitor, provider)
    const answer = await visitor.post("/api/auth/signout", { form: { federated: "true" } })
    expect({ status: answer.status, location: answer.location }).toEqual({
      status: 303,
      location: `${app.origin}/signout?only=here`,
    })
    expect(await whoAmI(visitor)).toBeNull()
    expect(await records.count("Session")).toBe(0)
    expect(visitor.cookiesNamed("logout-")).toEqual([])
    const page = await visitor.get(answer.location)
    expect(page.text).toContain("You may still be signed in at the service that you used.")
  })

test("a destination of one's own is kept", async ({ visitor, app }) => {
  await signIn(visitor, "oidc")
  const form = { federated: "true", callbackUrl: "/?left" }
  expect((await visitor.post("/api/auth/signout", { form })).location).toBe(`${app.origin}/?left`)
})

test("what is no choice is the provider's default: to sign out here", async ({ visitor, app }) => {
  for (const federated of ["", "1", "TRUE", "false"]) {
    await signIn(visitor, "oidc")
    const answer = await visitor.post("/api/auth/signout", { form: { federated } })
    expect(answer.location).toBe(`${app.origin}/`)
    expect(await whoAmI(visitor)).toBeNull()
  }
})

test("who is signed in nowhere leaves without a detour", async ({ visitor, app }) => {
  const answer = await visitor.post("/api/auth/signout", { form: { federated: "true" } })
  expect(answer.location).toBe(`${app.origin}/`)
})
