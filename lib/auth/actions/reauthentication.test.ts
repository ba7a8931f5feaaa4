import { expect, test } from "@playwright/test"
import type { Intent } from "../attempt"
import * as catalogue from "../providers"
import type { OidcProvider, Provider } from "../providers/types"
import {
  confirmationQuery,
  mayProve,
  meets,
  provenAt,
  reauthenticationParams,
  requireNewAuthentication,
} from "./reauthentication"

const signIn: Intent = { type: "signIn" }
const reauthenticate: Intent = { type: "reauthenticate", userHash: "x" }
const stepUp: Intent = { ...reauthenticate, stepUp: true }
const { github, google, oidc } = catalogue
const asking: OidcProvider = { ...oidc, reauthentication: "prompt" }
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000)

const levels: [
  title: string,
  provider: Provider,
  params: object,
  signIn: boolean,
  reauthenticate: boolean,
][] = [
  ["that sends auth_time on max_age", oidc, { prompt: "login", max_age: "600" }, false, false],
  ["that asks on prompt=login", asking, { prompt: "login" }, false, true],
  ["that cannot be made to ask", google, {}, true, true],
  ["without OpenID Connect", github, {}, true, true],
]

for (const [title, provider, params, isAfterSignIn, isAfterReauthentication] of levels)
  test(`a provider ${title} proves only what it can`, { tag: "@stripped-check" }, () => {
    expect(reauthenticationParams(provider)).toEqual(params)
    expect(provenAt(provider, signIn, null) !== null).toBe(isAfterSignIn)
    expect(provenAt(provider, reauthenticate, null) !== null).toBe(isAfterReauthentication)
    expect(provenAt(provider, stepUp, null) !== null, "a step-up asks for nothing more").toBe(isAfterSignIn)
    expect(provenAt(provider, reauthenticate, minutesAgo(60))?.getTime()).toBeLessThan(
      minutesAgo(59).getTime(),
    )
  })

test("a re-authentication that the provider did not make is rejected", { tag: "@stripped-check" }, () => {
  const attempt = { intent: reauthenticate }
  const at = (time: Date | null) => ({ authenticatedAt: time, authTime: time })
  expect(() => requireNewAuthentication(attempt, at(new Date()))).not.toThrow()
  for (const time of [null, minutesAgo(11), new Date(0)]) {
    expect(() => requireNewAuthentication(attempt, at(time))).toThrow("not_asked_again")
    expect(() => requireNewAuthentication({ intent: stepUp }, at(time))).not.toThrow()
  }
})

test("a step-up needs an auth_time that is young enough", { tag: "@stripped-check" }, () => {
  for (const intent of [stepUp, reauthenticate]) {
    const attempt = { intent, maxAge: 120 }
    const require = (authTime: Date | null) => () =>
      requireNewAuthentication(attempt, { authenticatedAt: new Date(), authTime })
    expect(require(minutesAgo(1))).not.toThrow()
    for (const time of [null, minutesAgo(3)]) expect(require(time)).toThrow("not_asked_again")
  }
})

test("a page gets a session only if it meets every requirement", { tag: "@stripped-check" }, () => {
  const session = { authenticatedAt: minutesAgo(5), authTime: minutesAgo(5), acr: "gold" }
  for (const [level, expected] of [
    [{}, true],
    [{ recent: true }, true],
    [{ acr: "gold" }, true],
    [{ acr: "silver gold" }, true],
    [{ acr: "silver" }, false],
    [{ acr: "gol" }, false],
    [{ acr: "GOLD" }, false],
    [{ acr: "" }, false],
    [{ maxAgeSeconds: 301 }, true],
    [{ maxAgeSeconds: 299 }, false],
    [{ maxAgeSeconds: 0 }, false],
    [{ recent: true, acr: "silver" }, false],
    [{ maxAgeSeconds: 299, acr: "gold" }, false],
  ] as const)
    expect(meets(session, level), JSON.stringify(level)).toBe(expected)
  expect(meets({ ...session, acr: null }, { acr: "gold" })).toBe(false)
  expect(meets({ ...session, authTime: null }, { maxAgeSeconds: 3600 })).toBe(false)
  expect(meets({ ...session, authenticatedAt: null }, { recent: true })).toBe(false)
})

test("the sign-in page is asked for all that a page requires", () => {
  expect(confirmationQuery({ recent: true })).toEqual({ confirm: "1" })
  expect(confirmationQuery({ acr: "gold" })).toEqual({ confirm: "step-up", acr_values: "gold" })
  expect(confirmationQuery({ recent: true, acr: "gold", maxAgeSeconds: 60 })).toEqual({
    confirm: "1",
    acr_values: "gold",
    max_age: "60",
  })
  expect(reauthenticationParams(oidc, 60)).toEqual({ prompt: "login", max_age: "60" })
  expect(reauthenticationParams(oidc, 6000)).toEqual({ prompt: "login", max_age: "600" })
})

test("a provider that can prove nothing of a level is not offered", () => {
  const levels = [{}, { acr: "gold" }, { maxAgeSeconds: 60 }]
  const offered = (provider: Provider) => levels.map((level) => mayProve(provider, level))
  expect(offered(oidc)).toEqual([true, true, true])
  expect(offered(asking)).toEqual([true, true, true])
  expect(offered(google)).toEqual([true, true, false])
  expect(offered(github)).toEqual([true, false, false])
})
