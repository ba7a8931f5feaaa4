// What a connection must not be able to do: mix-ups, ways around it, requests into private networks.
import { createServer } from "node:net"
import { openApp } from "../support/app"
import { addConnection, admin, expect, inputFor, proveDomain, test, Visitor } from "../support/connections"
import { approve, begin, currentUser, errorCode, expectError, expectSignedIn, signIn } from "../support/flow"
import { HostileProvider, rawResponse } from "../support/hostile-provider"
import type { ProviderUser } from "../support/hostile-provider/behaviour"
import type { Records } from "../support/records"

test.use({ providerSet: "hostile" })

const member: ProviderUser = {
  sub: "member",
  name: "Mia Member",
  email: "mia@acme.example",
  email_verified: true,
}

/** The servers of two customers. */
async function withTwo(work: (one: HostileProvider, two: HostileProvider) => Promise<void>): Promise<void> {
  const [one, two] = [await HostileProvider.start(), await HostileProvider.start()]
  try {
    await work(one, two)
  } finally {
    await one.close()
    await two.close()
  }
}

/** Waits until the app knows that a connection has a proved domain: it asks once in two seconds. Returns the number of users. */
async function knownToCallbacks(origin: string, hostile: HostileProvider, records: Records): Promise<number> {
  hostile.behave({ user: { ...member, sub: "other", email: "other@acme.example" } })
  await expect(async () =>
    expectError(await signIn(new Visitor(origin), "oidc"), "connection_required", 403),
  ).toPass()
  return records.count("User")
}

test(
  "a response of one connection is rejected at the callback of every other one",
  { tag: ["@mix-up", "@state"] },
  async ({ app, management, records }) => {
    // More by hand, since each pair is a request; client.test.ts has 200.
    const count = Number(process.env["CONNECTIONS"] ?? 6)
    await withTwo(async (one, two) => {
      const ids: string[] = []
      for (let index = 0; index < count; index++)
        ids.push((await addConnection(management, inputFor((index % 2 ? two : one).origin))).id)
      for (const from of ids) {
        const visitor = new Visitor(app.origin)
        const callback = await approve(visitor, await begin(visitor, from))
        for (const to of ids.filter((id) => id !== from)) {
          // Each gets the attempt's cookie, as if it were the first.
          const response = await visitor.copy().get(callback.replace(from, to))
          expectError(response, "attempt_mismatch", 400)
        }
      }
      expect(await records.count("Session")).toBe(0)
      expect([one, two].flatMap(({ received }) => received).filter(({ path }) => path === "/token")).toEqual(
        [],
      )
    })
  },
)

test(
  "a code of the honest provider that the attacker's connection passes on reaches no token endpoint",
  {
    tag: "@mix-up",
  },
  async ({ app, management }) => {
    await withTwo(async (honest, attacker) => {
      const [good, evil] = [
        await addConnection(management, inputFor(honest.origin)),
        await addConnection(management, inputFor(attacker.origin)),
      ]
      const visitor = new Visitor(app.origin)
      // The attacker's authorization endpoint sends the browser on to the honest one, with its own state.
      const request = new URL(await begin(visitor, evil.id))
      request.searchParams.set("redirect_uri", good.callbackUrl)
      const callback = await approve(visitor, request.href.replace(attacker.origin, honest.origin))
      expectError(await visitor.get(callback), "attempt_mismatch", 400)
      // And a response of the honest issuer at the attacker's callback.
      const fresh = new Visitor(app.origin)
      const mixed = new URL(await approve(fresh, await begin(fresh, evil.id)))
      mixed.searchParams.set("iss", honest.origin)
      expectError(await fresh.get(mixed.href), "issuer_mismatch", 400)
      expect(attacker.received.filter(({ path }) => path === "/token")).toEqual([])
    })
  },
)

