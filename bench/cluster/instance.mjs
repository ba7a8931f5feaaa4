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
 * @property {string} origin where it answers without nginx
 * @property {() => Promise<number>} start resolves when it is ready, with the milliseconds that it took
 * @property {() => Promise<void>} stop politely: SIGTERM, and what it has begun it ends
 * @property {() => Promise<void>} kill as a power cut would
 * @property {() => number} memory resident, in MB
 * @property {() => Promise<void>} sweep makes V8 give back what nothing refers to
 * @property {() => number | undefined} pid
 */

/**
 * @param {{ directory: string, port: number, inspector: number, env: Record<string, string>, log: string }} options
 *   directory: the built app; inspector: the port of V8's
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
      const gone = new Promise((resolve) => child?.once("exit", resolve))
      child?.kill("SIGKILL")
      await gone
    },
    memory: () =>
      Number(execFileSync("ps", ["-o", "rss=", "-p", String(child?.pid)], { encoding: "utf8" })) / 1024,
    sweep: () => inspect(inspector, async (tell) => void (await tell("HeapProfiler.collectGarbage"))),
    pid: () => child?.pid,
  }
}
