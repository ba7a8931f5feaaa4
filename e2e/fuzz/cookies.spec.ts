// Cookies at random: of ours changed, cut, swapped, and of others many and huge.
import fc from "fast-check"
import { expect, test } from "../support/fixtures"
import { approve, begin, expectSignedIn, signIn, whoAmI } from "../support/flow"
import { few, headerText, sound } from "../support/fuzz"
import type { Visitor } from "../support/visitor"

test.use({ cast: "hostile" })
test.describe.configure({ timeout: 120_000 })

type Change = { at: number; letter: string; way: "change" | "insert" | "cut" | "double" }

const changes = fc.record<Change>({
  at: fc.nat(),
  letter: fc.constantFrom(..."Aa0_-.=%".split("")),
  way: fc.constantFrom("change", "insert", "cut", "double"),
})

function changed(value: string, { at, letter, way }: Change): string {
  // The last letter of base64url has bits that count for nothing.
  const place = at % (value.length - 1)
  if (way === "cut") return value.slice(0, place)
  if (way === "double") return value + value
  return value.slice(0, place) + letter + value.slice(way === "insert" ? place : place + 1)
}

test(
  "a session cookie that was changed in any way is nobody's",
  {
    tag: ["@sealed-purpose", "@fixation"],
  },
  async ({ visitor }) => {
    await signIn(visitor, "oidc")
    const [cookie] = visitor.cookiesNamed("session-")
    const { name = "", value = "" } = cookie ?? {}
    await fc.assert(
      fc.asyncProperty(changes, async (change) => {
        const other = changed(value, change)
        fc.pre(other !== value)
        const headers = { cookie: `${name}=${other}` }
        expect((await sound(visitor, visitor.copy().get("/api/auth/session", { headers }))).text).toBe("null")
        expect((await sound(visitor, visitor.copy().get("/dashboard", { headers }))).status).toBe(307)
      }),
      few,
    )
    expect(await whoAmI(visitor)).not.toBeNull()
  },
)

for (const id of ["oidc", "oauth1"])
  test(
    `an attempt's cookie of ${id} that was changed in any way finishes nothing`,
    {
      tag: ["@sealed-purpose", "@state"],
    },
    async ({ visitor, app, records }) => {
      const callback = await approve(visitor, await begin(visitor, id))
      const [cookie] = visitor.cookiesNamed("attempt-")
      const { name = "", value = "" } = cookie ?? {}
      await fc.assert(
        fc.asyncProperty(changes, async (change) => {
          const other = changed(value, change)
          fc.pre(!isSame(other, value))
          const answer = await sound(
            visitor,
            visitor.copy().get(callback, { headers: { cookie: `${name}=${other}` } }),
          )
          expect({ status: answer.status, text: answer.text }).toEqual({
            status: 400,
            text: expect.stringContaining('"attempt_missing"'),
          })
        }),
        few,
      )
      expect(await records.activity()).toEqual([])
      expectSignedIn(await visitor.get(callback), `${app.origin}/dashboard`)
    },
  )

test(
  "other cookies, many or huge, break no route and sign nobody in",
  { tag: "@malformed" },
  async ({ visitor, app }) => {
    const { port } = new URL(app.origin)
    const names = fc.oneof(
      fc.constantFrom(
        `session-${port}`,
        `attempt-${port}`,
        `attempt-${port}-x`,
        `answer-${port}-${"x".repeat(16)}`,
      ),
      fc.constantFrom("__Host-session", "__proto__", "constructor", "", " "),
      headerText,
    )
    const pairs = fc.tuple(
      names,
      fc.oneof(
        headerText,
        fc.nat(3_000).map((length) => "x".repeat(length)),
      ),
    )
    const jars = fc.oneof(
      fc.array(pairs, { maxLength: 8 }),
      fc
        .nat(150)
        .map((count) =>
          Array.from({ length: count }, (_, at): [string, string] => [
            `attempt-${port}-${at}`,
            "x".repeat(80),
          ]),
        ),
    )
    await fc.assert(
      fc.asyncProperty(jars, async (jar) => {
        const cookie = jar.map((pair) => pair.join("=")).join("; ")
        const headers = { cookie: Buffer.from(cookie, "latin1").toString("latin1") }
        await expectNobody(visitor, headers)
      }),
      few,
    )
  },
)

async function expectNobody(visitor: Visitor, headers: Record<string, string>): Promise<void> {
  const session = await sound(visitor, visitor.copy().get("/api/auth/session", { headers }))
  // Node refuses a head of more than 16 kB by itself.
  expect([200, 431]).toContain(session.status)
  if (session.status === 200) expect(session.text).toBe("null")
  for (const path of ["/dashboard", "/signin", "/api/auth/oidc/callback?state=x&code=y"])
    await sound(visitor, visitor.copy().get(path, { headers }))
  await sound(visitor, visitor.copy().post("/api/auth/signout", { headers }))
}

/** Base64url has letters whose last bits count for nothing. */
function isSame(one: string, other: string): boolean {
  const bytes = (text: string) =>
    text
      .split(".")
      .map((part) => Buffer.from(part, "base64url").toString("hex"))
      .join()
  return bytes(one) === bytes(other)
}
