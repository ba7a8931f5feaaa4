// What else OAuth 2.0 and OpenID providers may answer: wrong types, floods, redirects, half-truths.
import { gzipSync } from "node:zlib"
import { expect, test, Visitor } from "../support/fixtures"
import { codeOf, expectSignedIn, signIn, whoAmI } from "../support/flow"
import { reply } from "../support/hostile-provider"
import { type Lie, refuseEach } from "../support/invalid-responses"

test.use({ cast: "hostile" })

const megabytes = (count: number) => " ".repeat(count * 1_000_000)
const bomb = gzipSync(`{"id":"1","sub":"4711","a":"${megabytes(50)}"}`)
const unreachable = { code: "provider_unreachable", status: 503, tag: "@malformed" }

const tokens: Lie[] = [
  {
    title: "no type",
    provider: "oauth2",
    code: "token_invalid",
    behaviour: { token: (it) => ({ ...it, token_type: undefined }) },
    tag: "@defaults",
  },
  {
    title: "a type that we do not speak",
    provider: "oauth2",
    code: "token_invalid",
    behaviour: { token: (it) => ({ ...it, token_type: "mac" }) },
    tag: "@defaults",
  },
  {
    title: "an empty token",
    provider: "oauth2",
    code: "token_invalid",
    behaviour: { token: (it) => ({ ...it, access_token: "" }) },
    tag: "@fail-open",
  },
  {
    title: "a list around it",
    provider: "oauth2",
    code: "token_invalid",
    behaviour: { token: (it) => [it] },
    tag: "@fail-open",
  },
  {
    title: "nothing at all",
    provider: "oauth2",
    code: "token_invalid",
    behaviour: { token: () => reply({ body: "" }) },
    tag: "@fail-open",
  },
  {
    title: "a token beside status 403",
    provider: "oauth2",
    code: "token_refused",
    behaviour: { token: (it) => reply({ status: 403, body: JSON.stringify({ ...it, error: "no" }) }) },
    tag: "@fail-open",
  },
  {
    title: "a token of an object's own making",
    provider: "oauth2",
    code: "token_invalid",
    behaviour: { token: () => reply({ body: '{"__proto__":{"access_token":"x","token_type":"bearer"}}' }) },
    tag: "@malformed",
  },
  {
    title: "a redirect to where the code would be told",
    provider: "oauth2",
    code: "token_refused",
    behaviour: { token: () => reply({ status: 307, headers: { location: "/stolen" }, body: "{}" }) },
    tag: ["@ssrf", "@leak"],
  },
  {
    title: "fifty megabytes in a small parcel",
    ...unreachable,
    behaviour: { token: () => reply({ headers: { "content-encoding": "gzip" }, body: bomb }) },
  },
  {
    title: "an encoding that it does not have",
    ...unreachable,
    behaviour: { token: () => reply({ headers: { "content-encoding": "gzip" }, body: "{}" }) },
  },
  {
    title: "less than it announced",
    ...unreachable,
    behaviour: { token: () => reply({ headers: { "content-length": "50" }, body: cut() }) },
  },
]

refuseEach(tokens, (lie) => `a token answer with ${lie} is refused`)

const people: Lie[] = ["oidc", "oauth2"].flatMap((provider) => [
  {
    title: `fifty megabytes of userinfo by ${provider}`,
    provider,
    ...unreachable,
    behaviour: { userinfo: () => reply({ body: megabytes(50) }) },
  },
  {
    title: `fifty megabytes of userinfo in a small parcel by ${provider}`,
    provider,
    ...unreachable,
    behaviour: { userinfo: () => reply({ headers: { "content-encoding": "gzip" }, body: bomb }) },
  },
  {
    title: `userinfo nested ten thousand deep by ${provider}`,
    provider,
    ...unreachable,
    behaviour: { userinfo: () => reply({ body: `{"sub":"4711","id":"1","a":${nested(10_000)}}` }) },
  },
  {
    title: `a redirect in place of userinfo by ${provider}`,
    provider,
    code: "userinfo_invalid",
    behaviour: { userinfo: () => reply({ status: 302, headers: { location: "/stolen" }, body: "{}" }) },
    tag: ["@ssrf", "@leak"],
  },
  {
    title: `no userinfo at all by ${provider}`,
    provider,
    code: "userinfo_invalid",
    behaviour: { userinfo: () => reply({ body: "" }) },
    tag: "@fail-open",
  },
  {
    title: `an error with status 200 as userinfo by ${provider}`,
    provider,
    code: provider === "oidc" ? "userinfo_invalid" : "profile_invalid",
    behaviour: { userinfo: () => ({ error: "invalid_token" }) },
    tag: "@fail-open",
  },
])

refuseEach(people, (lie) => `${lie} signs nobody in`)

