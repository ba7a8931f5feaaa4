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

for (const [values, isVerified] of [
  [{}, true],
  [{ issuer: "https://gitlab.com" }, true],
  [{ issuer: "https://git.corp.example" }, false],
  [{ issuer: "https://gitlab.com.attacker.example" }, false],
  [{ issuer: "https://git.corp.example", verified: "confirmed_at" }, true],
  [{ verified: "never" }, true],
] as const)
  test(
    `GitLab's time of confirmation ${isVerified ? "counts" : "does not count"} with ${JSON.stringify(values)}`,
    { tag: "@pre-hijack" },
    () => {
      test.skip(!has("gitlab"), "gitlab is deleted")
      set("gitlab", values)
      const { profile = { id: "id" } } = filled("gitlab")
      set("gitlab", { issuer: "", verified: "" })
      const user = { id: 1, email: "ada@corp.example", confirmed_at: "2026-01-02T03:04:05Z" }
      expect(readProfile(user, profile)).toMatchObject({
        email: "ada@corp.example",
        emailVerified: isVerified,
      })
    },
  )

for (const [value, expected] of [
  [true, true],
  ["1", true],
  [1, true],
  [false, false],
  ["0", false],
  [0, false],
  ["true", false],
  [undefined, false],
] as const)
  test(
    `Entra's xms_edov ${JSON.stringify(value)} ${expected ? "verifies" : "does not verify"} the address`,
    { tag: "@pre-hijack" },
    () => {
      for (const id of ["microsoft-entra-id", "azure-ad"].filter(has)) {
        const { profile = { id: "" } } = filled(id)
        const claims = { sub: "a", email: "ann@example.com", xms_edov: value }
        expect(readProfile(claims, profile).emailVerified).toBe(expected)
      }
    },
  )
