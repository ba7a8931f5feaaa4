// Attacks on sign-ins with OAuth 1.0a, at both providers that support it. The hostile provider verifies signatures with a library
// that the app does not use, so every successful request is signed as RFC 5849 requires.
import { expect, test, Visitor } from "../support/fixtures"
import { approve, begin, currentUser, expectError, expectSignedIn, signIn } from "../support/flow"
import type { Records } from "../support/records"

test.use({ providerSet: "hostile" })

const ids = ["twitter-legacy", "oauth1"] as const

/** Begins and approves. Returns the callback URL that the provider redirects to. */
async function callbackOf(visitor: Visitor, id: string): Promise<URL> {
  return new URL(await approve(visitor, await begin(visitor, id)))
}

/** The same URL with other parameters; null removes one. */
function withParams(address: URL, parameters: Record<string, string | null>): string {
  const url = new URL(address)
  for (const [name, value] of Object.entries(parameters))
    if (value === null) url.searchParams.delete(name)
    else url.searchParams.set(name, value)
  return url.href
}

function parameter(url: URL, name: string): string {
  return url.searchParams.get(name) ?? ""
}

async function expectNoUser(visitor: Visitor, records: Records): Promise<void> {
  expect(await currentUser(visitor)).toBeNull()
  expect(await records.count("User")).toBe(0)
  expect(await records.count("Session")).toBe(0)
}