test(
  "an ID token of another issuer, or for another client, is rejected",
  { tag: ["@mix-up", "@identity"] },
  async ({ app, management }) => {
    await withTwo(async (honest, attacker) => {
      const { id } = await addConnection(management, inputFor(attacker.origin))
      for (const forged of [{ iss: honest.origin }, { aud: "another client" }]) {
        attacker.behave({ claims: (claims) => ({ ...claims, ...forged }) })
        expect(errorCode(await signIn(new Visitor(app.origin), id))).toBe("id_token_invalid")
      }
    })
  },
)

test(
  "addresses of a connection that is the only way are refused at every other provider",
  {
    tag: ["@pre-hijack", "@fail-open"],
  },
  async ({ app, hostile, management, records }) => {
    await withTwo(async (customer, other) => {
      const input = inputFor(customer.origin, { onlyWay: true })
      const { id } = await addConnection(management, input, { domains: ["acme.example", "münchen.example"] })
      const elsewhere = await addConnection(management, inputFor(other.origin))
      const users = await knownToCallbacks(app.origin, hostile, records)
      for (const email of [
        "mia@acme.example",
        "mia@ACME.example",
        "mia@münchen.example",
        "mia@xn--mnchen-3ya.example",
      ])
        for (const [provider, providerId] of [
          [hostile, "oidc"],
          [hostile, "oauth2"],
          [other, elsewhere.id],
        ] as const) {
          provider.behave({ user: { ...member, email } })
          expectError(await signIn(new Visitor(app.origin), providerId), "connection_required", 403)
        }
      expect(await records.count("User")).toBe(users)
      for (const email of ["mia@sub.acme.example", "mia@other.example"]) {
        hostile.behave({ user: { ...member, sub: email, email } })
        expectSignedIn(await signIn(new Visitor(app.origin), "oidc"), `${app.origin}/dashboard`)
      }
      customer.behave({ user: member })
      expectSignedIn(await signIn(new Visitor(app.origin), id), `${app.origin}/dashboard`)

      hostile.behave({ user: member })
      await management.call("setConnectionEnabled", admin, id, false)
      expectError(await signIn(new Visitor(app.origin), "oidc"), "account_not_linked", 409)
    })
  },
)

test(
  "an account that was linked before does not lead around the connection, and its user can link the new one",
  {
    tag: ["@pre-hijack", "@fail-open"],
  },
  async ({ app, hostile, management, records }) => {
    await withTwo(async (customer) => {
      hostile.behave({ user: member })
      await signIn(new Visitor(app.origin), "oidc")
      const { id } = await addConnection(management, inputFor(customer.origin, { onlyWay: true }))
      await proveDomain(management, id, "acme.example")
      const users = await knownToCallbacks(app.origin, hostile, records)
      hostile.behave({ user: member })
      expectError(await signIn(new Visitor(app.origin), "oidc"), "connection_required", 403)
      // Also where the older account gives another address by now.
      hostile.behave({ user: { ...member, email: "mia@private.example" } })
      expectError(await signIn(new Visitor(app.origin), "oidc"), "connection_required", 403)

      hostile.behave({ user: member })
      customer.behave({ user: { ...member, sub: "m-1" } })
      const visitor = new Visitor(app.origin)
      expectError(await signIn(visitor, id), "account_not_linked", 409)
      expectSignedIn(await signIn(visitor, "oidc"), `${app.origin}/dashboard`)
      expect((await visitor.get("/dashboard/accounts")).text).toContain("Acme")
      expect(await records.count("User")).toBe(users)
      // The permission is for this browser and this user.
      expectError(await signIn(new Visitor(app.origin), "oidc"), "connection_required", 403)
      const stranger = visitor.copy()
      hostile.behave({ user: { ...member, sub: "other", email: "zoe@acme.example" } })
      expectError(await signIn(stranger, "oidc"), "connection_required", 403)
    })
  },
)

