// Random destinations through every protocol.
import fc from "fast-check"
import { expect, test } from "../support/fixtures"
import { approve, begin } from "../support/flow"
import { anyText, expectValidResponse, fewRuns } from "../support/fuzz"

test.use({ providerSet: "hostile" })
test.describe.configure({ timeout: 300_000 })

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
    `a sign-in with ${id} ends on this site for any destination`,
    {
      tag: ["@open-redirect", "@GHSA-q2mx-j4x2-2h74", "@GHSA-8jhw-6pjj-8723"],
    },
    async ({ visitor, hostile }) => {
      await fc.assert(
        fc.asyncProperty(destinations, async (callbackUrl) => {
          hostile.behave()
          const callback = new URL(await approve(visitor, await begin(visitor, id, { callbackUrl })))
          callback.searchParams.set("callbackUrl", callbackUrl)
          const signedIn = await expectValidResponse(visitor, visitor.get(callback.href))
          expect(signedIn.status, signedIn.text).toBe(303)
          expect(
            signedIn.setCookies.every((line) => /^(session|attempt|provider|finished)-/.test(line)),
          ).toBe(true)
        }),
        { ...fewRuns, numRuns: 15 },
      )
    },
  )

test(
  "the other routes redirect to this site for any destination",
  {
    tag: ["@open-redirect", "@GHSA-g5fm-jp9v-2432"],
  },
  async ({ visitor }) => {
    const headers = { accept: "text/html" }
    await fc.assert(
      fc.asyncProperty(destinations, async (callbackUrl) => {
        const query = new URLSearchParams({ callbackUrl, error: callbackUrl, state: "x" }).toString()
        for (const path of ["/api/auth/signin", "/api/auth/signin/oidc", "/api/auth/oidc/callback"]) {
          const response = await expectValidResponse(visitor, visitor.get(`${path}?${query}`, { headers }))
          expect(response.status).toBe(303)
        }
        // A code that no table has is shown as this one.
        const shown = await visitor.get(`/api/auth/error?${query}`, { headers })
        expect(shown.location).toBe(`${visitor.origin}/signin?error=unexpected`)
        const signedOut = await expectValidResponse(
          visitor,
          visitor.post("/api/auth/signout", { form: { callbackUrl } }),
        )
        expect(signedOut.status).toBe(303)
      }),
      { ...fewRuns, numRuns: 25 },
    )
  },
)
