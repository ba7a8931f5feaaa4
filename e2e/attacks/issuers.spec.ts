// An id means a user only together with its issuer (OpenID Connect Core 5.7). Two apps with one database and one secret stand for
// an app whose AUTH_OIDC_ISSUER was changed.
import { randomBytes } from "node:crypto"
import { bareEnvironment } from "../../scripts/test/environment.mjs"
import { root, runNode } from "../../scripts/test/program.mjs"
import { openApp, type App } from "../support/app"
import { test as base, expect, Visitor } from "../support/fixtures"
import { approve, begin, currentUser, errorCode, signIn } from "../support/flow"
import { HostileProvider } from "../support/hostile-provider"
import { Records } from "../support/records"
import { submitAction } from "../support/server-action"

type Side = { app: App; hostile: HostileProvider }
type Sides = { first: Side; second: Side; rows: Records }

const test = base.extend<object, { sides: Sides }>({
  sides: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use, { project, workerIndex }) => {
      const secret = { AUTH_SECRET: randomBytes(33).toString("base64") }
      const open = async (label: string, reachDatabase?: (url: string) => Promise<string>) => {
        const hostile = await HostileProvider.start()
        const options = { project: project.name, label: `issuer-${label}-${workerIndex}` }
        const env = { ...hostile.env, ...secret }
        const app = await openApp({ ...options, env, ...(reachDatabase && { reachDatabase }) })
        return { app, hostile }
      }
      const first = await open("first")
      const second = await open("second", async () => first.app.database)
      const rows = new Records(first.app.database)
      await use({ first, second, rows })
      await rows.close()
      for (const { app, hostile } of [second, first]) {
        await app.close()
        await hostile.close()
      }
    },
    { scope: "worker", timeout: 300_000 },
  ],
  emptyDatabase: async ({ sides: { rows, first, second } }, use) => {
    await rows.empty()
    for (const { hostile } of [first, second]) hostile.behave()
    await use()
  },
})

const member = { sub: "member", name: "Old Member", email: "old@corp.example", email_verified: true }
const stranger = { sub: "member", name: "New Member", email: "new@other.example", email_verified: true }

async function enter({ app, hostile }: Side, user: typeof member, sid?: string): Promise<Visitor> {
  hostile.behave({ user, claims: (claims) => ({ ...claims, ...(sid && { sid }) }) })
  const visitor = new Visitor(app.origin)
  await signIn(visitor, "oidc")
  return visitor
}

/** The same browser at another address of the app. */
function moved(visitor: Visitor, { app }: Side): Visitor {
  const other = new Visitor(app.origin)
  for (const { name, value } of visitor.cookies.values())
    other.setCookie(name.replace(/-\d+$/, `-${new URL(app.origin).port}`), value)
  return other
}

for (const order of ["first issuer first", "second issuer first"] as const)
  test(
    `the same sub of two issuers is two users, ${order}`,
    { tag: ["@identity", "@mix-up"] },
    async ({ sides }) => {
      const [one, two] =
        order === "first issuer first" ? [sides.first, sides.second] : [sides.second, sides.first]
      const old = await enter(one, member)
      const young = await enter(two, stranger)
      expect(await currentUser(old)).toMatchObject({ name: "Old Member" })
      expect(await currentUser(young)).toMatchObject({ name: "New Member" })
      const accounts = 'SELECT "issuer", "providerAccountId" AS id FROM "Account" ORDER BY "createdAt"'
      expect(await sides.rows.query(accounts)).toEqual([
        { issuer: one.hostile.origin, id: "member" },
        { issuer: two.hostile.origin, id: "member" },
      ])
      expect(await currentUser(await enter(one, member))).toMatchObject({ name: "Old Member" })
      expect(await currentUser(await enter(two, stranger))).toMatchObject({ name: "New Member" })
      expect(await sides.rows.count("User")).toBe(2)
    },
  )

test(
  "the sub of another issuer with a taken address does not sign in",
  { tag: ["@identity", "@pre-hijack"] },
  async ({ sides: { first, second, rows } }) => {
    await enter(first, member)
    second.hostile.behave({ user: member })
    expect(errorCode(await signIn(new Visitor(second.app.origin), "oidc"))).toBe("account_not_linked")
    expect(await rows.count("Account")).toBe(1)
  },
)

test(
  "the account of another issuer is linked as one more, and re-authenticates no other user",
  { tag: ["@identity", "@pre-hijack"] },
  async ({ sides: { first, second, rows } }) => {
    const visitor = moved(await enter(first, member), second)
    const auth_time = Math.floor(Date.now() / 1000)
    second.hostile.behave({ user: stranger, claims: (claims) => ({ ...claims, auth_time }) })
    const confirm = await begin(visitor, "oidc", { confirm: "1" })
    expect(errorCode(await visitor.get(await approve(visitor, confirm)))).toBe("account_mismatch")

    await rows.empty()
    const again = moved(await enter(first, member), second)
    second.hostile.behave({ user: stranger })
    const link = { form: "Link GitHub", fields: { provider: "oidc" } }
    const { location } = await submitAction(again, "/dashboard/accounts", link)
    await again.get(await approve(again, location))
    expect(await rows.query('SELECT "issuer" FROM "Account" ORDER BY "createdAt"')).toEqual([
      { issuer: first.hostile.origin },
      { issuer: second.hostile.origin },
    ])
    expect(await rows.count("User")).toBe(1)
  },
)

