// Finds or installs a Chromium for the tests. A browser is usable if it starts; an existing file is not enough.
import { existsSync } from "node:fs"
import { delimiter, join } from "node:path"
import { chromium } from "@playwright/test"
import { programOf, run, runNode } from "./program.mjs"

/**
 * @typedef {object} Machine the functions of the machine that the search uses
 * @property {NodeJS.Platform} platform
 * @property {Record<string, string | undefined>} env
 * @property {boolean} isRoot
 * @property {(path: string) => boolean} exists
 * @property {(path: string | undefined) => Promise<string | undefined>} launchError why a browser does not start;
 *   without a path, Playwright's own
 * @property {(command: string, argv: string[], seconds?: number) => Promise<boolean>} install whether it succeeded
 * @property {(line: string) => void} log
 */

/** @type {Machine} */
const thisMachine = {
  platform: process.platform,
  env: process.env,
  isRoot: process.getuid?.() === 0,
  exists: existsSync,
  async launchError(executablePath) {
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
  log: console.log,
}

/**
 * Finds the browser to use: $CHROMIUM_PATH, else Playwright's own, else one of the system, else a newly installed one.
 * @param {Machine} [machine]
 * @returns {Promise<{ executablePath: string | undefined }>} undefined: Playwright's own
 * @throws {Error} with one line: the problem and its fix
 */
export async function findBrowser(machine = thisMachine) {
  const { env, launchError, install, log } = machine
  if (env["CHROMIUM_PATH"]) {
    const reason = await launchError(env["CHROMIUM_PATH"])
    if (reason === undefined) return { executablePath: env["CHROMIUM_PATH"] }
    throw new Error(
      `CHROMIUM_PATH names ${env["CHROMIUM_PATH"]}, which does not start: ${reason}. Correct or unset it.`,
    )
  }
  if ((await launchError(undefined)) === undefined) return { executablePath: undefined }
  const installed = await systemBrowser(machine)
  if (installed) return { executablePath: installed }

  log("No browser is installed. Installing Playwright's Chromium; this takes up to a minute …")
  if (await install("playwright", ["install", "chromium"], 60)) {
    const reason = await launchError(undefined)
    if (reason === undefined) return { executablePath: undefined }
    log(`Playwright's Chromium does not start: ${reason}`)
  } else log("Playwright's Chromium could not be installed within a minute.")

  if (machine.isRoot && onPath("apt-get", machine)) {
    log("Installing Chromium with apt-get; this can take some minutes …")
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
    "No Chromium to test with: install Chromium or Chrome, run `npx playwright install --with-deps chromium`, or set CHROMIUM_PATH to one.",
  )
}

/**
 * @param {Machine} machine
 * @returns {Promise<string | undefined>} the first system browser that starts
 */
async function systemBrowser(machine) {
  for (const path of candidates(machine)) {
    if (!machine.exists(path)) continue
    const reason = await machine.launchError(path)
    if (reason === undefined) return path
    machine.log(`${path} does not start: ${reason}`)
  }
  return undefined
}

/**
 * The usual paths of Chromium, Chrome and Edge on each system.
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
 * @returns {string | undefined} the path of the program on the PATH
 */
function onPath(name, { env, exists }) {
  const folders = [...(env["PATH"] ?? "").split(delimiter), "/usr/bin", "/snap/bin"]
  return folders.map((folder) => join(folder, name)).find((path) => exists(path))
}
