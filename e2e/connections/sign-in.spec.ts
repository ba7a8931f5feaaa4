// Customers' identity providers, which are added, changed and deleted while the app runs.
import { openApp } from "../support/app"
import {
  addConnection,
  admin,
  test as base,
  expect,
  inputFor,
  Management,
  Visitor,
} from "../support/connections"
import { begin, currentUser, expectError, expectSignedIn } from "../support/flow"
import { authorizeAt, Issuers } from "../support/issuers"
import { issue } from "../support/leaks"

const test = base.extend<object, { issuers: Issuers }>({
  issuers: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const issuers = await Issuers.start()
      await use(issuers)
      await issuers.close()
    },
    { scope: "worker" },
  ],
})

test.use({ providerSet: "hostile" })

/** Adds a connection to an issuer of the certified provider, which registers it as well. */
async function connect(management: Management, issuers: Issuers, name: string, more = {}) {
  const clientSecret = issue()
  const input = inputFor(issuers.issuer(name), { clientSecret, ...more })
  const connection = await addConnection(management, input)
  issuers.register(name, { clientSecret, redirectUri: connection.callbackUrl })
  return { ...connection, input }
}

async function signIn(visitor: Visitor, id: string) {
  return visitor.get(await authorizeAt(await begin(visitor, id)))
}

test("a connection that is added while the app runs signs in at the next request, on each instance", async ({
  app,
  management,
  issuers,
}, { project, workerIndex }) => {
  // It starts a second app.
  test.slow()
  const other = await openApp({
    project: project.name,
    label: `connections-other-${workerIndex}`,
    // Both are behind one address.
    env: { ...app.variables, AUTH_URL: app.origin },
    reachDatabase: async () => app.database,
  })
  try {
    const { id } = await connect(management, issuers, "added")
    const headers = { origin: app.origin }
    const start = (visitor: Visitor) => visitor.post(`/api/auth/signin/${id}`, { headers })
    const expectBegins = async () => {
      for (const { origin } of [app, other]) expect((await start(new Visitor(origin))).status).toBe(303)
    }
    const expectUnknown = async () => {
      for (const { origin } of [app, other])
        expectError(await start(new Visitor(origin)), "unknown_provider", 404)
    }
    for (const { origin } of [app, other]) {
      const visitor = new Visitor(origin)
      const { pathname, search } = new URL(await authorizeAt((await start(visitor)).location))
      expectSignedIn(await visitor.get(pathname + search), `${app.origin}/dashboard`)
      expect(await currentUser(visitor)).toMatchObject({ name: "Ada" })
    }
    await management.call("setConnectionEnabled", admin, id, false)
    await expectUnknown()
    await management.call("setConnectionEnabled", admin, id, true)
    await expectBegins()
    await management.call("deleteConnection", admin, id, { accounts: "keep" })
    await expectUnknown()
  } finally {
    await other.close()
  }
})

test(
  "an attempt does not finish once its connection is disabled",
  { tag: "@session-end" },
  async ({ app, management, issuers, records }) => {
    const { id } = await connect(management, issuers, "disabled")
    const visitor = new Visitor(app.origin)
    const callback = await authorizeAt(await begin(visitor, id))
    await management.call("setConnectionEnabled", admin, id, false)
    expectError(await visitor.get(callback), "unknown_provider", 404)
    expect(await records.count("Session")).toBe(0)
  },
)

for (const [title, change] of [
  [
    "disabled",
    (management: Management, id: string) => management.call("setConnectionEnabled", admin, id, false),
  ],
  [
    "deleted",
    (management: Management, id: string) =>
      management.call("deleteConnection", admin, id, { accounts: "delete" }),
  ],
] as const)
  test(
    `an attempt does not finish if its connection is ${title} while the provider is asked for tokens`,
    { tag: "@session-end" },
    async ({ app, hostile, management, records }) => {
      const { id } = await addConnection(management, inputFor(hostile.origin))
      const visitor = new Visitor(app.origin)
      const callback = (await visitor.get(await begin(visitor, id))).location
      hostile.behave({ client: async () => change(management, id).then(() => true) })
      expectError(await visitor.get(callback), "unknown_provider", 404)
      for (const table of ["Session", "Account", "User"] as const) expect(await records.count(table)).toBe(0)
    },
  )