for (const id of ids) {
  test(
    `every request of a sign-in with ${id} is signed with a new nonce`,
    {
      tag: ["@replay", "@defaults"],
    },
    async ({ visitor, app, hostile }) => {
      const callback = await callbackOf(visitor, id)
      expect(callback.origin + callback.pathname).toBe(`${app.origin}/api/auth/${id}/callback`)
      expectSignedIn(await visitor.get(callback.href), `${app.origin}/dashboard`)
      expect(await currentUser(visitor)).toMatchObject({ name: "Hanna Hostile" })
      const signed = hostile.received.flatMap(({ headers }) => headers.authorization ?? [])
      const nonces = signed.map((header) => /oauth_nonce="(\w{32})"/.exec(header)?.[1])
      expect(new Set(nonces).size).toBe(3)
      expect(nonces).not.toContain(undefined)
    },
  )

  test(
    `the secret of ${id}'s temporary credentials is in no URL, cookie or row`,
    {
      tag: "@leak",
    },
    async ({ visitor, hostile, records }) => {
      const secrets: string[] = []
      const record = (response: URLSearchParams) =>
        void secrets.push(response.get("oauth_token_secret") ?? "")
      hostile.behave({ temporary: record, access: record })
      const authorization = await begin(visitor, id)
      expect([...new URL(authorization).searchParams.keys()]).toEqual(["oauth_token"])
      const seen = [authorization, JSON.stringify([...visitor.cookies.values()])]
      await visitor.get(await approve(visitor, authorization))
      seen.push(await records.everything(), JSON.stringify([...visitor.cookies.values()]))
      expect(secrets).toHaveLength(2)
      for (const secret of secrets) expect(seen.join("\n")).not.toContain(secret)
    },
  )

  test(
    `a sign-in with ${id} ends on this site for every destination`,
    {
      tag: ["@open-redirect", "@GHSA-q2mx-j4x2-2h74"],
    },
    async ({ visitor, app, hostile }) => {
      const { host } = new URL(app.origin)
      for (const destination of [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "/.//evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        `${app.origin}.evil.example/`,
        `${app.origin}@evil.example/`,
        `http://${host}:80@evil.example/`,
        `${app.origin}\\@evil.example`,
        "/x\r\nlocation: https://evil.example",
      ]) {
        const form = { callbackUrl: destination, oauth_callback: destination, returnTo: destination }
        hostile.behave()
        const callback = new URL(await approve(visitor, await begin(visitor, id, form)))
        const injected = { callbackUrl: destination, oauth_callback: destination, next: destination }
        expectSignedIn(await visitor.get(withParams(callback, injected)), `${app.origin}/dashboard`)

        hostile.behave({ authorizationResponse: deny })
        const denied = new URL(await approve(visitor, await begin(visitor, id, form)))
        const headers = { accept: "text/html" }
        const page = new URL((await visitor.get(withParams(denied, injected), { headers })).location)
        expect(page.origin).toBe(app.origin)
        expect(Object.fromEntries(page.searchParams)).toEqual({
          error: "access_denied",
          ref: expect.stringMatching(/^\w{8}$/),
          provider: id,
          callbackUrl: "/dashboard",
        })
      }
    },
  )

  test(
    `the temporary credentials of ${id} do not change the authorization endpoint`,
    {
      tag: ["@open-redirect", "@ssrf"],
    },
    async ({ visitor, hostile }) => {
      const token = "https://evil.example/?a=b&oauth_callback=https://evil.example#x"
      hostile.behave({
        temporary(response) {
          response.set("oauth_token", token)
          response.set("oauth_callback", "https://evil.example")
          response.set("xoauth_request_auth_url", "https://evil.example")
        },
      })
      const authorization = new URL(await begin(visitor, id))
      expect(authorization.origin).toBe(hostile.origin)
      expect([...authorization.searchParams]).toEqual([["oauth_token", token]])
    },
  )

  test(
    `a request of an attacker that a visitor approves at ${id} does not sign in`,
    {
      tag: ["@fixation", "@GHSA-v923-w3x8-wh69"],
    },
    async ({ visitor: victim, app, records }) => {
      const attacker = new Visitor(app.origin)
      const callback = new URL(await approve(victim, await begin(attacker, id)))
      expectError(await victim.get(callback.href), "attempt_missing", 400)
      // Only the victim received the verifier.
      const withoutVerifier = withParams(callback, { oauth_verifier: null })
      expectError(await attacker.copy().get(withoutVerifier), "answer_invalid", 400)
      await expectNoUser(victim, records)
      await expectNoUser(attacker, records)
    },
  )

  test(
    `a guessed verifier for a request that a victim approved at ${id} is rejected`,
    {
      tag: "@fixation",
    },
    async ({ visitor: victim, app, records }) => {
      const attacker = new Visitor(app.origin)
      const callback = new URL(await approve(victim, await begin(attacker, id)))
      const guessed = withParams(callback, { oauth_verifier: "guessed" })
      expectError(await attacker.get(guessed), "token_refused", 502)
      await expectNoUser(attacker, records)
    },
  )

  test(
    `a victim's own attempt at ${id} does not accept an attacker's token`,
    {
      tag: ["@fixation", "@state"],
    },
    async ({ visitor: victim, app, records }) => {
      const attackersCallback = await callbackOf(new Visitor(app.origin), id)
      const victimsCallback = await callbackOf(victim, id)
      const swapped = withParams(attackersCallback, { state: parameter(victimsCallback, "state") })
      expectError(await victim.get(swapped), "answer_invalid", 400)
      await expectNoUser(victim, records)
    },
  )

  test(
    `a token or verifier of another attempt at ${id} is rejected`,
    {
      tag: ["@state", "@replay"],
    },
    async ({ visitor, records }) => {
      for (const [name, code, status] of [
        ["oauth_token", "answer_invalid", 400],
        ["oauth_verifier", "token_refused", 502],
      ] as const) {
        const [one, other] = [await callbackOf(visitor, id), await callbackOf(visitor, id)]
        const swapped = withParams(one, { [name]: parameter(other, name) })
        expectError(await visitor.get(swapped), code, status)
        expectError(await visitor.get(one.href), "attempt_missing", 400)
      }
      await expectNoUser(visitor, records)
    },
  )

  test(
    `an authorization response of ${id} works once, even if the provider accepts it twice`,
    {
      tag: ["@replay", "@GHSA-7w99-5wm4-3g79"],
    },
    async ({ visitor, app, hostile, records }) => {
      hostile.behave({ acceptsReplay: true })
      const callback = (await callbackOf(visitor, id)).href
      const [thief, twin] = [visitor.copy(), visitor.copy()]
      expectSignedIn(await visitor.get(callback), `${app.origin}/dashboard`)
      // The user is signed in already, so the same callback only leads on.
      expectSignedIn(await visitor.get(callback), `${app.origin}/dashboard`)
      for (const response of await Promise.all([thief.get(callback), twin.get(callback)]))
        expectError(response, "attempt_used", 409)
      expect(await currentUser(thief)).toBeNull()
      expect(await records.count("Session")).toBe(1)
    },
  )

  test(
    `only one of two simultaneous authorization responses of ${id} signs in`,
    {
      tag: ["@replay", "@GHSA-7w99-5wm4-3g79"],
    },
    async ({ visitor, hostile, records }) => {
      hostile.behave({ acceptsReplay: true })
      const callback = (await callbackOf(visitor, id)).href
      const responses = await Promise.all([visitor.copy(), visitor.copy()].map((twin) => twin.get(callback)))
      expect(responses.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 409])
      expect(await records.count("Session")).toBe(1)
    },
  )
}

