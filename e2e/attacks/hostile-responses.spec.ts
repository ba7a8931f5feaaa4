// Hostile responses of OAuth 2.0 and OpenID providers: wrong types, large bodies, redirects, incomplete data.
import { setTimeout } from "node:timers/promises"
import { gzipSync } from "node:zlib"
import { expect, test, Visitor } from "../support/fixtures"
import { currentUser, errorCode, expectSignedIn, signIn } from "../support/flow"
import { rawResponse } from "../support/hostile-provider"
import { testInvalidResponses, type InvalidResponse } from "../support/invalid-responses"

test.use({ providerSet: "hostile" })

const megabytes = (count: number) => " ".repeat(count * 1_000_000)
const bomb = gzipSync(`{"id":"1","sub":"4711","a":"${megabytes(50)}"}`)
const unreachable = { code: "provider_unreachable", status: 503, tag: "@malformed" }

const tokens: InvalidResponse[] = [
  {
    title: "no type",
    providerId: "oauth2",
    code: "token_invalid",
    behaviour: { token: (it) => ({ ...it, token_type: undefined }) },
    tag: "@defaults",
  },
  {
    title: "an unsupported type",
    providerId: "oauth2",
    code: "token_invalid",
    behaviour: { token: (it) => ({ ...it, token_type: "mac" }) },
    tag: "@defaults",
  },
  {
    title: "an empty token",
    providerId: "oauth2",
    code: "token_invalid",
    behaviour: { token: (it) => ({ ...it, access_token: "" }) },
    tag: "@fail-open",
  },
  {
    title: "an array around it",
    providerId: "oauth2",
    code: "token_invalid",
    behaviour: { token: (it) => [it] },
    tag: "@fail-open",
  },
  {
    title: "an empty body",
    providerId: "oauth2",
    code: "token_invalid",
    behaviour: { token: () => rawResponse({ body: "" }) },
    tag: "@fail-open",
  },
  {
    title: "an access token with status 403",
    providerId: "oauth2",
    code: "token_refused",
    behaviour: { token: (it) => rawResponse({ status: 403, body: JSON.stringify({ ...it, error: "no" }) }) },
    tag: "@fail-open",
  },
  {
    title: "an access token in __proto__",
    providerId: "oauth2",
    code: "token_invalid",
    behaviour: {
      token: () => rawResponse({ body: '{"__proto__":{"access_token":"x","token_type":"bearer"}}' }),
    },
    tag: "@malformed",
  },
  {
    title: "a redirect that would leak the code",
    providerId: "oauth2",
    code: "token_refused",
    behaviour: { token: () => rawResponse({ status: 307, headers: { location: "/stolen" }, body: "{}" }) },
    tag: ["@ssrf", "@leak"],
  },
  {
    title: "a small compressed body of fifty megabytes",
    ...unreachable,
    behaviour: { token: () => rawResponse({ headers: { "content-encoding": "gzip" }, body: bomb }) },
  },
  {
    title: "a wrong content encoding",
    ...unreachable,
    behaviour: { token: () => rawResponse({ headers: { "content-encoding": "gzip" }, body: "{}" }) },
  },
  {
    title: "a body shorter than its content length",
    ...unreachable,
    behaviour: { token: () => rawResponse({ headers: { "content-length": "50" }, body: truncated() }) },
  },
]

testInvalidResponses(tokens, (title) => `a token response with ${title} is rejected`)

const userinfoResponses: InvalidResponse[] = ["oidc", "oauth2"].flatMap((providerId) => [
  {
    title: `fifty megabytes of userinfo from ${providerId}`,
    providerId,
    ...unreachable,
    behaviour: { userinfo: () => rawResponse({ body: megabytes(50) }) },
  },
  {
    title: `a small compressed body of fifty megabytes of userinfo from ${providerId}`,
    providerId,
    ...unreachable,
    behaviour: { userinfo: () => rawResponse({ headers: { "content-encoding": "gzip" }, body: bomb }) },
  },
  {
    title: `userinfo nested ten thousand deep from ${providerId}`,
    providerId,
    ...unreachable,
    behaviour: { userinfo: () => rawResponse({ body: `{"sub":"4711","id":"1","a":${nested(10_000)}}` }) },
  },
  {
    title: `a redirect in place of userinfo from ${providerId}`,
    providerId,
    code: "userinfo_invalid",
    behaviour: { userinfo: () => rawResponse({ status: 302, headers: { location: "/stolen" }, body: "{}" }) },
    tag: ["@ssrf", "@leak"],
  },
  {
    title: `empty userinfo from ${providerId}`,
    providerId,
    code: "userinfo_invalid",
    behaviour: { userinfo: () => rawResponse({ body: "" }) },
    tag: "@fail-open",
  },
  {
    title: `an error with status 200 as userinfo from ${providerId}`,
    providerId,
    code: providerId === "oidc" ? "userinfo_invalid" : "profile_invalid",
    behaviour: { userinfo: () => ({ error: "invalid_token" }) },
    tag: "@fail-open",
  },
])

