// postmaster.pid can be written by the account that owns the data, and root must not end another account's process for it.
import { spawn } from "node:child_process"
import { once } from "node:events"
import { chown, mkdtemp, realpath, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "@playwright/test"
import { findPostmaster, peekPostmaster } from "./postmaster.mjs"

const nobody = 65_534

test("a process of another account is no server of this data", { tag: "@defaults" }, async () => {
  test.skip(process.getuid?.() !== 0, "only root can end the processes of others")
  const data = await realpath(await mkdtemp(join(tmpdir(), "portico-pid-")))
  // The folder is an argument of the process, as it is of PostgreSQL's.
  const victim = spawn(process.execPath, ["-e", "setInterval(() => {}, 1e6)", data], { stdio: "ignore" })
  await once(victim, "spawn")
  const entry = async () =>
    writeFile(join(data, "postmaster.pid"), `${victim.pid}\n${data}\n0\n5432\n\n\n\nready\n`)
  try {
    await entry()
    await expect.poll(async () => (await peekPostmaster(data))?.pid, "its own account").toBe(victim.pid)
    await chown(data, nobody, nobody)
    expect(await peekPostmaster(data)).toBeNull()
    expect(await findPostmaster(data)).toBeNull()
    expect(victim.exitCode ?? victim.signalCode).toBeNull()
  } finally {
    victim.kill("SIGKILL")
    await rm(data, { recursive: true })
  }
})