test(
  "an attempt does not finish after its connection got another client id or issuer",
  { tag: "@mix-up" },
  async ({ app, management, issuers, records }) => {
    const { id, input } = await connect(management, issuers, "changed")
    for (const change of [{ clientId: "another" }, { settings: { issuer: issuers.issuer("elsewhere") } }]) {
      await management.call("updateConnection", admin, id, input)
      const visitor = new Visitor(app.origin)
      const callback = await authorizeAt(await begin(visitor, id))
      const saved = await management.call("updateConnection", admin, id, { ...input, ...change })
      expect(saved.status).toBe("saved")
      expectError(await visitor.get(callback), "attempt_mismatch", 400)
    }
    expect(await records.count("Session")).toBe(0)
  },
)

test(
  "the same sub at two issuers is two users, and at one issuer through two connections too",
  {
    tag: ["@identity", "@mix-up"],
  },
  async ({ app, management, issuers, records }) => {
    const one = await connect(management, issuers, "one")
    const two = await connect(management, issuers, "two")
    for (const { id } of [one, two, one, two]) await signIn(new Visitor(app.origin), id)
    expect(await records.count("User")).toBe(2)
    // Another connection to the issuer of the first one.
    const again = await connect(management, issuers, "one")
    await signIn(new Visitor(app.origin), again.id)
    expect(await records.count("User")).toBe(3)
    const rows = await records.query(
      'SELECT "provider", "issuer", "providerAccountId" AS id FROM "Account" ORDER BY "createdAt"',
    )
    expect(rows).toEqual([
      { provider: one.id, issuer: issuers.issuer("one"), id: "ada" },
      { provider: two.id, issuer: issuers.issuer("two"), id: "ada" },
      { provider: again.id, issuer: issuers.issuer("one"), id: "ada" },
    ])
  },
)

test(
  "a sign-in begins at the provider of a connection only if its settings say so",
  { tag: "@defaults" },
  async ({ app, hostile, management }) => {
    const { id } = await addConnection(management, inputFor(hostile.origin))
    const query = new URLSearchParams({ iss: hostile.origin, target_link_uri: "/dashboard/sessions" })
    const initiate = (visitor: Visitor) => visitor.get(`/api/auth/${id}/initiate?${query}`)
    expectError(await initiate(new Visitor(app.origin)), "not_found", 404)
    const settings = { issuer: hostile.origin, initiate: "on" }
    await management.call("updateConnection", admin, id, inputFor(hostile.origin, { settings }))
    const visitor = new Visitor(app.origin)
    const callback = (await visitor.get((await initiate(visitor)).location)).location
    expectSignedIn(await visitor.get(callback), `${app.origin}/dashboard/sessions`)
  },
)

test(
  "an issuer that is entered with a slash after its host is the one that its metadata name without",
  { tag: "@identity" },
  async ({ app, hostile, management, records }) => {
    const { id } = await addConnection(management, inputFor(`${hostile.origin}/`))
    const visitor = new Visitor(app.origin)
    const callback = (await visitor.get(await begin(visitor, id))).location
    expectSignedIn(await visitor.get(callback), `${app.origin}/dashboard`)
    const [user] = await records.query<{ id: string }>('SELECT "id" FROM "User"')
    const request = { userId: user?.id, providerId: id, minimumSeconds: 60 }
    expect(await management.call("currentAccessToken", request)).toMatchObject({ status: "ok" })
    expect((await visitor.get("/dashboard/accounts")).text).not.toContain("No longer signs you in.")
  },
)

