// The checks of the profile that a provider returns.
import { expect, test, Visitor } from "../support/fixtures"
import { currentUser, errorCode, expectSignedIn, signIn } from "../support/flow"
import { rawResponse } from "../support/hostile-provider"
import { testInvalidResponses, type InvalidResponse } from "../support/invalid-responses"

test.use({ providerSet: "hostile" })

const html = { headers: { "content-type": "text/html" }, body: "<!doctype html><p>Please log in</p>" }

const profiles: InvalidResponse[] = [
  {
    title: "userinfo of another user",
    tag: "@identity",
    code: "userinfo_invalid",
    behaviour: { userinfo: (user) => ({ ...user, sub: "another" }) },
  },
  {
    title: "HTML as userinfo",
    tag: ["@fail-open", "@GHSA-8fpg-xm3f-6cx3"],
    code: "userinfo_invalid",
    behaviour: { userinfo: () => rawResponse(html) },
  },
  {
    title: "userinfo with status 401",
    tag: "@fail-open",
    providerId: "oauth2",
    code: "userinfo_invalid",
    behaviour: { userinfo: () => rawResponse({ status: 401, body: "{}" }) },
  },
  ...[undefined, null, "", 0, "0", {}, [], 1e21].map((id) => ({
    title: `userinfo with the id ${JSON.stringify(id)}`,
    tag: "@identity",
    providerId: "oauth2",
    code: "profile_invalid",
    behaviour: { userinfo: (user: Record<string, unknown>) => ({ ...user, sub: undefined, id }) },
  })),
]

testInvalidResponses(profiles, (title) => `${title} is rejected`)

test(
  "an id too large for a JavaScript number is stored with all its digits",
  { tag: "@identity" },
  async ({ visitor, hostile, records, app }) => {
    hostile.behave({ userinfo: () => rawResponse({ body: '{"id":1152921504606846977}' }) })
    expectSignedIn(await signIn(visitor, "oauth2"), `${app.origin}/dashboard`)
    expect(await records.query('SELECT "providerAccountId" FROM "Account"')).toEqual([
      { providerAccountId: "1152921504606846977" },
    ])
  },
)

test(
  "an address that the provider did not verify is stored as unverified",
  { tag: "@pre-hijack" },
  async ({ visitor, hostile, records }) => {
    hostile.behave({ user: { sub: "1", email: "hanna@example.test", email_verified: "true" } })
    await signIn(visitor, "oidc")
    expect(await records.query('SELECT "email", "emailVerified" FROM "User"')).toEqual([
      { email: "hanna@example.test", emailVerified: null },
    ])
  },
)

test(
  "an address at GitHub is verified only when GitHub verified it",
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
  "a verified address that another user has is rejected",
  { tag: ["@pre-hijack", "@GHSA-g38m-r43w-p2q7"] },
  async ({ visitor, hostile, records, app }) => {
    await signIn(visitor, "oidc")
    hostile.behave({ user: { sub: "5", email: "HANNA@example.test", email_verified: true } })
    const response = await signIn(new Visitor(app.origin), "oidc")
    expect({ code: errorCode(response), status: response.status }).toEqual({
      code: "account_not_linked",
      status: 409,
    })
    expect(await records.count("User")).toBe(1)
  },
)

test(
  "additional fields in a provider's responses do not prevent a sign-in",
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
      user: { sub: "1", name: "Ra\0yà \ud800", email: 42, picture: "javascript:alert(1)" },
      userinfo: (user) => ({ ...user, ...added }),
    })
    expectSignedIn(await signIn(visitor, "oidc"), `${app.origin}/dashboard`)
    expect(await currentUser(visitor)).toMatchObject({ email: null, image: null })
  },
)

test("the ID token is kept with the session only where the provider ends sessions", async ({
  visitor,
  records,
}) => {
  await signIn(visitor, "oidc")
  expect(await records.query('SELECT "logoutHint" FROM "Session"')).toEqual([{ logoutHint: null }])
})
