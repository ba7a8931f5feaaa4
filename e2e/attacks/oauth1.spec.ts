// Attacks on a sign-in by OAuth 1.0a, on both providers that speak it. The provider checks our signatures with a
// library of others, so whatever succeeds here was signed as RFC 5849 wants it.
import { expect, test, Visitor } from "../support/fixtures"
import { approve, begin, expectRefused, expectSignedIn, signIn, whoAmI } from "../support/flow"
import type { Records } from "../support/records"

test.use({ cast: "hostile" })

const ids = ["twitter-legacy", "oauth1"] as const

/** Begins and approves. Returns our callback, as the provider calls it. */
async function callbackOf(visitor: Visitor, id: string): Promise<URL> {
  return new URL(await approve(visitor, await begin(visitor, id)))
}

/** The same address with other parameters; null takes one away. */
function twisted(address: URL, parameters: Record<string, string | null>): string {
  const url = new URL(address)
  for (const [name, value] of Object.entries(parameters))
    if (value === null) url.searchParams.delete(name)
    else url.searchParams.set(name, value)
  return url.href
}

function parameter(url: URL, name: string): string {
  return url.searchParams.get(name) ?? ""
}

async function expectNobody(visitor: Visitor, records: Records): Promise<void> {
  expect(await whoAmI(visitor)).toBeNull()
  expect(await records.count("User")).toBe(0)
  expect(await records.count("Session")).toBe(0)
}

