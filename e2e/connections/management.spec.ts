// Who manages which connection, and what each change does.
import {
  addConnection,
  admin,
  expect,
  inputFor,
  proveDomain,
  test,
  Visitor,
  type Management,
} from "../support/connections"
import { begin, currentUser, expectError, expectSignedIn, signIn } from "../support/flow"
import { issue } from "../support/leaks"
import type { Records } from "../support/records"

test.use({ providerSet: "hostile" })

const tenant = { id: "a tenant's administrator", role: "USER" } as const
const other = { id: "another tenant's administrator", role: "USER" } as const

const issuer = "https://id.acme.example"

async function events(records: Records) {
  return records.query('SELECT "event", "userId", "actorId", "provider" FROM "Activity" ORDER BY "at", "id"')
}

test("each change is in the Activity of the user who made it", async ({ management, records }) => {
  const { id } = await addConnection(management, inputFor(issuer, { clientSecret: issue() }), {
    domains: ["acme.example"],
    actor: tenant,
  })
  const found = await management.call("findConnection", tenant, id)
  await management.call("updateConnection", admin, id, inputFor(issuer, { name: "ACME", clientSecret: "" }))
  await management.call("setConnectionEnabled", admin, id, false)
  await management.call("removeDomain", admin, found?.domains[0]?.id ?? "")
  await management.call("deleteConnection", admin, id, { accounts: "keep" })
  const by = ({ id: userId }: typeof tenant | typeof admin, ...names: string[]) =>
    names.map((event) => ({ event, userId, actorId: userId, provider: id }))
  expect(await events(records)).toEqual([
    ...by(tenant, "connection_added", "connection_domain_added", "connection_domain_proved"),
    ...by(tenant, "connection_enabled"),
    ...by(
      admin,
      "connection_changed",
      "connection_disabled",
      "connection_domain_removed",
      "connection_deleted",
    ),
  ])
})

test(
  "a user who is no administrator neither reads nor changes the connection of another user",
  {
    tag: "@idor",
  },
  async ({ management, records }) => {
    const { id } = await addConnection(management, inputFor(issuer, { clientSecret: issue() }), {
      actor: tenant,
    })
    const added = await management.call("addDomain", tenant, id, "acme.example")
    const domain = added?.id ?? ""
    const before = await records.everything()
    expect(await management.call("findConnection", other, id)).toBeNull()
    expect(await management.call("listConnections", other)).toEqual({ rows: [], next: null })
    expect(await management.call("listConnections", other, { after: id })).toEqual({ rows: [], next: null })
    for (const attempt of [
      () => management.call("updateConnection", other, id, inputFor(issuer)),
      () => management.call("setConnectionEnabled", other, id, false),
      () => management.call("deleteConnection", other, id, { accounts: "delete" }),
      () => management.call("testConnection", other, inputFor(issuer, { clientSecret: "" }), id),
      () => management.call("checkConnection", other, id),
      () => management.call("addDomain", other, id, "evil.example"),
      () => management.prove(other, domain, [added?.record.value ?? ""]),
      () => management.call("removeDomain", other, domain),
    ])
      await expect(attempt()).rejects.toThrow("not_found")
    expect(await records.everything()).toBe(before)
    expect((await management.call("listConnections", tenant)).rows).toHaveLength(1)
    expect((await management.call("listConnections", admin)).rows).toHaveLength(1)
    await management.call("setConnectionEnabled", admin, id, false)
  },
)

test(
  "an empty secret keeps the stored one, unless it would go to another server",
  { tag: "@leak" },
  async ({ app, hostile, management }) => {
    const input = inputFor(hostile.origin)
    const { id } = await addConnection(management, input)
    const empty = { ...input, clientSecret: "", name: "Renamed" }
    expect(await management.call("updateConnection", admin, id, empty)).toMatchObject({ status: "saved" })
    const visitor = new Visitor(app.origin)
    const callback = (await visitor.get(await begin(visitor, id))).location
    expectSignedIn(await visitor.get(callback), `${app.origin}/dashboard`)

    const moved = { ...empty, settings: { issuer: "https://evil.example" } }
    const refused = { status: "invalid", problems: [{ field: "clientSecret", code: "secret_again" }] }
    expect(await management.call("updateConnection", admin, id, moved)).toEqual(refused)
    expect(await management.call("testConnection", admin, moved, id)).toEqual(refused)
    expect((await management.call("findConnection", admin, id))?.settings).toEqual({ issuer: hostile.origin })
  },
)

