// What the owner's settings change in single providers.
import { expect, test } from "@playwright/test"
import { withSettings } from "../client-variables"
import { readProfile } from "../oauth/profile"
import * as catalogue from "./index"
import type { Provider } from "./types"

const providers: readonly Provider[] = Object.values(catalogue)

/** An owner may delete providers. */
const has = (id: string) => providers.some((provider) => provider.id === id)

function filled(id: string): Provider {
  const provider = providers.find((entry) => entry.id === id)
  if (!provider) throw new Error(`${id} is not in the catalogue`)
  return withSettings(provider)
}

function set(id: string, values: Record<string, string>): void {
  for (const [name, value] of Object.entries(values)) process.env[`AUTH_${id}_${name}`.toUpperCase()] = value
}

test("GitHub's API is below a self-hosted issuer, unless the owner names its address", () => {
  set("github", { issuer: "https://ghe.example.com/" })
  expect(filled("github")).toMatchObject({
    userinfo: "https://ghe.example.com/api/v3/user",
    extraRequests: { emails: "https://ghe.example.com/api/v3/user/emails" },
  })
  set("github", { issuer: "https://octocorp.ghe.com", api: "https://api.octocorp.ghe.com" })
  expect(filled("github")).toMatchObject({ userinfo: "https://api.octocorp.ghe.com/user" })
  set("github", { issuer: "", api: "" })
  expect(filled("github")).toMatchObject({ userinfo: "https://api.github.com/user" })
})

test("a self-managed GitLab verifies addresses only if the owner says so", { tag: "@identity" }, () => {
  test.skip(!has("gitlab"), "gitlab is deleted")
  const user = { id: 1, email: "ann@example.com", confirmed_at: "2026-01-01T00:00:00Z" }
  const isVerified = () => {
    const { profile } = filled("gitlab")
    return profile && readProfile(user, profile).emailVerified
  }
  expect(isVerified()).toBe(true)
  set("gitlab", { issuer: "https://gitlab.example.com" })
  expect(isVerified()).toBe(false)
  set("gitlab", { verified: "confirmed_at" })
  expect(isVerified()).toBe(true)
})

for (const [value, expected] of [
  [true, true],
  ["1", true],
  [1, true],
  [false, false],
  ["0", false],
  [0, false],
] as const)
  test(`Entra's xms_edov ${JSON.stringify(value)} ${expected ? "verifies" : "does not verify"} the address`, () => {
    for (const id of ["microsoft-entra-id", "azure-ad"].filter(has)) {
      const { profile = { id: "" } } = filled(id)
      const claims = { sub: "a", email: "ann@example.com", xms_edov: value }
      expect(readProfile(claims, profile).emailVerified).toBe(expected)
    }
  })
