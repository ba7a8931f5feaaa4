// Sign-outs at providers whose logout request differs from RP-Initiated Logout 1.0.
import { fixtureIds, readFixture } from "../support/providers/fixture"
import { expect, test } from "../support/providers/fixtures"
import { clientId } from "../support/providers/registration"
import { Visitor } from "../support/visitor"

test("cognito: signing out there has the parameters that it documents, and no ID token", async ({
  app,
  exchange,
  records,
}) => {
  test.skip(!fixtureIds().includes("cognito"), "cognito is deleted")
  const visitor = new Visitor(app.origin)
  await exchange(visitor, "cognito", readFixture("cognito"))
  const { location } = await visitor.post("/api/auth/signout", { form: { federated: "true" } })
  const { origin, pathname, searchParams } = new URL(location)
  expect(origin + pathname).toBe("https://acme.auth.eu-west-1.amazoncognito.com/logout")
  expect(Object.fromEntries(searchParams)).toEqual({
    client_id: clientId,
    logout_uri: `${app.origin}/api/auth/signout/return`,
    state: expect.stringMatching(/^[\w-]{43}$/),
  })
  await records.query('DELETE FROM "User"')
})