test(
  "a domain is proved by its own record only, and by one connection only",
  { tag: "@pre-hijack" },
  async ({ management }) => {
    const one = await addConnection(management, inputFor(issuer), { actor: tenant })
    const two = await addConnection(management, inputFor(issuer), { actor: other })
    const [first, second] = [
      await management.call("addDomain", tenant, one.id, "Acme.Example"),
      await management.call("addDomain", other, two.id, "acme.example"),
    ]
    expect(first).toMatchObject({ domain: "acme.example", record: { name: "_portico.acme.example" } })
    if (!first || !second) throw new Error("no domain")
    const value = first.record.value
    for (const records of [[], ["portico="], [`${value}x`], [value.slice(0, -1)], [value.toUpperCase()]])
      expect(await management.prove(tenant, first.id, records)).toEqual({ status: "missing", found: records })
    expect(await management.prove(other, second.id, [value])).toMatchObject({ status: "missing" })
    expect(await management.call("connectionForEmail", "bob@acme.example")).toBeNull()
    expect(await management.prove(tenant, first.id, ["v=spf1 -all", value])).toEqual({ status: "proved" })
    expect(await management.prove(other, second.id, [second.record.value])).toEqual({ status: "taken" })
    expect(await management.call("connectionForEmail", "bob@acme.example")).toMatchObject({ id: one.id })
    await management.call("removeDomain", admin, first.id)
    expect(await management.prove(other, second.id, [second.record.value])).toEqual({ status: "proved" })
    expect(await management.call("connectionForEmail", "bob@acme.example")).toMatchObject({ id: two.id })
  },
)

for (const name of [
  "",
  "acme",
  "localhost",
  "127.0.0.1",
  "acme..example",
  "-acme.example",
  "a b.example",
  "acme.example/x",
  "ａcme.example",
  "*.acme.example",
  "acme.example.",
  `${"a".repeat(250)}.example`,
])
  test(`${JSON.stringify(name.slice(0, 30))} is no domain`, { tag: "@address" }, async ({ management }) => {
    const { id } = await addConnection(management, inputFor(issuer))
    expect(await management.call("addDomain", admin, id, name)).toBeNull()
  })

test(
  "an address leads to the enabled connection of its domain, in any spelling of the domain",
  {
    tag: "@address",
  },
  async ({ management }) => {
    const { id } = await addConnection(management, inputFor(issuer), {
      domains: ["acme.example", "münchen.example"],
    })
    for (const address of [
      "bob@acme.example",
      " Bob@ACME.example ",
      "bob@münchen.example",
      "bob@xn--mnchen-3ya.example",
    ])
      expect(await management.call("connectionForEmail", address)).toEqual({ id, loginHint: address.trim() })
    for (const address of [
      "",
      "acme.example",
      "@acme.example",
      "bob@sub.acme.example",
      "bob@acme.example,eve@other.example",
      "bob@ａcme.example",
      "b\0b@acme.example",
    ])
      expect(await management.call("connectionForEmail", address)).toBeNull()
    expect(await management.call("hasProvedDomains")).toBe(true)
    await management.call("setConnectionEnabled", admin, id, false)
    expect(await management.call("connectionForEmail", "bob@acme.example")).toBeNull()
    expect(await management.call("hasProvedDomains")).toBe(false)
  },
)

