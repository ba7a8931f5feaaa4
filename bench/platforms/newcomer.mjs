// What a newcomer does with a running app: opens it in Chromium and signs in.
import { spawn } from "node:child_process"
import { readdirSync, readFileSync, readlinkSync } from "node:fs"
import { setTimeout } from "node:timers/promises"
import { chromium } from "@playwright/test"
import { personas } from "../../scripts/identity/personas.mjs"
import { findBrowser } from "../../scripts/test/browser.mjs"
import { onClose } from "../../scripts/test/closing.mjs"

const persona = personas[0]?.name

/** A provider of each protocol that has a local identity server: OpenID Connect, OAuth 2.0 and OAuth 1.0a. */
export const protocols = /** @type {const} */ (["oidc", "github", "twitter-legacy"])

/**
 * Signs in at local identity servers, each time as a new visitor.
 * @param {string} origin
 * @param {readonly string[]} providers ids
 * @throws {Error} when a dashboard is not reached
 */
export async function signIn(origin, providers) {
  const { executablePath } = await findBrowser()
  const browser = await chromium.launch({ executablePath })
  try {
    for (const id of providers) {
      const page = await (await browser.newContext()).newPage()
      page.setDefaultTimeout(120_000)
      await page.goto(`${origin}/signin`)
      await page.locator(`form[action$="/api/auth/signin/${id}"] button`).click()
      await page.getByRole("button", { name: persona }).click()
      await page.waitForURL(`${origin}/dashboard`)
      await page.getByRole("heading", { level: 1 }).waitFor()
    }
  } finally {
    await browser.close()
  }
}

/**
 * Starts a server, waits until it responds, and uses it.
 * @param {string} command
 * @param {string[]} argv
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, origin: string, uid?: number }} options
 * @param {() => Promise<void>} use
 * @throws {Error} with its output, if it ends before or `use` fails
 */
export async function withServer(command, argv, { cwd, env, origin, uid }, use) {
  const child = spawn(command, argv, {
    cwd,
    env,
    uid,
    gid: uid,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  })
  onClose(() => interrupt(child.pid))
  let output = ""
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => (output += text))
  /** @type {Promise<never>} */
  const ended = new Promise((_, reject) => {
    child.once("error", reject)
    child.once("exit", (code) => reject(new Error(`${command} ended with ${code}`)))
  })
  try {
    await Promise.race([responds(`${origin}/api/health?live`), ended])
    await Promise.race([use(), ended])
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${output.slice(-3_000)}`, {
      cause: error,
    })
  } finally {
    ended.catch(() => {})
    await interrupt(child.pid)
  }
}

/**
 * Ends a command as Ctrl-C in a terminal does, which signals its whole process group: npm passes a signal on to its shell only.
 * @param {number | undefined} group undefined if the command could not be started
 */
async function interrupt(group) {
  if (group === undefined) return
  // Ends a hang only.
  const deadline = Date.now() + 30_000
  for (let isRunning = signal(group, "SIGINT"); isRunning; isRunning = signal(group, 0)) {
    if (Date.now() > deadline) return void signal(group, "SIGKILL")
    await setTimeout(100)
  }
}

/**
 * @param {number} group
 * @param {NodeJS.Signals | 0} name 0 sends none
 * @returns {boolean} whether a process of the group is running
 */
function signal(group, name) {
  try {
    return process.kill(-group, name)
  } catch {
    return false
  }
}

/** @param {string} address */
async function responds(address) {
  // Ends a hang only.
  const deadline = Date.now() + 600_000
  while (Date.now() < deadline) {
    const response = await fetch(address).catch(() => undefined)
    if (response?.ok) return
    await setTimeout(200)
  }
  throw new Error(`${address} did not respond.`)
}

/**
 * The programs that a folder's commands left running: those in it, and those that name it (Linux only).
 * @param {string} folder
 * @returns {string[]} their command lines
 */
export function leftovers(folder) {
  if (process.platform !== "linux") return []
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim()
        return `${command}\n${readlinkSync(`/proc/${pid}/cwd`)}`.includes(folder) ? [command] : []
      } catch {
        // It has ended.
        return []
      }
    })
}