testInvalidResponses(userinfoResponses, (title) => `${title} is rejected`)

test(
  "a redirect of the token or userinfo endpoint is not followed",
  { tag: ["@ssrf", "@leak"] },
  async ({ visitor, hostile }) => {
    const redirect = () =>
      rawResponse({ status: 307, headers: { location: `${hostile.origin}/stolen` }, body: "{}" })
    for (const behaviour of [{ token: redirect }, { userinfo: redirect }])
      for (const providerId of ["oidc", "oauth2", "github"]) {
        hostile.behave(behaviour)
        expect((await signIn(visitor, providerId)).status).toBe(502)
        expect(hostile.received.map(({ path }) => path)).not.toContain("/stolen")
      }
    expect(await currentUser(visitor)).toBeNull()
  },
)

test(
  "a userinfo response that arrives slowly is aborted after ten seconds",
  { tag: "@malformed" },
  async ({ visitor, hostile }) => {
    // Without the timeout the sign-in would succeed after this time.
    const durationMs = 45_000
    async function* slowly() {
      for (const char of '{"id":"1","name":"Slow"}'.padEnd(durationMs / 500)) {
        yield char
        await setTimeout(500, undefined, { ref: false })
      }
    }
    hostile.behave({ userinfo: () => rawResponse({ body: slowly() }) })
    const start = performance.now()
    const response = await signIn(visitor, "oauth2")
    expect({ code: errorCode(response), status: response.status }).toEqual({
      code: "provider_unreachable",
      status: 503,
    })
    expect(performance.now() - start).toBeLessThan(durationMs)
    expect(await currentUser(visitor)).toBeNull()
  },
)

test(
  "a returning user with another address is the same user, and an address that is no longer given proves nothing",
  {
    tag: ["@identity", "@pre-hijack"],
  },
  async ({ app, hostile, records }) => {
    const user = { sub: "4711", name: "Hanna", email: "first@example.test", email_verified: true }
    for (const email of ["first@example.test", "second@example.test", undefined]) {
      hostile.behave({ user: { ...user, email } })
      expectSignedIn(await signIn(new Visitor(app.origin), "oidc"), `${app.origin}/dashboard`)
    }
    expect(await records.query('SELECT "email", "emailVerified" FROM "User"')).toEqual([
      { email: "second@example.test", emailVerified: null },
    ])
    expect(await records.query('SELECT "email" FROM "Account"')).toEqual([{ email: null }])
  },
)

test(
  "a known account with the address of another user gets no access to that user",
  {
    tag: ["@identity", "@pre-hijack"],
  },
  async ({ visitor, app, hostile, records }) => {
    await signIn(visitor, "oidc")
    const other = { sub: "5", name: "Other", email: "other@example.test", email_verified: true }
    hostile.behave({ user: other })
    await signIn(new Visitor(app.origin), "oidc")
    hostile.behave({ user: { ...other, email: "hanna@example.test" } })
    const again = new Visitor(app.origin)
    expectSignedIn(await signIn(again, "oidc"), `${app.origin}/dashboard`)
    expect(await currentUser(again)).toMatchObject({ name: "Other", email: "other@example.test" })
    expect(await records.count("User")).toBe(2)
  },
)

test(
  "an account with the unverified address of another user becomes a separate user",
  { tag: "@pre-hijack" },
  async ({ visitor, app, hostile, records }) => {
    await signIn(visitor, "oidc")
    for (const [sub, email_verified] of [
      ["5", false],
      ["6", "true"],
      ["7", undefined],
      ["8", 1],
    ] as const) {
      hostile.behave({ user: { sub, name: "Eve", email: "hanna@example.test", email_verified } })
      const eve = new Visitor(app.origin)
      expectSignedIn(await signIn(eve, "oidc"), `${app.origin}/dashboard`)
      expect(await currentUser(eve)).toMatchObject({ name: "Eve" })
    }
    expect(await records.count("User")).toBe(5)
    const verified = 'SELECT "name" FROM "User" WHERE "emailVerified" IS NOT NULL'
    expect(await records.query(verified)).toEqual([{ name: "Hanna Hostile" }])
  },
)

for (const field of ["userId", "id", "role", "sessionToken", "emailVerified"])
  test(
    `a field ${field} in token response, ID token and userinfo is ignored`,
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

async function* truncated() {
  yield '{"access_token":'
}