test(
  "a redirect is not followed, neither with a code nor with a token",
  { tag: ["@ssrf", "@leak"] },
  async ({ visitor, hostile }) => {
    const redirect = () =>
      reply({ status: 307, headers: { location: `${hostile.origin}/stolen` }, body: "{}" })
    for (const behaviour of [{ token: redirect }, { userinfo: redirect }])
      for (const provider of ["oidc", "oauth2", "github"]) {
        hostile.behave(behaviour)
        expect((await signIn(visitor, provider)).status).toBe(502)
        expect(hostile.received.map(({ path }) => path)).not.toContain("/stolen")
      }
    expect(await whoAmI(visitor)).toBeNull()
  },
)

test(
  "a profile that drips is given up after ten seconds, whatever arrived",
  { tag: "@malformed" },
  async ({ visitor, hostile }) => {
    async function* drip() {
      for (const char of '{"id":"1","name":"Slow"}'.padEnd(60)) {
        yield char
        await new Promise((resolve) => setTimeout(resolve, 500))
      }
    }
    hostile.behave({ userinfo: () => reply({ body: drip() }) })
    const start = performance.now()
    const answer = await signIn(visitor, "oauth2")
    expect({ code: codeOf(answer), status: answer.status }).toEqual({
      code: "provider_unreachable",
      status: 503,
    })
    expect(performance.now() - start).toBeLessThan(15_000)
    expect(await whoAmI(visitor)).toBeNull()
  },
)

test(
  "who comes back under another address is the same user, and keeps the first one",
  {
    tag: ["@identity", "@pre-hijack"],
  },
  async ({ app, hostile, records }) => {
    const person = { sub: "4711", name: "Hanna", email: "first@example.test", email_verified: true }
    for (const email of ["first@example.test", "second@example.test", undefined]) {
      hostile.behave({ person: { ...person, email } })
      expectSignedIn(await signIn(new Visitor(app.origin), "oidc"), `${app.origin}/dashboard`)
    }
    expect(await records.query('SELECT "email" FROM "User"')).toEqual([{ email: "first@example.test" }])
    expect(await records.query('SELECT "email" FROM "Account"')).toEqual([{ email: null }])
  },
)

test(
  "an address that a known account takes over from another user gives it nothing of theirs",
  {
    tag: ["@identity", "@pre-hijack"],
  },
  async ({ visitor, app, hostile, records }) => {
    await signIn(visitor, "oidc")
    const other = { sub: "5", name: "Other", email: "other@example.test", email_verified: true }
    hostile.behave({ person: other })
    await signIn(new Visitor(app.origin), "oidc")
    hostile.behave({ person: { ...other, email: "hanna@example.test" } })
    const again = new Visitor(app.origin)
    expectSignedIn(await signIn(again, "oidc"), `${app.origin}/dashboard`)
    expect(await whoAmI(again)).toMatchObject({ name: "Other", email: "other@example.test" })
    expect(await records.count("User")).toBe(2)
  },
)

test(
  "an unverified address of another user signs in to a user of its own",
  { tag: "@pre-hijack" },
  async ({ visitor, app, hostile, records }) => {
    await signIn(visitor, "oidc")
    for (const [sub, email_verified] of [
      ["5", false],
      ["6", "true"],
      ["7", undefined],
      ["8", 1],
    ] as const) {
      hostile.behave({ person: { sub, name: "Eve", email: "hanna@example.test", email_verified } })
      const eve = new Visitor(app.origin)
      expectSignedIn(await signIn(eve, "oidc"), `${app.origin}/dashboard`)
      expect(await whoAmI(eve)).toMatchObject({ name: "Eve" })
    }
    expect(await records.count("User")).toBe(5)
    const verified = 'SELECT "name" FROM "User" WHERE "emailVerified" IS NOT NULL'
    expect(await records.query(verified)).toEqual([{ name: "Hanna Hostile" }])
  },
)

for (const field of ["userId", "id", "role", "sessionToken", "emailVerified"])
  test(
    `a field ${field} in token, ID token and userinfo changes nothing of ours`,
    {
      tag: ["@identity", "@GHSA-99h5-pjcv-gr6v"],
    },
    async ({ visitor, hostile, records }) => {
      const more = { [field]: field === "role" ? "ADMIN" : "00000000-0000-0000-0000-000000000000" }
      hostile.behave({
        token: (it) => ({ ...it, ...more }),
        claims: (it) => ({ ...it, ...more }),
        userinfo: (it) => ({ ...it, ...more, email_verified: false }),
      })
      await signIn(visitor, "oidc")
      const [user] = await records.query('SELECT "id", "role"::text, "emailVerified" FROM "User"')
      expect(user).toMatchObject({ role: "USER", emailVerified: null })
      expect(user?.["id"]).not.toBe(more[field])
      expect(visitor.cookiesNamed("session-")[0]?.value).not.toBe(more[field])
    },
  )

function nested(depth: number): string {
  return "[".repeat(depth) + "]".repeat(depth)
}

async function* cut() {
  yield '{"access_token":'
}
