// Token and userinfo answers at random, down to the rows that they become.
import fc from "fast-check"
import { expect, test, Visitor } from "../support/fixtures"
import { signIn, whoAmI } from "../support/flow"
import { anyText, few, sound } from "../support/fuzz"
import { reply } from "../support/hostile-provider"

test.use({ cast: "hostile" })
test.describe.configure({ timeout: 120_000 })

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
  "whatever a provider says of a person, they get a row of their own by their exact id, or none",
  {
    tag: ["@identity", "@malformed"],
  },
  async ({ app, hostile, records }) => {
    const about = fields("name", "email", "picture", "avatar_url", "email_verified")
    const ids = fc.oneof(fc.bigInt({ min: 1n, max: 10n ** 30n }).map(String), json(anyText))
    await fc.assert(
      fc.asyncProperty(fc.constantFrom("oauth2", "oauth1"), ids, about, async (provider, id, more) => {
        await records.empty()
        const body = `{"id":${id},${[...more, '"end":0'].join(",")}}`
        hostile.behave({ userinfo: () => reply({ body }) })
        const visitor = new Visitor(app.origin)
        const answer = await sound(visitor, signIn(visitor, provider))
        const rows = await records.query<{ id: string }>('SELECT "providerAccountId" AS id FROM "Account"')
        if (answer.status !== 303)
          return expect({ rows, who: await whoAmI(visitor) }).toEqual({ rows: [], who: null })
        // Letter by letter what was said, where text is text.
        expect(rows).toEqual([{ id: id.startsWith('"') ? JSON.parse(id) : id }])
        const who = await whoAmI(visitor)
        for (const text of [who?.name, who?.email])
          expect(text === null || (text?.isWellFormed() && !text.includes("\0"))).toBe(true)
      }),
      few,
    )
  },
)

test(
  "whatever a provider adds to its tokens, they are kept or the sign-in is refused by name",
  {
    tag: "@malformed",
  },
  async ({ app, hostile, records }) => {
    const added = fields("expires_in", "scope", "refresh_token", "token_type", "custom", "error")
    await fc.assert(
      fc.asyncProperty(fc.constantFrom("oauth2", "oidc", "github"), added, async (provider, more) => {
        await records.empty()
        hostile.behave({
          token: (it) => reply({ body: [JSON.stringify(it).slice(0, -1), ...more].join(",") + "}" }),
        })
        const visitor = new Visitor(app.origin)
        const answer = await sound(visitor, signIn(visitor, provider))
        expect(await records.count("Session")).toBe(answer.status === 303 ? 1 : 0)
      }),
      few,
    )
  },
)