for (const { title, email, verified, isVerified } of [
  { title: "of its own domain", email: "ada@acme.example", verified: true, isVerified: true },
  { title: "of its own domain in capitals", email: "ada@ACME.Example", verified: true, isVerified: true },
  {
    title: "of its own domain without the flag",
    email: "ada@acme.example",
    verified: false,
    isVerified: false,
  },
  { title: "of its international domain", email: "ada@münchen.example", verified: true, isVerified: true },
  { title: "of a subdomain", email: "ada@mail.acme.example", verified: true, isVerified: false },
  { title: "of a domain that ends like it", email: "ada@notacme.example", verified: true, isVerified: false },
  { title: "of a foreign domain", email: "ada@other.example", verified: true, isVerified: false },
  {
    title: "of a domain that it has not proved",
    email: "ada@claimed.example",
    verified: true,
    isVerified: false,
  },
])
  test(
    `an address ${title} ${isVerified ? "counts as verified" : "does not count as verified"}`,
    {
      tag: ["@pre-hijack", "@address"],
    },
    async ({ app, management, issuers, records }) => {
      const { id } = await connect(management, issuers, "domains")
      for (const domain of ["acme.example", "xn--mnchen-3ya.example"]) {
        const added = await management.call("addDomain", admin, id, domain)
        await management.prove(admin, added?.id ?? "", [added?.record.value ?? ""])
      }
      await management.call("addDomain", admin, id, "claimed.example")
      issuers.user = { email, email_verified: verified }
      expectSignedIn(await signIn(new Visitor(app.origin), id), `${app.origin}/dashboard`)
      const [user] = await records.query(
        'SELECT "email", "emailVerified" IS NOT NULL AS verified FROM "User"',
      )
      expect(user).toEqual({ email, verified: isVerified })
    },
  )

test(
  "a connection cannot verify a foreign address, so it neither meets AUTH_ALLOW nor takes an address from its owner",
  {
    tag: ["@pre-hijack", "@identity"],
  },
  async ({ app, hostile, management, issuers, records }) => {
    hostile.behave({ user: { sub: "1", email: "victim@other.example", email_verified: true } })
    const victim = new Visitor(app.origin)
    const callback = (await victim.get(await begin(victim, "oidc"))).location
    expectSignedIn(await victim.get(callback), `${app.origin}/dashboard`)
    const { id } = await connect(management, issuers, "thief")
    issuers.user = { email: "victim@other.example", email_verified: true }
    await signIn(new Visitor(app.origin), id)
    const users = await records.query(
      'SELECT "emailVerified" IS NOT NULL AS verified FROM "User" ORDER BY "createdAt"',
    )
    expect(users).toEqual([{ verified: true }, { verified: false }])
  },
)

test(
  "connections are in no list that a visitor can read",
  { tag: "@leak" },
  async ({ app, management, issuers }) => {
    const { id, name } = await connect(management, issuers, "hidden", { name: "A secret customer" })
    for (const path of ["/api/auth/providers", "/signin", "/"]) {
      const { text } = await new Visitor(app.origin).get(path)
      expect(text).not.toContain(id)
      expect(text).not.toContain(name)
    }
  },
)

test("no function and no response has the secret", { tag: "@leak" }, async ({ app, management, issuers }) => {
  const { id, input } = await connect(management, issuers, "secret")
  const { clientSecret } = input
  const answers: unknown[] = [
    await management.call("listConnections", admin),
    await management.call("findConnection", admin, id),
    await management.call("updateConnection", admin, id, { ...input, clientSecret: "" }),
    await management.call("testConnection", admin, { ...input, clientSecret: "" }, id),
    await management.call("checkConnection", admin, id),
    (await new Visitor(app.origin).post(`/api/auth/signin/${id}`)).location,
  ]
  expect(JSON.stringify(answers)).toContain("accepted: only the invalid code is rejected")
  for (const answer of answers) expect(JSON.stringify(answer)).not.toContain(clientSecret)
  issuers.user = { email: "ada@example.test", email_verified: true }
  expectSignedIn(await signIn(new Visitor(app.origin), id), `${app.origin}/dashboard`)
})
