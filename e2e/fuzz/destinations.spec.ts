// Destinations at random, through every flow.
import fc from "fast-check"
import { expect, test } from "../support/fixtures"
import { approve, begin } from "../support/flow"
import { anyText, few, sound } from "../support/fuzz"

test.use({ cast: "hostile" })
test.describe.configure({ timeout: 120_000 })

const pieces = fc.oneof(
  fc.constantFrom(
    ..."/ // \\ . .. @ : # ? % %2f %5c %0d%0a %00 https: javascript: evil.example //evil.example".split(" "),
    ..."\t|\r\n| |\0|／|＼|⁄|\u202e|\ufeff".split("|"),
  ),
  fc.string({ unit: "binary", maxLength: 3 }),
)
const destinations = fc.oneof(
  fc.array(pieces, { maxLength: 10 }).map((parts) => parts.join("")),
  fc.webUrl(),
  anyText,
)

for (const id of ["oidc", "oauth2", "oauth1", "twitter-legacy"])
  test(
    `wherever a visitor wanted to go, a sign-in with ${id} ends on this site`,
    {
      tag: ["@open-redirect", "@GHSA-q2mx-j4x2-2h74", "@GHSA-8jhw-6pjj-8723"],
    },
    async ({ visitor, hostile }) => {
      await fc.assert(
        fc.asyncProperty(destinations, async (callbackUrl) => {
          hostile.behave()
          const callback = new URL(await approve(visitor, await begin(visitor, id, { callbackUrl })))
          callback.searchParams.set("callbackUrl", callbackUrl)
          const signedIn = await sound(visitor, visitor.get(callback.href))
          expect(signedIn.status, signedIn.text).toBe(303)
          expect(signedIn.setCookies.every((line) => /^(session|attempt|provider)-/.test(line))).toBe(true)
        }),
        { ...few, numRuns: 15 },
      )
    },
  )

test(
  "wherever a visitor wanted to go, the other routes lead to this site",
  {
    tag: ["@open-redirect", "@GHSA-g5fm-jp9v-2432"],
  },
  async ({ visitor }) => {
    const headers = { accept: "text/html" }
    await fc.assert(
      fc.asyncProperty(destinations, async (callbackUrl) => {
        const query = new URLSearchParams({ callbackUrl, error: callbackUrl, state: "x" }).toString()
        for (const path of [
          "/api/auth/signin",
          "/api/auth/signin/oidc",
          "/api/auth/error",
          "/api/auth/oidc/callback",
        ]) {
          const answer = await sound(visitor, visitor.get(`${path}?${query}`, { headers }))
          expect(answer.status).toBe(303)
        }
        const left = await sound(visitor, visitor.post("/api/auth/signout", { form: { callbackUrl } }))
        expect(left.status).toBe(303)
      }),
      { ...few, numRuns: 25 },
    )
  },
)
