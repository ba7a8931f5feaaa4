import { expect, test } from "@playwright/test"
import type { IDToken } from "oauth4webapi"
import type { OidcProvider } from "../providers/types"
import { levelOf, levelParams, requireLevel } from "./levels"

const plain: OidcProvider = {
  id: "example",
  name: "Example",
  protocol: "oidc",
  settings: { issuer: null },
  scope: "openid",
}
const mark = "https://id.example/trustmark"
const withVectors: OidcProvider = {
  ...plain,
  params: { vtr: '["Cl.Cm.P2","Cl"]' },
  vectorsOfTrust: { trustMark: mark, omits: "P" },
}
const withNames: OidcProvider = {
  ...plain,
  requestedAcr: { "bid;LOA=4": "bid", "substantial high": "substantial" },
}

const token = (claims: object): IDToken => ({ iss: "i", sub: "s", aud: "a", iat: 1, exp: 2, ...claims })

for (const [title, provider, levels, sent] of [
  ["acr_values are sent as they are", plain, "gold silver", { acr_values: "gold silver" }],
  ["vectors of trust are a JSON list", withVectors, "Cl.Cm Cl", { vtr: '["Cl.Cm","Cl"]' }],
  [
    "a level is requested by another name",
    withNames,
    "bid;LOA=4 constructor",
    { acr_values: "bid constructor" },
  ],
  ["a list is requested by its lowest level", withNames, "substantial high", { acr_values: "substantial" }],
] as const)
  test(title, () => {
    expect(levelParams(provider, { acr_values: levels, prompt: "login" })).toEqual({
      ...sent,
      prompt: "login",
    })
  })

test("without a level no parameter is added", () => {
  expect(levelParams(withVectors, { prompt: "login" })).toEqual({ prompt: "login" })
})

for (const [title, provider, claims, level] of [
  ["acr is the level", plain, { acr: "gold", vot: "Cl" }, "gold"],
  ["vot is the level of a token without acr", plain, { vot: "Cl" }, "Cl"],
  ["only vot is the level of a provider with vectors", withVectors, { acr: "Cl.Cm", vtm: mark }, null],
  ["vot counts by the provider's trust mark", withVectors, { vot: "Cl.Cm", vtm: mark }, "Cl.Cm"],
  ["a list of vectors is no level", withVectors, { vot: ["Cl.Cm"], vtm: mark }, null],
] as const)
  test(title, () => {
    expect(levelOf(provider, token(claims))).toBe(level)
  })

for (const vtm of ["https://evil.example/trustmark", undefined, [mark]])
  test(
    `a vector of trust by the trust mark ${String(vtm)} proves nothing`,
    { tag: "@stripped-check" },
    () => {
      expect(levelOf(withVectors, token({ vot: "Cl.Cm", vtm }))).toBeNull()
    },
  )

const ctx = { flow: { id: "flow", providerId: "example" } } as Parameters<typeof requireLevel>[0]

for (const [title, provider, requested, claims, isProved] of [
  ["the usual vector without the components that vot omits", withVectors, undefined, { vot: "Cl.Cm" }, true],
  ["another usual vector", withVectors, undefined, { vot: "Cl" }, true],
  ["a weaker vector than the requested one", withVectors, "Cl.Cm", { vot: "Cl" }, false],
  ["a vector that vot does not repeat", withVectors, "Cl.Cm.P2", { vot: "Cl.Cm" }, false],
  [
    "any vector, if the usual ones are unreadable",
    { ...withVectors, params: { vtr: "Cl" } },
    undefined,
    { vot: "Cl" },
    false,
  ],
  ["the requested acr", plain, "silver gold", { acr: "gold" }, true],
  ["a lower acr than the requested one", plain, "gold", { acr: "silver" }, false],
  ["a list of acr that has the requested one", plain, "gold", { acr: ["gold"] }, false],
  ["an acr that repeats all requested ones", plain, "silver gold", { acr: "silver gold" }, false],
  ["no acr, although one is requested", plain, "gold", {}, false],
  ["no level, if none is requested", plain, undefined, {}, true],
  ["no level, if the setting is empty", { ...plain, params: { acr_values: "" } }, undefined, {}, true],
] as const)
  test(
    `an ID token with ${title} is ${isProved ? "accepted" : "rejected"}`,
    { tag: "@stripped-check" },
    () => {
      const check = () => requireLevel(ctx, { provider, requested }, token({ ...claims, vtm: mark }))
      if (isProved) check()
      else expect(check).toThrow("insufficient_user_authentication")
    },
  )
