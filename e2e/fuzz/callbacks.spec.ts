// Callbacks with random parameters.
import fc from "fast-check"
import { expect, test } from "../support/fixtures"
import { approve, begin, currentUser, errorCode, expectSignedIn } from "../support/flow"
import { anyText, expectValidResponse, fewRuns } from "../support/fuzz"

test.use({ providerSet: "hostile" })
test.describe.configure({ timeout: 300_000 })

const names = fc.oneof(
  fc.constantFrom(
    ..."code state iss error error_description answer denied oauth_token oauth_verifier oauth_problem user".split(
      " ",
    ),
    ..."state[] code[0] __proto__ constructor id_token access_token session_state response".split(" "),
  ),
  anyText,
)
const queries = fc
  .array(fc.tuple(names, anyText), { maxLength: 6 })
  .map((pairs) =>
    pairs.map((pair) => pair.map((text) => encodeURIComponent(text.toWellFormed())).join("=")).join("&"),
  )
  .filter((query) => query.length < 12_000)

test(
  "a callback with any query is rejected without an attempt",
  { tag: ["@state", "@malformed", "@GHSA-g5fm-jp9v-2432"] },
  async ({ visitor, records }) => {
    const raw = fc
      .array(fc.constantFrom(..."%00|%ff|%zz|&|=|?|[]|;|+|%|code|state".split("|")))
      .map((it) => it.join(""))
    await fc.assert(
      fc.asyncProperty(fc.oneof(queries, raw), async (query) => {
        for (const id of ["oidc", "oauth2", "oauth1"]) {
          const response = await expectValidResponse(
            visitor,
            visitor.get(`/api/auth/${id}/callback?${query}`),
          )
          expect({ status: response.status, code: errorCode(response) }).toEqual({
            status: 400,
            code: "attempt_missing",
          })
        }
      }),
      fewRuns,
    )
    expect(await records.activity()).toEqual([])
    expect(await records.count("User")).toBe(0)
  },
)

const needed = {
  oidc: ["code", "state", "iss"],
  oauth2: ["code", "state"],
  oauth1: ["oauth_token", "oauth_verifier", "state"],
} as const

for (const [id, parameters] of Object.entries(needed)) {
  test(
    `an authorization response of ${id} with a changed, missing or repeated ${parameters.join(", ")} is rejected`,
    {
      tag: ["@state", "@stripped-check"],
    },
    async ({ visitor, records }) => {
      const ways = fc.constantFrom("set", "append", "prepend", "delete", "case")
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...parameters), ways, anyText, async (name, way, value) => {
          const callback = new URL(await approve(visitor, await begin(visitor, id)))
          const { searchParams: params } = callback
          const own = params.get(name) ?? ""
          fc.pre(value.toWellFormed() !== own && `${name}${value}` !== "iss")
          if (way === "append") params.append(name, value)
          else params.delete(name)
          if (way === "set" || way === "prepend") params.append(name, value)
          if (way === "prepend") params.append(name, own)
          if (way === "case") params.append(name.toUpperCase(), own)
          const response = await expectValidResponse(visitor, visitor.get(callback.href))
          expect(response.status, `${way} ${name}`).toBeGreaterThanOrEqual(400)
          expect(response.setCookies.filter((line) => line.startsWith("session-"))).toEqual([])
        }),
        fewRuns,
      )
      expect(await currentUser(visitor)).toBeNull()
      expect(await records.count("User")).toBe(0)
    },
  )

  test(
    `additional parameters in an authorization response of ${id} do not prevent a sign-in`,
    { tag: "@malformed" },
    async ({ visitor, app }) => {
      const reserved = /^(code|state|iss|error|answer|denied|oauth_\w+|id_token|access_token|response)$/
      const added = fc.array(
        fc.tuple(
          names.filter((name) => !reserved.test(name)),
          anyText,
        ),
        { maxLength: 4 },
      )
      await fc.assert(
        fc.asyncProperty(added, async (more) => {
          const callback = new URL(await approve(visitor, await begin(visitor, id)))
          for (const [name, value] of more) callback.searchParams.append(name, value)
          fc.pre(callback.href.length < 14_000)
          expectSignedIn(
            await expectValidResponse(visitor, visitor.get(callback.href)),
            `${app.origin}/dashboard`,
          )
        }),
        { ...fewRuns, numRuns: 15 },
      )
    },
  )
}
