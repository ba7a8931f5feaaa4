import { expect, test } from "@playwright/test"
import { apiProblems, listedApis } from "./client-apis"
import type { OidcProvider } from "./providers/types"

function providerWith(id: string, list?: string): OidcProvider {
  if (list !== undefined) process.env[`AUTH_${id.toUpperCase()}_APIS`] = list
  const settings = { issuer: "https://id.example" }
  return { id, name: "Service", protocol: "oidc", settings, scope: "openid" }
}

test("the APIs of a provider are the origins of its file and of the owner's list", () => {
  const provider = {
    ...providerWith("listed", "https://a.example, https://b.example:8443/"),
    apis: ["https://file.example"],
  }
  expect(listedApis(provider)).toEqual([
    "https://file.example",
    "https://a.example",
    "https://b.example:8443",
  ])
  expect(apiProblems(provider)).toEqual([])
  expect(listedApis(providerWith("unlisted"))).toEqual([])
})

for (const wrong of [
  "http://api.example",
  "api.example",
  "https://api.example/v1",
  "https://user@api.example",
  "https://*.example",
  "*",
  "",
  "https://a.example,,https://b.example",
])
  test(`"${wrong}" is a problem and names no API`, { tag: "@defaults" }, () => {
    const provider = providerWith(`wrong${wrong.length}${wrong.charCodeAt(8) || 0}`, wrong)
    expect(listedApis(provider).every((origin) => /^https:\/\/[ab]\.example$/.test(origin))).toBe(true)
    const isSet = wrong !== ""
    expect(apiProblems(provider).map(({ variable }) => variable)).toEqual(
      isSet ? [`AUTH_${provider.id.toUpperCase()}_APIS`] : [],
    )
  })

test("a list may name an API on this machine", () => {
  expect(listedApis(providerWith("loopback", "http://localhost:4000"))).toEqual(["http://localhost:4000"])
})