test(
  "guided linking does not accept the same id of another issuer",
  { tag: ["@pre-hijack", "@mix-up"] },
  async ({ sides: { first, second, rows } }) => {
    await enter(first, { ...member, sub: "owner" })
    // The address of the owner at another account of the first issuer.
    first.hostile.behave({ user: member })
    const visitor = new Visitor(first.app.origin)
    expect(errorCode(await signIn(visitor, "oidc"))).toBe("account_not_linked")
    first.hostile.behave({ user: { ...member, sub: "owner" } })
    await signIn(visitor, "oidc")
    const browser = moved(visitor, second)
    second.hostile.behave({ user: stranger })
    const { location } = await submitAction(browser, "/dashboard/accounts", { form: "Link Hostile OpenID" })
    const response = await browser.get(await approve(browser, location), { headers: { accept: "text/html" } })
    expect(new URL(response.location).searchParams.get("error")).toBe("account_mismatch")
    expect(await rows.count("Account")).toBe(1)
  },
)

test(
  "a logout token ends only sessions of its own issuer",
  { tag: ["@session-end", "@mix-up"] },
  async ({ sides: { first, second } }) => {
    const old = await enter(first, member, "s1")
    const young = await enter(second, stranger, "s1")
    const post = async ({ app, hostile }: Side, subject: object) => {
      const iat = Math.floor(Date.now() / 1000)
      const events = { "http://schemas.openid.net/event/backchannel-logout": {} }
      const claims = { iss: hostile.origin, aud: "client", iat, exp: iat + 60, jti: "j", events }
      const form = { logout_token: await hostile.sign({ ...claims, ...subject }) }
      return (await new Visitor(app.origin).request("POST", "/api/auth/oidc/backchannel-logout", { form }))
        .status
    }
    expect(await post(second, { sid: "s1" })).toBe(200)
    expect(await currentUser(young)).toBeNull()
    expect(await currentUser(old)).not.toBeNull()
    expect(await post(second, { sub: "member" })).toBe(200)
    expect(await currentUser(old)).not.toBeNull()
    expect(await post(first, { sub: "member" }), "control").toBe(200)
    expect(await currentUser(old)).toBeNull()
  },
)

test(
  "signing out sends no token of the old issuer to the new one",
  { tag: ["@session-end", "@leak"] },
  async ({ sides: { first, second } }) => {
    const visitor = moved(await enter(first, member), second)
    expect(await currentUser(visitor)).not.toBeNull()
    second.hostile.behave()
    const response = await visitor.post("/api/auth/signout", { form: { federated: "true" } })
    expect(response.location).not.toContain(second.hostile.origin)
    expect(await currentUser(visitor)).toBeNull()
    expect(second.hostile.received.filter(({ path }) => path === "/revoke")).toEqual([])
  },
)

test(
  "an account without an issuer is adopted, until another issuer is known",
  { tag: ["@identity"] },
  async ({ sides }) => {
    const { first, second, rows } = sides
    const before = await enter(first, member)
    await rows.query(`UPDATE "Account" SET "issuer" = ''`)
    const env = { ...bareEnvironment(), DATABASE_URL: first.app.database, DIRECT_URL: "" }
    const adopt = async ({ app }: Side) =>
      (
        await runNode(["scripts/db.mjs", "migrate"], {
          cwd: root,
          env: { ...env, ...app.variables, DATABASE_URL: env.DATABASE_URL },
        })
      ).output
    expect(await adopt(first)).toContain(`They have the configured one now: ${first.hostile.origin}`)
    await enter(first, member)
    expect(await rows.count("Account")).toBe(1)
    expect(await currentUser(before)).not.toBeNull()

    // Another issuer is configured meanwhile: whose the second row is, only the owner knows.
    await rows.query(
      `INSERT INTO "Account" ("id", "userId", "type", "provider", "providerAccountId") SELECT 'old', "id", 'oidc', 'oidc', 'other' FROM "User"`,
    )
    expect(await adopt(second)).toContain(`move-issuer oidc "" ${second.hostile.origin}`)
    await enter(second, { ...stranger, sub: "other" })
    expect(await rows.count("User")).toBe(2)
  },
)

test("move-issuer moves accounts, sessions and sealed tokens on purpose", async ({
  sides: { first, second, rows },
}) => {
  await enter(first, member)
  const [before] = await rows.query(`SELECT "userId" FROM "Account"`)
  const env = {
    ...bareEnvironment(),
    DATABASE_URL: first.app.database,
    DIRECT_URL: "",
    AUTH_SECRET: first.app.secret,
  }
  const move = ["scripts/db.mjs", "move-issuer", "oidc", first.hostile.origin, second.hostile.origin]
  const { code, output } = await runNode(move, { cwd: root, env })
  expect({ code, output: output.trim() }).toEqual({
    code: 0,
    output: `Accounts of oidc moved from ${first.hostile.origin} to ${second.hostile.origin}: 1.`,
  })
  await enter(second, member)
  expect(await rows.query(`SELECT "userId" FROM "Account"`)).toEqual([before])
  await enter(first, { ...stranger, sub: "taken" })
  await enter(second, { ...stranger, sub: "taken", email: "third@other.example" })
  const refused = await runNode(move, { cwd: root, env })
  expect(refused).toMatchObject({ code: 1 })
  expect(refused.output).toContain("Nothing was moved.")
})
