import { expect, test } from "@playwright/test"
import { readOptions } from "./launcher.mjs"

for (const [title, argv, nextArguments] of [
  ["by default", [], ["-H", "localhost"]],
  ["with other arguments", ["--turbopack"], ["--turbopack", "-H", "localhost"]],
  ["with -H", ["-H", "0.0.0.0"], ["-H", "0.0.0.0"]],
  ["with --hostname=", ["--hostname=0.0.0.0"], ["--hostname=0.0.0.0"]],
] as const)
  test(`${title}, next dev gets ${nextArguments.join(" ")}`, { tag: ["@defaults", "@host-header"] }, () => {
    expect(readOptions(["-p", "4000", ...argv])).toEqual({ wantedPort: 4000, nextArguments })
  })
