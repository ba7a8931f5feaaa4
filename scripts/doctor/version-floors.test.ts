import { expect, test } from "@playwright/test"
import { installedVersion, isAtLeast, versionFloors } from "./version-floors.mjs"

for (const [name, floors] of Object.entries(versionFloors))
  test(`${name} is installed in a version without a known vulnerability`, { tag: tagsOf(floors) }, () => {
    const version = installedVersion(name) ?? "0"
    expect(floors.filter(({ fixed }) => !isAtLeast(version, fixed))).toEqual([])
  })

for (const [version, floor, expected] of [
  ["16.2.11", "16.2.6", true],
  ["16.2.6", "16.2.11", false],
  ["16.2.6", "16.2.6", true],
  ["15.9.9", "16.0.0", false],
  ["17.0.0", "16.9.9", true],
  ["16.3.3-canary.1", "16.3.3", false],
] as const)
  test(`${version} ${expected ? "is" : "is not"} at least ${floor}`, { tag: "@dependencies" }, () =>
    expect(isAtLeast(version, floor)).toBe(expected),
  )

function tagsOf(floors: readonly { advisory: string }[]): string[] {
  return ["@dependencies", ...floors.map(({ advisory }) => `@${advisory}`)]
}