async function signInAt(management: Management, origin: string, hostileOrigin: string) {
  const connection = await addConnection(management, inputFor(hostileOrigin), { domains: ["example.test"] })
  const visitor = new Visitor(origin)
  const callback = (await visitor.get(await begin(visitor, connection.id))).location
  expectSignedIn(await visitor.get(callback), `${origin}/dashboard`)
  return { ...connection, visitor }
}

for (const accounts of ["keep", "delete"] as const)
  test(
    `deleting a connection ends its sessions, and with "${accounts}" its accounts ${accounts === "keep" ? "stay" : "go"}`,
    {
      tag: "@session-end",
    },
    async ({ app, hostile, management, records }) => {
      const bystander = new Visitor(app.origin)
      hostile.behave({ user: { sub: "2", name: "Bystander" } })
      await signIn(bystander, "oidc")
      hostile.behave()
      const { id, visitor } = await signInAt(management, app.origin, hostile.origin)
      await management.call("deleteConnection", admin, id, { accounts })
      expect(await currentUser(visitor)).toBeNull()
      expect(await currentUser(bystander)).toMatchObject({ name: "Bystander" })
      const users = await records.query(
        'SELECT u."emailVerified" IS NOT NULL AS verified FROM "User" u WHERE u."name" = $1',
        ["Hanna Hostile"],
      )
      expect(users).toEqual([{ verified: accounts === "keep" }])
      const rows = await records.query('SELECT 1 FROM "Account" WHERE "provider" = $1', [id])
      expect(rows).toHaveLength(accounts === "keep" ? 1 : 0)
      expect(await management.call("connectionForEmail", "bob@example.test")).toBeNull()
    },
  )

test("after its accounts were deleted, their address signs in at another connection", async ({
  app,
  hostile,
  management,
  records,
}) => {
  const { id } = await signInAt(management, app.origin, hostile.origin)
  await management.call("deleteConnection", admin, id, { accounts: "delete" })
  await signInAt(management, app.origin, hostile.origin)
  expect(await records.count("User")).toBe(2)
})

test(
  "credentials that no secret opens are reported, and a sign-in fails before the provider is asked",
  {
    tag: "@sealed-purpose",
  },
  async ({ app, hostile, management, records }) => {
    const one = await addConnection(management, inputFor(hostile.origin))
    const two = await addConnection(management, inputFor(hostile.origin))
    await records.query(
      'UPDATE "Connection" SET "credentials" = (SELECT "credentials" FROM "Connection" WHERE "id" = $1) WHERE "id" = $2',
      [one.id, two.id],
    )
    hostile.behave()
    expectError(
      await new Visitor(app.origin).post(`/api/auth/signin/${two.id}`),
      "provider_misconfigured",
      502,
    )
    expect(hostile.received).toEqual([])
  },
)

test("a stored connection is tested with its own secret, and the result is remembered", async ({
  hostile,
  management,
}) => {
  const { id } = await addConnection(management, inputFor(hostile.origin))
  const checks = await management.call("checkConnection", admin, id)
  expect(checks.map(({ name, result }) => `${name} ${result}`)).toEqual(
    expect.arrayContaining(["discovery ok", "issuer ok", "keys ok", "credentials ok"]),
  )
  expect(await management.call("findConnection", admin, id)).toMatchObject({ lastCheckResult: "ok" })
  const wrong = inputFor(hostile.origin, { clientSecret: "wrong" })
  const tested = await management.call("testConnection", admin, wrong)
  expect(tested).toMatchObject({ status: "checked" })
  expect(JSON.stringify(tested)).toContain('"credentials","result":"fault"')
  const otherIssuer = inputFor(`${hostile.origin}/other-issuer`)
  expect(JSON.stringify(await management.call("testConnection", admin, otherIssuer))).toContain(
    `set issuer=${hostile.origin}`,
  )
})

test("proving needs no new proof", async ({ management }) => {
  const { id } = await addConnection(management, inputFor(issuer))
  expect(await proveDomain(management, id, "acme.example")).toEqual({ status: "proved" })
  expect(await proveDomain(management, id, "acme.example")).toEqual({ status: "proved" })
})
