// An id means a user only together with its issuer (OpenID Connect Core 5.7).
import { expect, Visitor } from "../support/fixtures"
import { approve, begin, currentUser, errorCode, signIn } from "../support/flow"
import { submitAction } from "../support/server-action"
import {
  enter,
  member,
  moved,
  postLogout as post,
  restart,
  runWith,
  stranger,
  test,
  type Side,
} from "../support/two-issuers"

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
    const link = { form: "Link Hostile OpenID" }
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
    const revocations = () => second.hostile.received.filter(({ path }) => path === "/revoke").length
    expect(revocations()).toBe(0)
    const young = await enter(second, stranger)
    second.hostile.behave()
    const own = await young.post("/api/auth/signout", { form: { federated: "true" } })
    expect(own.location, "control").toContain(`${second.hostile.origin}/logout?`)
    await expect.poll(revocations).toBe(2)
  },
)

test(
  "an account without an issuer is adopted, until another issuer is known",
  { tag: ["@identity"] },
  async ({ sides }) => {
    const { first, second, rows } = sides
    const before = await enter(first, member)
    await rows.query(`UPDATE "Account" SET "issuer" = ''`)
    const adopt = async (side: Side) => (await runWith(side, "scripts/db.mjs", "migrate")).output
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

test(
  "a session without an issuer ends only by a logout token of its account's issuer",
  { tag: ["@session-end", "@mix-up"] },
  async ({ sides: { first, second, rows } }) => {
    const old = await enter(first, member, "s1")
    await enter(second, stranger, "s2")
    await rows.query(`UPDATE "Session" SET "issuer" = ''`)
    expect(await post(second, { sid: "s1" })).toBe(200)
    expect(await currentUser(old)).not.toBeNull()
    expect(await post(first, { sid: "s1" }), "control").toBe(200)
    expect(await currentUser(old)).toBeNull()
  },
)

for (const by of ["a migration", "a logout token"] as const)
  test(
    `a session gets the issuer that its account gets, by ${by}`,
    { tag: ["@session-end", "@mix-up"] },
    async ({ sides: { first, rows } }, { project, workerIndex }) => {
      const old = await enter(first, member, "s1")
      await rows.query(`UPDATE "Session" SET "issuer" = ''`)
      await rows.query(`UPDATE "Account" SET "issuer" = ''`)
      // A process adopts once.
      const restarted = by === "a logout token" && (await restart(first, `${project.name}-${workerIndex}`))
      if (restarted) expect(await post({ ...first, app: restarted }, { sid: "another" })).toBe(200)
      else await runWith(first, "scripts/db.mjs", "migrate")
      const issuer = { issuer: first.hostile.origin }
      expect(await rows.query('SELECT "issuer" FROM "Account"')).toEqual([issuer])
      expect(await rows.query('SELECT "issuer" FROM "Session"')).toEqual([issuer])
      expect(await currentUser(old)).not.toBeNull()
      if (restarted) await restarted.close()
    },
  )

test("doctor warns of accounts of another issuer than the configured one", async ({
  sides: { first, second },
}) => {
  await enter(first, member)
  // Not the whole script, which reads the owner's .env and asks the providers there.
  const check = `import { checkIssuers } from "./scripts/doctor/issuers.mjs"
console.log(JSON.stringify(await checkIssuers(process.env.DATABASE_URL)))`
  const issuers = async (side: Side): Promise<unknown> =>
    JSON.parse((await runWith(side, "--input-type=module", "--eval", check)).output)
  const [old, young] = [first.hostile.origin, second.hostile.origin]
  expect(await issuers(first)).toEqual([
    { name: "issuers", result: "ok", detail: "each account is of the configured issuer" },
  ])
  expect(await issuers(second)).toEqual([
    {
      name: "issuers",
      result: "warn",
      detail: `1 accounts of oidc are of ${old}, and ${young} is configured: their users cannot sign in with it`,
      fix: `If it is the same server under a new name: node scripts/db.mjs move-issuer oidc ${old} ${young}`,
    },
  ])
})

test("move-issuer moves accounts, sessions and sealed tokens on purpose", async ({
  sides: { first, second, rows },
}) => {
  await enter(first, member)
  const [before] = await rows.query(`SELECT "userId" FROM "Account"`)
  const move = ["scripts/db.mjs", "move-issuer", "oidc", first.hostile.origin, second.hostile.origin]
  const { code, output } = await runWith(first, ...move)
  expect({ code, output: output.trim() }).toEqual({
    code: 0,
    output: `Accounts of oidc moved from ${first.hostile.origin} to ${second.hostile.origin}: 1.`,
  })
  await enter(second, member)
  expect(await rows.query(`SELECT "userId" FROM "Account"`)).toEqual([before])
  await enter(first, { ...stranger, sub: "taken" })
  await enter(second, { ...stranger, sub: "taken", email: "third@other.example" })
  const refused = await runWith(first, ...move)
  expect(refused).toMatchObject({ code: 1 })
  expect(refused.output).toContain("Nothing was moved.")
})