for (const [from, to] of [
  ["twitter-legacy", "oauth1"],
  ["oauth1", "twitter-legacy"],
  ["oauth1", "oauth2"],
  ["oauth1", "oidc"],
  ["oidc", "oauth1"],
  ["github", "twitter-legacy"],
] as const)
  test(
    `an attempt that began with ${from} is rejected at ${to}`,
    {
      tag: ["@mix-up", "@GHSA-x445-f3h2-j279"],
    },
    async ({ visitor, records }) => {
      const callback = await callbackOf(visitor, from)
      const misdirected = new URL(callback)
      misdirected.pathname = `/api/auth/${to}/callback`
      misdirected.searchParams.append("code", "code")
      misdirected.searchParams.append("oauth_token", "token")
      expectError(await visitor.get(misdirected.href), "attempt_mismatch", 400)
      expectError(await visitor.get(callback.href), "attempt_missing", 400)
      await expectNoUser(visitor, records)
    },
  )

test("the same id at two providers is two users", { tag: "@identity" }, async ({ app, records }) => {
  for (const id of [...ids, "oauth2"]) await signIn(new Visitor(app.origin), id)
  expect(await records.count("User")).toBe(3)
})

test(
  "user ids in the access token response are ignored in favour of the userinfo",
  {
    tag: "@identity",
  },
  async ({ visitor, hostile, records }) => {
    hostile.behave({
      access(response) {
        for (const name of ["user_id", "id", "id_str"]) response.set(name, "666")
      },
    })
    for (const id of ids) await signIn(visitor, id)
    const rows = await records.query('SELECT "providerAccountId" AS id FROM "Account"')
    expect(rows).toEqual([{ id: "4711" }, { id: "4711" }])
  },
)

const changes: { title: string; change: (response: URLSearchParams) => void; code: string; tag: string }[] = [
  { title: "no state", change: (it) => it.delete("state"), code: "attempt_missing", tag: "@stripped-check" },
  { title: "an empty state", change: (it) => it.set("state", ""), code: "attempt_missing", tag: "@state" },
  {
    title: "another state",
    change: (it) => it.set("state", "a".repeat(43)),
    code: "attempt_missing",
    tag: "@state",
  },
  {
    title: "another state after its own",
    change: (it) => it.append("state", "a".repeat(43)),
    code: "answer_invalid",
    tag: "@state",
  },
  {
    title: "another state before its own",
    change(it) {
      const own = it.get("state") ?? ""
      it.set("state", "a".repeat(43))
      it.append("state", own)
    },
    code: "attempt_missing",
    tag: "@state",
  },
  {
    title: "no verifier",
    change: (it) => it.delete("oauth_verifier"),
    code: "answer_invalid",
    tag: "@stripped-check",
  },
  {
    title: "an empty verifier",
    change: (it) => it.set("oauth_verifier", ""),
    code: "answer_invalid",
    tag: "@stripped-check",
  },
  {
    title: "two verifiers",
    change: (it) => it.append("oauth_verifier", it.get("oauth_verifier") ?? ""),
    code: "answer_invalid",
    tag: "@malformed",
  },
  {
    title: "no token",
    change: (it) => it.delete("oauth_token"),
    code: "answer_invalid",
    tag: "@stripped-check",
  },
  {
    title: "another token",
    change: (it) => it.set("oauth_token", "x"),
    code: "answer_invalid",
    tag: "@state",
  },
  {
    title: "two tokens",
    change: (it) => it.append("oauth_token", it.get("oauth_token") ?? ""),
    code: "answer_invalid",
    tag: "@malformed",
  },
  { title: "denied access", change: deny, code: "access_denied", tag: "@fail-open" },
  {
    title: "denied access for another token",
    change: (it) => it.set("denied", "x"),
    code: "answer_invalid",
    tag: "@state",
  },
  {
    title: "denied access and a verifier",
    change: (it) => it.set("denied", it.get("oauth_token") ?? ""),
    code: "access_denied",
    tag: "@fail-open",
  },
  {
    title: "an oauth_problem and a verifier",
    change: (it) => it.set("oauth_problem", "<script>alert(1)</script>"),
    code: "provider_refused",
    tag: "@fail-open",
  },
]

const statuses: Record<string, number> = { access_denied: 403, provider_refused: 502 }

for (const { title, change, code, tag } of changes)
  test(
    `an OAuth 1.0a authorization response with ${title} is rejected`,
    { tag },
    async ({ visitor, hostile, records }) => {
      hostile.behave({ authorizationResponse: change })
      for (const id of ids) expectError(await signIn(visitor, id), code, statuses[code] ?? 400)
      await expectNoUser(visitor, records)
      expect(visitor.cookiesNamed("session-")).toEqual([])
    },
  )

function deny(response: URLSearchParams): void {
  response.set("denied", response.get("oauth_token") ?? "")
  response.delete("oauth_token")
  response.delete("oauth_verifier")
}