test(
  "a deployed app sends no request to a private address that a connection names",
  { tag: "@ssrf" },
  async ({ app, management }, { project, workerIndex }) => {
    // It starts a second app.
    test.slow()
    const deployed = await openApp({
      project: project.name,
      label: `connections-deployed-${workerIndex}`,
      env: { AUTH_SECRET: app.secret, AUTH_URL: "https://app.example.com" },
      reachDatabase: async () => app.database,
    })
    let requests = 0
    const server = createServer((socket) => {
      requests++
      socket.destroy()
    })
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening))
    const { port } = server.address() as { port: number }
    try {
      // Saved in development, whose exception for this machine does not hold here.
      const { id } = await addConnection(management, inputFor(`http://127.0.0.1:${port}`))
      const { id: named } = await addConnection(management, inputFor(`https://localhost:${port}`))
      const headers = { origin: "https://app.example.com" }
      const post = (connection: string) =>
        new Visitor(deployed.origin).post(`/api/auth/signin/${connection}`, { headers })
      expectError(await post(id), "provider_misconfigured", 502)
      expectError(await post(named), "provider_unreachable", 503)
      expect(requests).toBe(0)
    } finally {
      server.close()
      await deployed.close()
    }
  },
)

test("a token endpoint that redirects is not followed", { tag: "@ssrf" }, async ({ app, management }) => {
  await withTwo(async (customer, target) => {
    const { id } = await addConnection(management, inputFor(customer.origin))
    customer.behave({
      token: () => rawResponse({ status: 307, headers: { location: `${target.origin}/token` }, body: "" }),
    })
    expect(errorCode(await signIn(new Visitor(app.origin), id))).toBe("id_token_invalid")
    expect(target.received).toEqual([])
  })
})

test(
  "a logout token ends the sessions of its own connection only",
  { tag: ["@session-end", "@mix-up"] },
  async ({ app, management }) => {
    await withTwo(async (one, two) => {
      const first = await addConnection(management, inputFor(one.origin))
      const second = await addConnection(management, inputFor(two.origin))
      const visitors = [new Visitor(app.origin), new Visitor(app.origin)] as const
      await signIn(visitors[0], first.id)
      await signIn(visitors[1], second.id)
      const iat = Math.floor(Date.now() / 1000)
      const events = { "http://schemas.openid.net/event/backchannel-logout": {} }
      const claims = { iss: one.origin, aud: "client", sub: "4711", iat, exp: iat + 60, jti: "j", events }
      const post = async (id: string) =>
        (
          await new Visitor(app.origin).request("POST", `/api/auth/${id}/backchannel-logout`, {
            form: { logout_token: await one.sign(claims) },
          })
        ).status
      expect(await post(second.id)).toBe(400)
      expect(await currentUser(visitors[1])).not.toBeNull()
      expect(await post(first.id)).toBe(200)
      expect(await currentUser(visitors[0])).toBeNull()
      expect(await currentUser(visitors[1])).not.toBeNull()
      await management.call("setConnectionEnabled", admin, second.id, false)
      expect(await post(second.id)).toBe(404)
    })
  },
)

test("tokens of a connection are refreshed, and signing out ends the provider's session", async ({
  app,
  management,
  records,
}) => {
  const customer = await HostileProvider.start({ endsSessions: true })
  try {
    const { id } = await addConnection(management, inputFor(customer.origin))
    const visitor = new Visitor(app.origin)
    await signIn(visitor, id)
    const [user] = await records.query<{ id: string }>('SELECT "id" FROM "User"')
    const request = { userId: user?.id, providerId: id, minimumSeconds: 60 }
    const token = await management.call("currentAccessToken", request)
    expect(token).toMatchObject({ status: "ok" })
    await management.call("setConnectionEnabled", admin, id, false)
    expect(await management.call("currentAccessToken", request)).toEqual({ status: "not_linked" })
    await management.call("setConnectionEnabled", admin, id, true)
    const response = await visitor.post("/api/auth/signout", { form: { federated: "true" } })
    expect(response.location).toContain(`${customer.origin}/logout?`)
    await expect
      .poll(() => customer.received.filter(({ path }) => path === "/revoke").length)
      .toBeGreaterThan(0)
  } finally {
    await customer.close()
  }
})
