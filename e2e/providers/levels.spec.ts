// Levels of assurance at the services that have their own way to ask for them, or their own names: a step-up as `requireUser({ acr })`
// starts it, with the provider's file and what its vendor documents. An owner may have deleted any of them.
import { errorCode } from "../support/flow"
import { fixtureIds, readFixture } from "../support/providers/fixture"
import { expect, test } from "../support/providers/fixtures"
import { documentedResponses } from "../support/providers/responses"
import { Visitor } from "../support/visitor"

type Level = {
  id: string
  /** What the page requires, and the parameter of the request. */
  acr: string
  sent: Record<string, string>
  /** The claims that prove it, and those that do not. */
  proof: object
  insufficient: object[]
}

const trustMark = "https://oidc.account.gov.uk/trustmark"

const levels: Level[] = [
  {
    id: "govuk-one-login",
    acr: "Cl.Cm",
    sent: { vtr: '["Cl.Cm"]' },
    proof: { vot: "Cl.Cm", vtm: trustMark },
    insufficient: [
      { vot: "Cl", vtm: trustMark },
      { vot: "Cl.Cm", vtm: "https://other.example/trustmark" },
      { vot: undefined, acr: "Cl.Cm" },
    ],
  },
  {
    id: "govuk-one-login",
    acr: "Cl.Cm Cl",
    sent: { vtr: '["Cl.Cm","Cl"]' },
    proof: { vot: "Cl", vtm: trustMark },
    insufficient: [{ vot: "P2", vtm: trustMark }],
  },
  {
    id: "franceconnect",
    acr: "eidas2",
    sent: { acr_values: "eidas2" },
    proof: { acr: "eidas2" },
    insufficient: [{ acr: "eidas1" }, { acr: undefined }],
  },
  {
    id: "logingov",
    acr: "urn:acr.login.gov:verified",
    sent: { acr_values: "urn:acr.login.gov:verified" },
    proof: { acr: "urn:acr.login.gov:verified" },
    insufficient: [{ acr: "urn:acr.login.gov:auth-only" }],
  },
  {
    id: "bankid-no",
    acr: "urn:bankid:bid;LOA=4",
    sent: { acr_values: "urn:bankid:bid" },
    proof: { acr: "urn:bankid:bid;LOA=4" },
    insufficient: [{ acr: "urn:bankid:bis;LOA=3" }, { acr: "urn:bankid:bid" }],
  },
  {
    id: "idporten",
    acr: "idporten-loa-high",
    sent: { acr_values: "idporten-loa-high" },
    proof: { acr: "idporten-loa-high" },
    insufficient: [{ acr: "idporten-loa-substantial" }],
  },
  {
    id: "tara",
    acr: "substantial high",
    sent: { acr_values: "substantial" },
    proof: { acr: "high" },
    insufficient: [{ acr: "low" }],
  },
  {
    id: "ndi",
    acr: "urn:singpass:authentication:loa:2",
    sent: { acr_values: "urn:singpass:authentication:loa:2" },
    proof: { acr: "urn:singpass:authentication:loa:2" },
    insufficient: [{ acr: "urn:singpass:authentication:loa:1" }],
  },
]

test.afterEach(async ({ records }) => {
  await records.query('DELETE FROM "User"')
})

for (const { id, acr, sent, proof, insufficient } of levels.filter(({ id }) => fixtureIds().includes(id)))
  test(
    `${id}: the level ${acr} is asked for and proved`,
    { tag: "@stripped-check" },
    async ({ app, exchange, records }) => {
      const fixture = readFixture(id)
      const responsesWith = (claims: object) => {
        const responses = documentedResponses(fixture)
        return {
          ...responses,
          claims: JSON.parse(JSON.stringify({ ...Object(responses.claims), ...claims })),
        }
      }
      const visitor = new Visitor(app.origin)
      await exchange(visitor, id, fixture)
      const form = { confirm: "step-up", acr_values: acr }
      for (const claims of insufficient) {
        const { response } = await exchange(visitor, id, fixture, { form, responses: responsesWith(claims) })
        expect(errorCode(response), JSON.stringify(claims)).toBe("insufficient_user_authentication")
      }
      const { authorization, response } = await exchange(visitor, id, fixture, {
        form,
        responses: responsesWith(proof),
      })
      const { acr_values, vtr } = Object.fromEntries(authorization.searchParams)
      expect({ acr_values, vtr }).toEqual({ acr_values: undefined, vtr: undefined, ...sent })
      expect(response.location).toBe(`${app.origin}/dashboard`)
      const [session] = await records.query<{ acr: string }>('SELECT "acr" FROM "Session"')
      expect(Object.values(proof)).toContain(session?.acr)
    },
  )
