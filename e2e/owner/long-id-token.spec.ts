// Sign-out at a provider whose ID token is longer than an address may be, by the route and by a server action.
import { test as base, expect } from "../support/fixtures"
import { currentUser, signIn } from "../support/flow"
import { HostileProvider } from "../support/hostile-provider"
import { submitAction } from "../support/server-action"
import type { HttpResponse, Visitor } from "../support/visitor"

const test = base.extend<object, { hostile: HostileProvider }>({
  hostile: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const provider = await HostileProvider.start({ endsSessions: true })
      await use(provider)
      await provider.close()
    },
    { scope: "worker" },
  ],
})

test.use({ providerSet: "hostile" })

const groups = Array.from({ length: 700 }, (_, index) => `/department/group-${index}`)

const ways: [name: string, signOut: (visitor: Visitor) => Promise<HttpResponse>][] = [
  ["the route", (visitor) => visitor.post("/api/auth/signout", { form: { federated: "true" } })],
  ["a server action", (visitor) => submitAction(visitor, "/client", { form: "Federated" })],
]

for (const [name, signOut] of ways)
  test(`an ID token of 20 KB does not go into the address of a sign-out by ${name}`, async ({
    visitor,
    app,
    hostile,
  }) => {
    let length = 0
    hostile.behave({
      claims: (claims) => ({ ...claims, sid: "s1", groups }),
      idToken: (token) => {
        length = token.length
        return token
      },
    })
    await signIn(visitor, "oidc")
    expect(length).toBeGreaterThan(20_000)

    const { status, location } = await signOut(visitor)
    expect(status).toBe(303)
    expect(location.length).toBeLessThan(2_000)
    const { origin, pathname, searchParams } = new URL(location)
    expect(origin + pathname).toBe(`${hostile.origin}/logout`)
    expect(Object.fromEntries(searchParams)).toEqual({
      logout_hint: "s1",
      client_id: "client",
      post_logout_redirect_uri: `${app.origin}/api/auth/signout/return`,
      state: expect.stringMatching(/^[\w-]{43}$/),
    })
    expect(await currentUser(visitor)).toBeNull()
    const back = await visitor.get(`/api/auth/signout/return?state=${searchParams.get("state")}`)
    expect({ status: back.status, at: new URL(back.location).origin }).toEqual({
      status: 303,
      at: app.origin,
    })
  })
