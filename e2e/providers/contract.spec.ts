// Compares each provider of the catalogue, from the button to the database, with what its vendor documents. The expectations are
// the fixtures; README.md beside them describes their format.
import { readdirSync } from "node:fs"
import { join } from "node:path"
import * as catalogue from "../../lib/auth/providers"
import type { Provider } from "../../lib/auth/providers/types"
import { errorCode } from "../support/flow"
import {
  expectAuthorization,
  expectExchange,
  expectTokenRequest,
  expectUserinfoRequests,
} from "../support/providers/expectations"
import {
  fixtureIds,
  readFixture,
  withBareIdToken,
  type Failure,
  type Fixture,
} from "../support/providers/fixture"
import { expect, test, type SignIn } from "../support/providers/fixtures"
import { hostAndPath, type Received } from "../support/providers/mock-network"
import { callbackUrlOf, withCredentials } from "../support/providers/registration"
import {
  unusableIds,
  unverified,
  withId,
  withoutEmail,
  withoutName,
  withWrongTypes,
} from "../support/providers/responses"

/** The last one: an `acr` that is no text cannot be the requested level. */
const rejection = /^((profile|userinfo|id_token|token)_(invalid|refused)|insufficient_user_authentication)$/

/** Not a service: the app's variables define them completely. The other specs test them. */
const generic = ["oauth1", "oauth2", "oidc"]

/** Their servers are those of the visitors; e2e/atproto tests them. */
const networks = Object.values(catalogue as Record<string, Provider>).flatMap((provider) =>
  provider.protocol === "oauth2" && provider.network ? [provider.id] : [],
)

const otherFiles = [...generic, ...networks, "dialect", "quirks", "index", "types"]

const providers = readdirSync(join(import.meta.dirname, "../../lib/auth/providers"))
  .flatMap((name) => /^([\w-]+)\.ts$/.exec(name)?.[1] ?? [])
  .filter((name) => !otherFiles.includes(name))

test("every provider has a fixture, and its variables enable it", async ({ app }) => {
  expect(fixtureIds()).toEqual(providers.toSorted())
  const enabled = (await (await fetch(`${app.origin}/api/auth/providers`)).json()) as object
  expect(Object.keys(enabled).toSorted()).toEqual(fixtureIds())
})

/** The parameters of a request that asks the user again, by what the provider declares. */
const askingAgain = {
  max_age: { prompt: "login", max_age: "600" },
  prompt: { prompt: "login" },
  "sign-in": {},
} as const

