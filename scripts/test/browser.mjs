// Finds a Chromium for the tests, or installs one. A browser counts when it starts, not when its file is there.
import { existsSync } from "node:fs"
import { delimiter, join } from "node:path"
import { chromium } from "@playwright/test"
import { programOf, run, runNode } from "./program.mjs"

/**
 * @typedef {object} Machine what the search may ask of the machine
 * @property {NodeJS.Platform} platform
 * @property {Record<string, string | undefined>} env
 * @property {boolean} isRoot
 * @property {(path: string) => boolean} exists
 * @property {(path: string | undefined) => Promise<string | undefined>} fault why this browser does not start; Playwright's
 *   own when no path is given
 * @property {(command: string, argv: string[], seconds?: number) => Promise<boolean>} install whether it succeeded
 * @property {(line: string) => void} say
 */

/** @type {Machine} */
const thisMachine = {
  platform: process.platform,
  env: process.env,
  isRoot: process.getuid?.() === 0,
  exists: existsSync,
  async fault(executablePath) {
    try {
      await (await chromium.launch({ executablePath, timeout: 30_000 })).close()
      return undefined
    } catch (error) {
      return error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error)
    }
  },
  async install(command, argv, seconds) {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" }
    const { code } = await (command === "playwright"
      ? runNode([programOf("@playwright/test"), ...argv], { seconds, env })
      : run(command, argv, { seconds, env }))
    return code === 0
  },
  say: console.log,
}

/**
 * The browser to drive: $CHROMIUM_PATH, else Playwright's own, else one of the system's, else one that is installed now.
 * @param {Machine} [machine]
 * @returns {Promise<{ executablePath: string | undefined }>} no path: Playwright's own
 * @throws {Error} one line that says what is missing and what to do
 */
export async function findBrowser(machine = thisMachine) {
  const { env, fault, install, say } = machine
  if (env["CHROMIUM_PATH"]) {
    const wrong = await fault(env["CHROMIUM_PATH"])
    if (wrong === undefined) return { executablePath: env["CHROMIUM_PATH"] }
    throw new Error(
      `CHROMIUM_PATH names ${env["CHROMIUM_PATH"]}, which does not start: ${wrong}. Correct or unset it.`,
    )
  }
  if ((await fault(undefined)) === undefined) return { executablePath: undefined }
  const installed = await systemBrowser(machine)
  if (installed) return { executablePath: installed }

  say("No browser is installed. Installing Playwright's Chromium; this takes up to a minute …")
  if (await install("playwright", ["install", "chromium"], 60)) {
    const wrong = await fault(undefined)
    if (wrong === undefined) return { executablePath: undefined }
    say(`Playwright's Chromium does not start: ${wrong}`)
  } else say("Playwright's Chromium could not be installed within a minute.")

  if (machine.isRoot && onPath("apt-get", machine)) {
    say("Installing Chromium with apt-get; this can take some minutes …")
    const packages = ["install", "-y", "chromium"]
    if (
      (await install("apt-get", packages)) ||
      ((await install("apt-get", ["update"])) && (await install("apt-get", packages)))
    ) {
      const found = await systemBrowser(machine)
      if (found) return { executablePath: found }
    }
  }
  throw new Error(
    "No Chromium to test with: install Chromium or Chrome, or run `npx playwright install --with-deps chromium`, or set CHROMIUM_PATH to one.",
  )
}

/**
 * @param {Machine} machine
 * @returns {Promise<string | undefined>} the first of the system's browsers that starts
 */
async function systemBrowser(machine) {
  for (const path of candidates(machine)) {
    if (!machine.exists(path)) continue
    const wrong = await machine.fault(path)
    if (wrong === undefined) return path
    machine.say(`${path} does not start: ${wrong}`)
  }
  return undefined
}

/**
 * Where each system keeps Chromium, Chrome and Edge.
 * @param {Pick<Machine, "platform" | "env" | "exists">} machine
 * @returns {string[]}
 */
export function candidates(machine) {
  const { platform, env } = machine
  if (platform === "darwin")
    return ["Chromium", "Google Chrome", "Microsoft Edge"].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    )
  if (platform === "win32")
    return ["ProgramFiles", "ProgramFiles(x86)", "LocalAppData"].flatMap((name) => {
      const folder = env[name]
      const programs = ["Google/Chrome", "Chromium", "Microsoft/Edge"]
      if (!folder) return []
      return programs.map((app) =>
        join(folder, app, "Application", app.endsWith("Edge") ? "msedge.exe" : "chrome.exe"),
      )
    })
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
  return names.map((name) => onPath(name, machine)).filter((path) => path !== undefined)
}

/**
 * @param {string} name
 * @param {Pick<Machine, "env" | "exists">} machine
 * @returns {string | undefined} where the PATH has this program
 */
function onPath(name, { env, exists }) {
  const folders = [...(env["PATH"] ?? "").split(delimiter), "/usr/bin", "/snap/bin"]
  return folders.map((folder) => join(folder, name)).find((path) => exists(path))
}
