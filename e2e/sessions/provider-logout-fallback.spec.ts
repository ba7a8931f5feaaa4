// A visitor can sign out of the app even if the provider cannot end its own session.
import { expect, test } from "../support/fixtures"
import { currentUser, signIn } from "../support/flow"

test.use({ providerSet: "hostile" })

for (const providerId of ["oidc", "oauth2", "github"])
  test(`a visitor of ${providerId}, which has no logout endpoint, is signed out here and told so`, async ({
    visitor,
    app,
    records,
  }) => {
    await signIn(visitor, providerId)
    const response = await visitor.post("/api/auth/signout", { form: { federated: "true" } })
    expect({ status: response.status, location: response.location }).toEqual({
      status: 303,
      location: `${app.origin}/signout?only=here`,
    })
    expect(await currentUser(visitor)).toBeNull()
    expect(await records.count("Session")).toBe(0)
    expect(visitor.cookiesNamed("logout-")).toEqual([])
    const page = await visitor.get(response.location)
    expect(page.text).toContain("You may still be signed in at the service that you used.")
  })

test("a callbackUrl of the sign-out is followed", async ({ visitor, app }) => {
  await signIn(visitor, "oidc")
  const form = { federated: "true", callbackUrl: "/?left" }
  expect((await visitor.post("/api/auth/signout", { form })).location).toBe(`${app.origin}/?left`)
})

test("any other value of federated signs out only here, which is the default", async ({ visitor, app }) => {
  for (const federated of ["", "1", "TRUE", "false"]) {
    await signIn(visitor, "oidc")
    const response = await visitor.post("/api/auth/signout", { form: { federated } })
    expect(response.location).toBe(`${app.origin}/`)
    expect(await currentUser(visitor)).toBeNull()
  }
})

test("a sign-out without a session redirects directly", async ({ visitor, app }) => {
  const response = await visitor.post("/api/auth/signout", { form: { federated: "true" } })
  expect(response.location).toBe(`${app.origin}/`)
})
