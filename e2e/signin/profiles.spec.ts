// What we believe of a person, whatever the provider says.
import { expect, test, Visitor } from "../support/fixtures"
import { codeOf, expectSignedIn, signIn, whoAmI } from "../support/flow"
import { reply } from "../support/hostile-provider"
import { type Lie, refuseEach } from "../support/invalid-responses"

test.use({ cast: "hostile" })

const html = { headers: { "content-type": "text/html" }, body: "<!doctype html><p>Please log in</p>" }

const profiles: Lie[] = [
  {
    title: "the userinfo of somebody else",
    tag: "@identity",
    code: "userinfo_invalid",
    behaviour: { userinfo: (person) => ({ ...person, sub: "another" }) },
  },
  {
    title: "HTML as userinfo",
    tag: ["@fail-open", "@GHSA-8fpg-xm3f-6cx3"],
    code: "userinfo_invalid",
    behaviour: { userinfo: () => reply(html) },
  },
  {
    title: "a userinfo that refuses the token",
    tag: "@fail-open",
    provider: "oauth2",
    code: "userinfo_invalid",
    behaviour: { userinfo: () => reply({ status: 401, body: "{}" }) },
  },
  ...[undefined, null, "", 0, "0", {}, [], 1e21].map((id) => ({
    title: `the id ${JSON.stringify(id)}`,
    tag: "@identity",
    provider: "oauth2",
    code: "profile_invalid",
    behaviour: { userinfo: (person: Record<string, unknown>) => ({ ...person, sub: undefined, id }) },
  })),
]

refuseEach(profiles, (lie) => `${lie} signs nobody in`)

test(
  "an id too large for a number of JavaScript is kept digit by digit",
  { tag: "@identity" },
  async ({ visitor, hostile, records, app }) => {
    hostile.behave({ userinfo: () => reply({ body: '{"id":1152921504606846977}' }) })
    expectSignedIn(await signIn(visitor, "oauth2"), `${app.origin}/dashboard`)
    expect(await records.query('SELECT "providerAccountId" FROM "Account"')).toEqual([
      { providerAccountId: "1152921504606846977" },
    ])
  },
)

test(
  "an address that the provider does not vouch for blocks nobody and stays unverified",
  { tag: "@pre-hijack" },
  async ({ visitor, hostile, records }) => {
    hostile.behave({ person: { sub: "1", email: "hanna@example.test", email_verified: "true" } })
    await signIn(visitor, "oidc")
    expect(await records.query('SELECT "email", "emailVerified" FROM "User"')).toEqual([
      { email: "hanna@example.test", emailVerified: null },
    ])
  },
)

test(
  "GitHub's address counts only when GitHub verified it",
  { tag: "@pre-hijack" },
  async ({ visitor, hostile, records }) => {
    hostile.behave({
      emails: [
        { email: "other@example.test", primary: false, verified: true },
        { email: "primary@example.test", primary: true, verified: false },
      ],
    })
    await signIn(visitor, "github")
    expect(await records.query('SELECT "email", "emailVerified" FROM "User"')).toEqual([
      { email: "primary@example.test", emailVerified: null },
    ])
  },
)

test(
  "a verified address that belongs to another user is refused",
  { tag: ["@pre-hijack", "@GHSA-g38m-r43w-p2q7"] },
  async ({ visitor, hostile, records, app }) => {
    await signIn(visitor, "oidc")
    hostile.behave({ person: { sub: "5", email: "HANNA@example.test", email_verified: true } })
    const answer = await signIn(new Visitor(app.origin), "oidc")
    expect({ code: codeOf(answer), status: answer.status }).toEqual({
      code: "account_not_linked",
      status: 409,
    })
    expect(await records.count("User")).toBe(1)
  },
)

test(
  "fields that a provider adds to its answers fail no sign-in",
  { tag: "@malformed" },
  async ({ visitor, hostile, app }) => {
    const added = {
      __proto__: { admin: true },
      nul: "\0",
      deep: { a: [1, { b: null }] },
      "": 1,
      "long name": "x".repeat(9_000),
    }
    hostile.behave({
      token: (it) => ({ ...it, ...added, scope: "a b", expires_in: 1e12 }),
      person: { sub: "1", name: "Ra\0yà \ud800", email: 42, picture: "javascript:alert(1)" },
      userinfo: (person) => ({ ...person, ...added }),
    })
    expectSignedIn(await signIn(visitor, "oidc"), `${app.origin}/dashboard`)
    expect(await whoAmI(visitor)).toMatchObject({ email: null, image: null })
  },
)