for (const id of fixtureIds()) {
  const fixture = readFixture(id)
  const { profile, flag, token, userinfo = [], protocol, idFields } = fixture
  const flags = typeof flag === "string" ? [flag] : flag || []

  test(`${id}: every request and the profile match the documentation`, async ({ app, attempt }) => {
    const { authorization, received, response, savedUser } = await attempt(id, fixture)
    expect(resultOf(response)).toBe("signed in")
    const declared = withCredentials(fixture)
    const callback = callbackUrlOf(app.origin, id)
    expectAuthorization(authorization, declared, callback)
    const tokenRequests = received.filter(isRequestTo(declared.token.url))
    expect(tokenRequests.length, "token requests").toBe(1)
    for (const request of tokenRequests) expectTokenRequest(request, declared, authorization, callback)
    expectExchange(received, declared)
    expectUserinfoRequests(received.filter(isUserinfoRequest(declared)), declared)
    expect(savedUser).toEqual(profile)
  })

  test(`${id}: a signed-in user confirms who they are`, async ({ confirm }) => {
    const provider = Object.values(catalogue).find((entry) => entry.id === id)
    const level = provider?.protocol === "oidc" ? (provider.reauthentication ?? "max_age") : "sign-in"
    const { authorization, response, isRecent } = await confirm(id, fixture)
    const { prompt, max_age } = Object.fromEntries(authorization.searchParams)
    const declared = fixture.authorization.params?.prompt
    expect({ prompt, max_age }).toEqual({ prompt: declared ?? undefined, ...askingAgain[level] })
    expect(resultOf(response)).toBe("signed in")
    expect(isRecent, "the new session is recent").toBe(true)
  })

  if (userinfo.some(({ unneeded }) => unneeded))
    test(`${id}: userinfo completes an ID token without a profile`, async ({ attempt }) => {
      const bare = withBareIdToken(fixture)
      const { received, response, savedUser } = await attempt(id, bare)
      expect(resultOf(response)).toBe("signed in")
      const declared = withCredentials(bare)
      expectUserinfoRequests(received.filter(isUserinfoRequest(declared)), declared)
      expect(savedUser).toMatchObject({ id: profile.id, name: profile.name })
    })

  test(`${id}: missing, unverified or wrongly typed values are ignored`, async ({ attempt }) => {
    if (profile.email) {
      const { response, savedUser } = await attempt(id, fixture, { responses: withoutEmail(fixture) })
      expect(resultOf(response), "without an address").toBe("signed in")
      expect(savedUser).toMatchObject({ id: profile.id, email: null, emailVerified: false })
    }
    for (const name of flags) {
      const { response, savedUser } = await attempt(id, fixture, { responses: unverified(fixture, name) })
      expect(resultOf(response), `${name} negated`).toBe("signed in")
      expect(savedUser, `${name} negated`).toEqual({ ...profile, emailVerified: false })
    }
    if (profile.name && profile.name !== profile.id) {
      const { response, savedUser } = await attempt(id, fixture, { responses: withoutName(fixture) })
      expect(resultOf(response), "without a name").toBe("signed in")
      expect(savedUser).toEqual({ ...profile, name: fixture.fallbackName ?? null })
    }
    const { response, savedUser } = await attempt(id, fixture, { responses: withWrongTypes(fixture) })
    if (savedUser) {
      expect(savedUser).toMatchObject({ id: profile.id, email: null, emailVerified: false })
      expect([null, profile.image]).toContain(savedUser.image)
    } else expect(resultOf(response)).toMatch(rejection)
  })

  test(`${id}: an unusable id is rejected`, async ({ attempt }) => {
    const codes = [
      "profile_invalid",
      ...(idFields || userinfo.some(({ url }) => url.includes(profile.id)) ? ["userinfo_invalid"] : []),
      ...(protocol === "oidc" ? ["id_token_invalid", "userinfo_invalid"] : []),
    ]
    for (const unusable of unusableIds) {
      const { response, savedUser } = await attempt(id, fixture, {
        responses: withId(fixture, unusable),
        // The id may be part of a URL.
        undeclared: /\/0$/,
      })
      expect(codes, `id ${unusable}`).toContain(resultOf(response))
      expect(savedUser).toBeNull()
    }
  })

  test(`${id}: an error response is rejected`, async ({ attempt }) => {
    const error: Failure = token.error ?? { response: { error: "invalid_grant" } }
    const rejected = await attempt(id, fixture, { failure: { at: "token", with: error } })
    expect(resultOf(rejected.response)).toBe(error.code ?? "token_refused")
    if (!userinfo[0]) return
    const failure: Failure = userinfo[0].error ?? { status: 401, response: {} }
    const needing = userinfo[0].unneeded ? withBareIdToken(fixture) : fixture
    const { response } = await attempt(id, needing, { failure: { at: 0, with: failure } })
    expect(resultOf(response)).toBe(failure.code ?? "userinfo_invalid")
  })
}

const isRequestTo = (url: string) => (it: Received) => hostAndPath(it.url) === hostAndPath(new URL(url))

function isUserinfoRequest({ userinfo = [] }: Fixture): (it: Received) => boolean {
  return (it) => userinfo.some(({ url }) => isRequestTo(url)(it))
}

/** The result of a sign-in: "signed in", or an error code. */
function resultOf(response: SignIn["response"]): string {
  return response.status === 303 ? "signed in" : errorCode(response)
}
