import { spawn } from "node:child_process"
import { randomUUID } from "node:crypto"
import { once } from "node:events"
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

test("a command ends when the shell of its package manager was killed", async () => {
  test.skip(process.platform === "win32", "a shell of Windows is not ended by a signal")
  const program = `
    import { launch } from ${JSON.stringify(new URL("launcher.mjs", import.meta.url).href)}
    await launch("test ${randomUUID()}", () => new Promise(() => setInterval(() => console.log("runs"), 50)))`
  const shell = spawn("sh", ["-c", '"$0" --input-type=module -e "$1"; :', process.execPath, program], {
    env: { ...process.env, npm_lifecycle_event: "dev" },
    stdio: ["ignore", "pipe", "inherit"],
  })
  await once(shell.stdout, "data")
  shell.kill("SIGTERM")
  await once(shell, "exit")
  // Both processes have the pipe, so it closes when both have ended.
  await once(shell.stdout.resume(), "close")
})
