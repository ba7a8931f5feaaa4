// Instances of the app: `next start` of one build.
import { execFileSync, spawn } from "node:child_process"
import { closeSync, openSync, readFileSync } from "node:fs"
import { onClose } from "../../scripts/test/closing.mjs"
import { bareEnvironment } from "../../scripts/test/environment.mjs"
import { programOf, stop } from "../../scripts/test/program.mjs"
import { inspect } from "../inspector.mjs"
import { until } from "./postgres.mjs"

/**
 * @typedef {object} Instance
 * @property {string} origin its own origin, without nginx
 * @property {() => Promise<number>} start resolves when it is ready, with the milliseconds until then
 * @property {() => Promise<void>} stop sends SIGTERM; the instance finishes its requests
 * @property {() => Promise<void>} kill sends SIGKILL
 * @property {() => number} memory resident, in MB
 * @property {() => Promise<void>} collectGarbage runs V8's garbage collector
 * @property {() => number | undefined} pid
 */

/**
 * @param {{ directory: string, port: number, inspector: number, env: Record<string, string>, log: string }} options
 *   directory: the built app; inspector: the port for V8's inspector
 * @returns {Instance} not started yet
 */
export function instance({ directory, port, inspector, env, log }) {
  const origin = `http://127.0.0.1:${port}`
  /** @type {import("node:child_process").ChildProcess | undefined} */
  let child
  onClose(() => child && stop(child))
  return {
    origin,
    async start() {
      const began = performance.now()
      const output = openSync(log, "a")
      const started = spawn(
        process.execPath,
        [
          `--inspect=127.0.0.1:${inspector}`,
          programOf("next"),
          "start",
          "-p",
          String(port),
          "-H",
          "127.0.0.1",
        ],
        {
          cwd: directory,
          env: { ...bareEnvironment(), NODE_ENV: "production", ...env },
          stdio: ["ignore", output, output],
        },
      )
      closeSync(output)
      child = started
      await until(
        "the start of an instance",
        async () => {
          if (started.exitCode !== null) throw new Error(`An instance ended:\n${readFileSync(log, "utf8")}`)
          return (await fetch(`${origin}/api/health`).catch(() => null))?.ok
        },
        90,
      )
      return performance.now() - began
    },
    async stop() {
      if (child) await stop(child)
    },
    async kill() {
      const exited = new Promise((resolve) => child?.once("exit", resolve))
      child?.kill("SIGKILL")
      await exited
    },
    memory: () =>
      Number(execFileSync("ps", ["-o", "rss=", "-p", String(child?.pid)], { encoding: "utf8" })) / 1024,
    collectGarbage: () =>
      inspect(inspector, async (send) => void (await send("HeapProfiler.collectGarbage"))),
    pid: () => child?.pid,
  }
}