for (const id of ids) {
  test(
    `a sign-in with ${id} is signed at each step, and never twice with one nonce`,
    {
      tag: ["@replay", "@defaults"],
    },
    async ({ visitor, app, hostile }) => {
      const callback = await callbackOf(visitor, id)
      expect(callback.origin + callback.pathname).toBe(`${app.origin}/api/auth/${id}/callback`)
      expectSignedIn(await visitor.get(callback.href), `${app.origin}/dashboard`)
      expect(await whoAmI(visitor)).toMatchObject({ name: "Hanna Hostile" })
      const signed = hostile.received.flatMap(({ headers }) => headers.authorization ?? [])
      const nonces = signed.map((header) => /oauth_nonce="(\w{32})"/.exec(header)?.[1])
      expect(new Set(nonces).size).toBe(3)
      expect(nonces).not.toContain(undefined)
    },
  )

  test(
    `the secret of ${id}'s temporary credentials leaves us in no address, cookie or row`,
    {
      tag: "@leak",
    },
    async ({ visitor, hostile, records }) => {
      const secrets: string[] = []
      const note = (answer: URLSearchParams) => void secrets.push(answer.get("oauth_token_secret") ?? "")
      hostile.behave({ temporary: note, access: note })
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
    `no destination leads off this site through ${id}`,
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
        const evil = { callbackUrl: destination, oauth_callback: destination, next: destination }
        expectSignedIn(await visitor.get(twisted(callback, evil)), `${app.origin}/dashboard`)

        hostile.behave({ answer: deny })
        const denied = new URL(await approve(visitor, await begin(visitor, id, form)))
        const headers = { accept: "text/html" }
        const page = new URL((await visitor.get(twisted(denied, evil), { headers })).location)
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
    `nothing that ${id} says at first changes where the visitor is sent`,
    {
      tag: ["@open-redirect", "@ssrf"],
    },
    async ({ visitor, hostile }) => {
      const token = "https://evil.example/?a=b&oauth_callback=https://evil.example#x"
      hostile.behave({
        temporary(answer) {
          answer.set("oauth_token", token)
          answer.set("oauth_callback", "https://evil.example")
          answer.set("xoauth_request_auth_url", "https://evil.example")
        },
      })
      const authorization = new URL(await begin(visitor, id))
      expect(authorization.origin).toBe(hostile.origin)
      expect([...authorization.searchParams]).toEqual([["oauth_token", token]])
    },
  )

  test(
    `a visitor who approves the request of an attacker at ${id} signs nobody in`,
    {
      tag: ["@fixation", "@GHSA-v923-w3x8-wh69"],
    },
    async ({ visitor: victim, app, records }) => {
      const attacker = new Visitor(app.origin)
      const callback = new URL(await approve(victim, await begin(attacker, id)))
      expectRefused(await victim.get(callback.href), "attempt_missing", 400)
      // The verifier went to the victim alone.
      const withoutVerifier = twisted(callback, { oauth_verifier: null })
      expectRefused(await attacker.copy().get(withoutVerifier), "answer_invalid", 400)
      await expectNobody(victim, records)
      await expectNobody(attacker, records)
    },
  )

  test(
    `a guessed verifier does not open a request that a victim approved at ${id}`,
    {
      tag: "@fixation",
    },
    async ({ visitor: victim, app, records }) => {
      const attacker = new Visitor(app.origin)
      const callback = new URL(await approve(victim, await begin(attacker, id)))
      const guessed = twisted(callback, { oauth_verifier: "guessed" })
      expectRefused(await attacker.get(guessed), "token_refused", 502)
      await expectNobody(attacker, records)
    },
  )

  test(
    `a victim's own try at ${id} does not take an attacker's approval`,
    {
      tag: ["@fixation", "@state"],
    },
    async ({ visitor: victim, app, records }) => {
      const attackers = await callbackOf(new Visitor(app.origin), id)
      const victims = await callbackOf(victim, id)
      const swapped = twisted(attackers, { state: parameter(victims, "state") })
      expectRefused(await victim.get(swapped), "answer_invalid", 400)
      await expectNobody(victim, records)
    },
  )

  test(
    `a token or verifier of another try at ${id} is refused`,
    {
      tag: ["@state", "@replay"],
    },
    async ({ visitor, records }) => {
      for (const [name, code, status] of [
        ["oauth_token", "answer_invalid", 400],
        ["oauth_verifier", "token_refused", 502],
      ] as const) {
        const [one, other] = [await callbackOf(visitor, id), await callbackOf(visitor, id)]
        const swapped = twisted(one, { [name]: parameter(other, name) })
        expectRefused(await visitor.get(swapped), code, status)
        expectRefused(await visitor.get(one.href), "attempt_missing", 400)
      }
      await expectNobody(visitor, records)
    },
  )

  test(
    `an answer of ${id} acts once, even if the provider believes it twice`,
    {
      tag: ["@replay", "@GHSA-7w99-5wm4-3g79"],
    },
    async ({ visitor, app, hostile, records }) => {
      hostile.behave({ forgetful: true })
      const callback = (await callbackOf(visitor, id)).href
      const [thief, twin] = [visitor.copy(), visitor.copy()]
      expectSignedIn(await visitor.get(callback), `${app.origin}/dashboard`)
      expectRefused(await visitor.get(callback), "attempt_missing", 400)
      for (const answer of await Promise.all([thief.get(callback), twin.get(callback)]))
        expectRefused(answer, "attempt_used", 409)
      expect(await whoAmI(thief)).toBeNull()
      expect(await records.count("Session")).toBe(1)
    },
  )

  test(
    `two answers of ${id} at once act once`,
    {
      tag: ["@replay", "@GHSA-7w99-5wm4-3g79"],
    },
    async ({ visitor, hostile, records }) => {
      hostile.behave({ forgetful: true })
      const callback = (await callbackOf(visitor, id)).href
      const answers = await Promise.all([visitor.copy(), visitor.copy()].map((twin) => twin.get(callback)))
      expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 409])
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
    `a try begun with ${from} does not end at ${to}`,
    {
      tag: ["@mix-up", "@GHSA-x445-f3h2-j279"],
    },
    async ({ visitor, records }) => {
      const callback = await callbackOf(visitor, from)
      const astray = new URL(callback)
      astray.pathname = `/api/auth/${to}/callback`
      astray.searchParams.append("code", "code")
      astray.searchParams.append("oauth_token", "token")
      expectRefused(await visitor.get(astray.href), "attempt_mismatch", 400)
      expectRefused(await visitor.get(callback.href), "attempt_missing", 400)
      await expectNobody(visitor, records)
    },
  )

test("the same id at two providers is two users", { tag: "@identity" }, async ({ app, records }) => {
  for (const id of [...ids, "oauth2"]) await signIn(new Visitor(app.origin), id)
  expect(await records.count("User")).toBe(3)
})

test(
  "the token answer's own words on who signed in yield to the signed userinfo",
  {
    tag: "@identity",
  },
  async ({ visitor, hostile, records }) => {
    hostile.behave({
      access(answer) {
        for (const name of ["user_id", "id", "id_str"]) answer.set(name, "666")
      },
    })
    for (const id of ids) await signIn(visitor, id)
    const rows = await records.query('SELECT "providerAccountId" AS id FROM "Account"')
    expect(rows).toEqual([{ id: "4711" }, { id: "4711" }])
  },
)

const twists: { title: string; twist: (answer: URLSearchParams) => void; code: string; tag: string }[] = [
  { title: "no state", twist: (it) => it.delete("state"), code: "attempt_missing", tag: "@stripped-check" },
  { title: "an empty state", twist: (it) => it.set("state", ""), code: "attempt_missing", tag: "@state" },
  {
    title: "another state",
    twist: (it) => it.set("state", "a".repeat(43)),
    code: "attempt_missing",
    tag: "@state",
  },
  {
    title: "another state after its own",
    twist: (it) => it.append("state", "a".repeat(43)),
    code: "answer_invalid",
    tag: "@state",
  },
  {
    title: "another state before its own",
    twist(it) {
      const own = it.get("state") ?? ""
      it.set("state", "a".repeat(43))
      it.append("state", own)
    },
    code: "attempt_missing",
    tag: "@state",
  },
  {
    title: "no verifier",
    twist: (it) => it.delete("oauth_verifier"),
    code: "answer_invalid",
    tag: "@stripped-check",
  },
  {
    title: "an empty verifier",
    twist: (it) => it.set("oauth_verifier", ""),
    code: "answer_invalid",
    tag: "@stripped-check",
  },
  {
    title: "two verifiers",
    twist: (it) => it.append("oauth_verifier", it.get("oauth_verifier") ?? ""),
    code: "answer_invalid",
    tag: "@malformed",
  },
  {
    title: "no token",
    twist: (it) => it.delete("oauth_token"),
    code: "answer_invalid",
    tag: "@stripped-check",
  },
  {
    title: "another token",
    twist: (it) => it.set("oauth_token", "x"),
    code: "answer_invalid",
    tag: "@state",
  },
  {
    title: "two tokens",
    twist: (it) => it.append("oauth_token", it.get("oauth_token") ?? ""),
    code: "answer_invalid",
    tag: "@malformed",
  },
  { title: "a refusal", twist: deny, code: "access_denied", tag: "@fail-open" },
  {
    title: "a refusal of another's token",
    twist: (it) => it.set("denied", "x"),
    code: "answer_invalid",
    tag: "@state",
  },
  {
    title: "a refusal beside a verifier",
    twist: (it) => it.set("denied", it.get("oauth_token") ?? ""),
    code: "access_denied",
    tag: "@fail-open",
  },
  {
    title: "a problem beside a verifier",
    twist: (it) => it.set("oauth_problem", "<script>alert(1)</script>"),
    code: "provider_refused",
    tag: "@fail-open",
  },
]

const statuses: Record<string, number> = { access_denied: 403, provider_refused: 502 }

for (const { title, twist, code, tag } of twists)
  test(
    `an OAuth 1.0a answer with ${title} signs nobody in`,
    { tag },
    async ({ visitor, hostile, records }) => {
      hostile.behave({ answer: twist })
      for (const id of ids) expectRefused(await signIn(visitor, id), code, statuses[code] ?? 400)
      await expectNobody(visitor, records)
      expect(visitor.cookiesNamed("session-")).toEqual([])
    },
  )

function deny(answer: URLSearchParams): void {
  answer.set("denied", answer.get("oauth_token") ?? "")
  answer.delete("oauth_token")
  answer.delete("oauth_verifier")
}
