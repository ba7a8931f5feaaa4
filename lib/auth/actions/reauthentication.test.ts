import { expect, test } from "@playwright/test"
import type { Intent } from "../attempt"
import * as catalogue from "../providers"
import type { OidcProvider, Provider } from "../providers/types"
import { provenAt, reauthenticationParams, requireNewAuthentication } from "./reauthentication"

const signIn: Intent = { type: "signIn" }
const reauthenticate: Intent = { type: "reauthenticate", userHash: "x" }
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
    expect(provenAt(provider, reauthenticate, minutesAgo(60))?.getTime()).toBeLessThan(
      minutesAgo(59).getTime(),
    )
  })

test("a re-authentication that the provider did not make is rejected", { tag: "@stripped-check" }, () => {
  expect(() => requireNewAuthentication(new Date())).not.toThrow()
  for (const time of [null, minutesAgo(11), new Date(0)])
    expect(() => requireNewAuthentication(time)).toThrow("not_asked_again")
})
