// Starts a command in a copy of the checkout, as in a fresh clone: without variables, with a database of its own.
import { spawn, type ChildProcess } from "node:child_process"
import { closeSync, openSync, readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { expect, type Page } from "@playwright/test"
import { removePostgres } from "../../scripts/database/postgres.mjs"
import { isFree } from "../../scripts/lib/ports.mjs"
import { copyCheckout } from "../../scripts/test/copies.mjs"
import { bareEnvironment } from "../../scripts/test/environment.mjs"
import { stop } from "../../scripts/test/program.mjs"
import { workerPort } from "./app"

export type StartedCopy = {
  /** The folder of the copy. */
  copy: string
  origin: string
  child: ChildProcess
  /** The status of the response to a GET. */
  status: (path: string) => Promise<number>
  /** Ends the command with SIGTERM, and requires that the app and this other port have ended too. */
  end: (otherPort: number) => Promise<void>
}

type Options = Parameters<typeof copyCheckout>[1] & { prepare?: (copy: string) => void }

/**
 * @param argv of Node; the port is added
 * @param options prepare: changes the copy before the command starts
 * @throws {Error} what `use` throws, with the output of the command
 */
export async function withStartedCopy(
  { page, name, argv }: { page: Page; name: string; argv: string[] },
  { prepare, ...options }: Options,
  use: (started: StartedCopy) => Promise<void>,
): Promise<void> {
  const copy = copyCheckout(name, options)
  const port = await workerPort()
  const origin = `http://localhost:${port}`
  const log = join(copy, `${name}.log`)
  prepare?.(copy)
  const output = openSync(log, "w")
  const child = spawn(process.execPath, [...argv, "-p", String(port)], {
    cwd: copy,
    env: bareEnvironment(),
    stdio: ["ignore", output, output],
  })
  closeSync(output)
  // The server may close a connection that has been idle for five seconds just as it is used again.
  const get = (path: string) => page.request.get(origin + path, { maxRetries: 2 })
  const status = (path: string) => get(path).then((response) => response.status())
  const end = async (otherPort: number) => {
    await stop(child, "SIGTERM")
    for (const ended of [port, otherPort]) await expect.poll(() => isFree(ended)).toBe(true)
  }
  try {
    await use({ copy, origin, child, status, end })
  } catch (error) {
    throw new Error(`${String(error)}\n${readFileSync(log, "utf8")}`, { cause: error })
  } finally {
    await stop(child, "SIGKILL")
    await removePostgres({ directory: join(copy, ".data/postgres") })
    rmSync(copy, { recursive: true, force: true })
  }
}
