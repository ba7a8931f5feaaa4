// Each provider of the catalogue, from the button to the database, against what its vendor documents. The expectations
// are the fixtures' own; README.md beside them says how they are written.
import { readdirSync } from "node:fs"
import { join } from "node:path"
import { codeOf } from "../support/flow"
import {
  unusableIds,
  unverified,
  withId,
  withoutEmail,
  withoutName,
  withWrongTypes,
} from "../support/providers/responses"
import { expectAuthorization, expectQuestions, expectTokenRequest } from "../support/providers/expectations"
import { type Failure, fixtureIds, readFixture } from "../support/providers/fixture"
import { expect, type SignIn, test } from "../support/providers/fixtures"
import { callbackOf, registered } from "../support/providers/owner"
import { place, type Received } from "../support/providers/network"

/** They are no service, so the owner's variables say all there is. Their tests are the other specs. */
const generic = ["oauth1", "oauth2", "oidc"]

const noProviders = [...generic, "dialect", "index", "types"]

const providers = readdirSync(join(import.meta.dirname, "../../lib/auth/providers"))
  .flatMap((name) => /^([\w-]+)\.ts$/.exec(name)?.[1] ?? [])
  .filter((name) => !noProviders.includes(name))

test("every provider has a fixture, and its variables switch it on", async ({ app }) => {
  expect(fixtureIds()).toEqual(providers.toSorted())
  const enabled = (await (await fetch(`${app.origin}/api/auth/providers`)).json()) as object
  expect(Object.keys(enabled).toSorted()).toEqual(fixtureIds())
})

for (const id of fixtureIds()) {
  const fixture = readFixture(id)
  const { profile, flag, token, userinfo = [], protocol } = fixture
  const flags = typeof flag === "string" ? [flag] : flag || []

  test(`${id}: every request and the profile are as documented`, async ({ app, attempt }) => {
    const { authorization, received, answer, person } = await attempt(id, fixture)
    expect(endOf(answer)).toBe("signed in")
    const declared = registered(fixture)
    const callback = callbackOf(app.origin, id)
    expectAuthorization(authorization, declared, callback)
    const isFor = (url: string) => (it: Received) => place(it.url) === place(new URL(url))
    const tokenRequests = received.filter(isFor(declared.token.url))
    expect(tokenRequests.length, "token requests").toBe(1)
    for (const request of tokenRequests) expectTokenRequest(request, declared, authorization, callback)
    expectQuestions(
      received.filter((it) => (declared.userinfo ?? []).some(({ url }) => isFor(url)(it))),
      declared,
    )
    expect(person).toEqual(profile)
  })

  test(`${id}: what is missing, unverified or of another type is not believed`, async ({ attempt }) => {
    if (profile.email) {
      const { answer, person } = await attempt(id, fixture, { answers: withoutEmail(fixture) })
      expect(endOf(answer), "without an address").toBe("signed in")
      expect(person).toMatchObject({ id: profile.id, email: null, emailVerified: false })
    }
    for (const name of flags) {
      const { answer, person } = await attempt(id, fixture, { answers: unverified(fixture, name) })
      expect(endOf(answer), `${name} says no`).toBe("signed in")
      expect(person, `${name} says no`).toEqual({ ...profile, emailVerified: false })
    }
    if (profile.name && profile.name !== profile.id) {
      const { answer, person } = await attempt(id, fixture, { answers: withoutName(fixture) })
      expect(endOf(answer), "without a name").toBe("signed in")
      expect(person).toEqual({ ...profile, name: fixture.otherwiseNamed ?? null })
    }
    const { answer, person } = await attempt(id, fixture, { answers: withWrongTypes(fixture) })
    if (person) {
      expect(person).toMatchObject({ id: profile.id, email: null, emailVerified: false })
      expect([null, profile.image]).toContain(person.image)
    } else expect(endOf(answer)).toMatch(/^(profile|userinfo|id_token|token)_(invalid|refused)$/)
  })

  test(`${id}: an unusable id signs nobody in`, async ({ attempt }) => {
    const codes = [
      "profile_invalid",
      ...(userinfo.some(({ url }) => url.includes(profile.id)) ? ["userinfo_invalid"] : []),
      ...(protocol === "oidc" ? ["id_token_invalid", "userinfo_invalid"] : []),
    ]
    for (const unusable of unusableIds) {
      const { answer, person } = await attempt(id, fixture, {
        answers: withId(fixture, unusable),
        // Where the id stands in an address.
        strays: /\/0$/,
      })
      expect(codes, `id ${unusable}`).toContain(endOf(answer))
      expect(person).toBeNull()
    }
  })

  test(`${id}: what the provider calls an error is one`, async ({ attempt }) => {
    const error: Failure = token.error ?? { answer: { error: "invalid_grant" } }
    const refused = await attempt(id, fixture, { failure: { at: "token", with: error } })
    expect(endOf(refused.answer)).toBe(error.code ?? "token_refused")
    if (!userinfo[0]) return
    const failure: Failure = userinfo[0].error ?? { status: 401, answer: {} }
    const { answer } = await attempt(id, fixture, { failure: { at: 0, with: failure } })
    expect(endOf(answer)).toBe(failure.code ?? "userinfo_invalid")
  })
}

/** How a sign-in ended: well, or with a code of the table. */
function endOf(answer: SignIn["answer"]): string {
  return answer.status === 303 ? "signed in" : codeOf(answer)
}
