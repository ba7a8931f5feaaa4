// Random token and userinfo responses, up to the rows that they create.
import fc from "fast-check"
import { expect, test, Visitor } from "../support/fixtures"
import { currentUser, signIn } from "../support/flow"
import { anyText, expectValidResponse, fewRuns } from "../support/fuzz"
import { rawResponse } from "../support/hostile-provider"

test.use({ providerSet: "hostile" })
test.describe.configure({ timeout: 300_000 })

const json = (text: fc.Arbitrary<string>) => text.map((it) => JSON.stringify(it))
const values = fc.oneof(
  json(anyText),
  fc.constantFrom(
    "9007199254740993",
    "1e999",
    "-1",
    "2147483648",
    "null",
    "true",
    '"\\u0000"',
    '"\\ud800"',
    '"\u202e"',
  ),
  fc.json({ maxDepth: 3, stringUnit: "binary" }),
)
const fields = (...names: string[]) =>
  fc
    .array(fc.tuple(fc.constantFrom(...names, "__proto__", "constructor", "", "\0"), values), {
      maxLength: 5,
    })
    .map((pairs) => pairs.map(([name, value]) => `${JSON.stringify(name)}:${value}`))

test(
  "any userinfo creates an account with the exact id, or none",
  {
    tag: ["@identity", "@malformed"],
  },
  async ({ app, hostile, records }) => {
    const about = fields("name", "email", "picture", "avatar_url", "email_verified")
    const ids = fc.oneof(fc.bigInt({ min: 1n, max: 10n ** 30n }).map(String), json(anyText))
    await fc.assert(
      fc.asyncProperty(fc.constantFrom("oauth2", "oauth1"), ids, about, async (providerId, id, more) => {
        await records.empty()
        const body = `{"id":${id},${[...more, '"end":0'].join(",")}}`
        hostile.behave({ userinfo: () => rawResponse({ body }) })
        const visitor = new Visitor(app.origin)
        const response = await expectValidResponse(visitor, signIn(visitor, providerId))
        const rows = await records.query<{ id: string }>('SELECT "providerAccountId" AS id FROM "Account"')
        if (response.status !== 303)
          return expect({ rows, user: await currentUser(visitor) }).toEqual({ rows: [], user: null })
        // The id is stored exactly as the provider sent it.
        expect(rows).toEqual([{ id: id.startsWith('"') ? JSON.parse(id) : id }])
        const user = await currentUser(visitor)
        for (const text of [user?.name, user?.email])
          expect(text === null || (text?.isWellFormed() && !text.includes("\0"))).toBe(true)
      }),
      fewRuns,
    )
  },
)

test(
  "any claims of an ID token open a session, or the sign-in is rejected with a code",
  { tag: ["@malformed", "@identity"] },
  async ({ app, hostile, records }) => {
    const names = "sub sid name email email_verified picture auth_time azp at_hash acr amr nbf jti".split(" ")
    const claims = fields(...names).map(
      (pairs) => JSON.parse(`{${pairs.join(",")}}`) as Record<string, unknown>,
    )
    await fc.assert(
      fc.asyncProperty(claims, async (changes) => {
        await records.empty()
        hostile.behave({
          claims: (valid) => ({ ...valid, ...changes }),
          userinfo: () => ({ ...changes, sub: changes.sub ?? "4711" }),
        })
        const visitor = new Visitor(app.origin)
        const response = await expectValidResponse(visitor, signIn(visitor, "oidc"))
        expect(await records.count("Session")).toBe(response.status === 303 ? 1 : 0)
      }),
      fewRuns,
    )
  },
)

test(
  "any additional fields of a token response are stored, or the sign-in is rejected with a code",
  {
    tag: "@malformed",
  },
  async ({ app, hostile, records }) => {
    const added = fields("expires_in", "scope", "refresh_token", "token_type", "custom", "error")
    await fc.assert(
      fc.asyncProperty(fc.constantFrom("oauth2", "oidc", "github"), added, async (providerId, more) => {
        await records.empty()
        hostile.behave({
          token: (it) => rawResponse({ body: [JSON.stringify(it).slice(0, -1), ...more].join(",") + "}" }),
        })
        const visitor = new Visitor(app.origin)
        const response = await expectValidResponse(visitor, signIn(visitor, providerId))
        expect(await records.count("Session")).toBe(response.status === 303 ? 1 : 0)
      }),
      fewRuns,
    )
  },
)
