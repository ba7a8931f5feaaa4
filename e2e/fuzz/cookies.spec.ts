// Random cookies: our own with changed values, and foreign ones, many and large.
import fc from "fast-check"
import { expect, test } from "../support/fixtures"
import { approve, begin, currentUser, expectSignedIn, signIn } from "../support/flow"
import { expectValidResponse, fewRuns, headerText } from "../support/fuzz"
import type { Visitor } from "../support/visitor"

test.use({ providerSet: "hostile" })
test.describe.configure({ timeout: 300_000 })

type Change = { at: number; letter: string; way: "change" | "insert" | "truncate" | "double" }

const changes = fc.record<Change>({
  at: fc.nat(),
  letter: fc.constantFrom(..."Aa0_-.=%".split("")),
  way: fc.constantFrom("change", "insert", "truncate", "double"),
})

function changed(value: string, { at, letter, way }: Change): string {
  // The last letter of base64url has unused bits, so changing it may not change the value.
  const place = at % (value.length - 1)
  if (way === "truncate") return value.slice(0, place)
  if (way === "double") return value + value
  return value.slice(0, place) + letter + value.slice(way === "insert" ? place : place + 1)
}

test(
  "a session cookie that was changed in any way is rejected",
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
        expect(
          (await expectValidResponse(visitor, visitor.copy().get("/api/auth/session", { headers }))).text,
        ).toBe("null")
        expect(
          (await expectValidResponse(visitor, visitor.copy().get("/dashboard", { headers }))).status,
        ).toBe(307)
      }),
      fewRuns,
    )
    expect(await currentUser(visitor)).not.toBeNull()
  },
)

for (const id of ["oidc", "oauth1"])
  test(
    `an attempt cookie of ${id} that was changed in any way is rejected`,
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
          const response = await expectValidResponse(
            visitor,
            visitor.copy().get(callback, { headers: { cookie: `${name}=${other}` } }),
          )
          expect({ status: response.status, text: response.text }).toEqual({
            status: 400,
            text: expect.stringContaining('"attempt_missing"'),
          })
        }),
        fewRuns,
      )
      expect(await records.activity()).toEqual([])
      expectSignedIn(await visitor.get(callback), `${app.origin}/dashboard`)
    },
  )

test(
  "other cookies, many or large, break no route and are ignored",
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
    const cookieLists = fc.oneof(
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
      fc.asyncProperty(cookieLists, async (list) => {
        const cookie = list.map((pair) => pair.join("=")).join("; ")
        const headers = { cookie: Buffer.from(cookie, "latin1").toString("latin1") }
        await expectSignedOut(visitor, headers)
      }),
      fewRuns,
    )
  },
)

async function expectSignedOut(visitor: Visitor, headers: Record<string, string>): Promise<void> {
  const session = await expectValidResponse(visitor, visitor.copy().get("/api/auth/session", { headers }))
  // Node itself rejects headers of more than 16 kB.
  expect([200, 431]).toContain(session.status)
  if (session.status === 200) expect(session.text).toBe("null")
  for (const path of ["/dashboard", "/signin", "/api/auth/oidc/callback?state=x&code=y"])
    await expectValidResponse(visitor, visitor.copy().get(path, { headers }))
  await expectValidResponse(visitor, visitor.copy().post("/api/auth/signout", { headers }))
}

/** Compares the decoded bytes: several letters of base64url can have the same meaning at the end. */
function isSame(one: string, other: string): boolean {
  const bytes = (text: string) =>
    text
      .split(".")
      .map((part) => Buffer.from(part, "base64url").toString("hex"))
      .join()
  return bytes(one) === bytes(other)
}
