// What a server needs of this machine, and how it is installed from its registry by name. A server whose needs are not met is skipped.
import { spawn, spawnSync } from "node:child_process"
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs"
import { dirname, join } from "node:path"
import { setTimeout } from "node:timers/promises"
import { onClose } from "../../scripts/test/closing.mjs"
import { bareEnvironment } from "../../scripts/test/environment.mjs"
import { run, stop } from "../../scripts/test/program.mjs"
import { dataDirectory } from "../paths.mjs"

/** Installed servers, which later runs reuse, and what the servers write. */
export const serversFolder = join(dataDirectory, "interop")

/** A server cannot run on this machine. */
export class Skipped extends Error {}

/** @type {Readonly<Record<string, { argv: string[], version: RegExp }>>} */
const programs = {
  java: { argv: ["-version"], version: /version "(\d+(?:\.\d+)?)/ },
  mvn: { argv: ["-version"], version: /Apache Maven (\d+\.\d+)/ },
  go: { argv: ["version"], version: /go(\d+\.\d+)/ },
  python3: { argv: ["--version"], version: /Python (\d+\.\d+)/ },
  node: { argv: ["--version"], version: /v(\d+\.\d+)/ },
}

/**
 * @param {readonly string[]} needs programs with the lowest version, such as "go 1.24", or without one
 * @throws {Skipped} naming what is missing
 */
export function requirePrograms(needs) {
  for (const need of needs) {
    const [name = "", lowest] = need.split(" ")
    const { argv, version } = programs[name] ?? { argv: ["--version"], version: /(\d+\.\d+)/ }
    const { error, stdout, stderr } = spawnSync(name, argv, { encoding: "utf8" })
    const found = error ? undefined : (version.exec(stdout + stderr)?.[1] ?? "0")
    if (found === undefined || (lowest !== undefined && isBelow(found, lowest)))
      throw new Skipped(`needs ${need}${found === undefined ? "" : `, and this is ${found}`}`)
  }
}

/** @param {string} found @param {string} lowest */
function isBelow(found, lowest) {
  const [major = 0, minor = 0] = found.split(".").map(Number)
  const [lowestMajor = 0, lowestMinor = 0] = lowest.split(".").map(Number)
  return major < lowestMajor || (major === lowestMajor && minor < lowestMinor)
}

/**
 * Runs the steps of an installation once. A half-installed folder is made anew.
 * @param {string} name of the folder, with everything that decides its content
 * @param {(folder: string) => Promise<void>} steps
 * @returns {Promise<string>} the folder
 */
async function installed(name, steps) {
  const folder = join(serversFolder, name)
  const mark = join(folder, ".installed")
  if (existsSync(mark)) return folder
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  console.log(`  installing ${name} …`)
  await steps(folder)
  writeFileSync(mark, "")
  return folder
}

/**
 * @param {string} command
 * @param {string[]} argv
 * @param {{ cwd: string, env?: Record<string, string> }} options
 * @returns {Promise<string>} the output
 * @throws {Skipped} the registry or the machine does not give it
 */
async function must(command, argv, { cwd, env }) {
  const { code, output } = await run(command, argv, {
    cwd,
    env: { ...bareEnvironment(), ...env },
    seconds: 1_800,
  })
  if (code !== 0)
    throw new Skipped(`${command} ${argv.join(" ")} ended with ${code}: ${output.slice(-1_500)}`)
  return output
}

/**
 * Builds a program of Go modules.
 * @param {string} name of the folder
 * @param {{ modules: string[], target: string, source?: string, replace?: string[], tags?: string[] }} what modules: with versions;
 *   target: the package of the program; source: the program's own text, in place of a package; replace: modules by others
 * @returns {Promise<string>} the program
 */
export async function goProgram(name, { modules, target, source, replace = [], tags = [] }) {
  const folder = await installed(name, async (cwd) => {
    await must("go", ["mod", "init", "interop"], { cwd })
    if (source !== undefined) writeFileSync(join(cwd, "main.go"), source)
    for (const path of modules) await must("go", ["get", path], { cwd })
    for (const one of replace) await must("go", ["mod", "edit", `-replace=${one}`], { cwd })
    await must("go", ["build", "-mod=mod", `-tags=${tags.join(",")}`, "-o", "server", target], { cwd })
  })
  return join(folder, "server")
}

/**
 * @param {string} name of the folder
 * @param {readonly string[]} packages with versions
 * @returns {Promise<string>} the folder of the commands
 */
export async function pythonPackages(name, packages) {
  const folder = await installed(name, async (cwd) => {
    await must("python3", ["-m", "venv", "."], { cwd })
    await must(join(cwd, "bin/python"), ["-m", "pip", "install", "--quiet", ...packages], { cwd })
  })
  return join(folder, "bin")
}

/**
 * Unpacks an archive of Maven's repository.
 * @param {string} artifact group:artifact:version:type
 * @returns {Promise<string>} the folder
 */
export async function mavenArchive(artifact) {
  const plugin = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack"
  return installed(artifact.replaceAll(":", "-"), (cwd) =>
    must("mvn", ["--batch-mode", "--quiet", plugin, `-Dartifact=${artifact}`, `-DoutputDirectory=${cwd}`], {
      cwd,
    }),
  )
}

/**
 * Builds a program with Maven.
 * @param {string} name of the folder
 * @param {{ pom: string, sources: Record<string, string> }} what sources: by their paths
 * @returns {Promise<string>} the folder with `target`
 */
export async function mavenProgram(name, { pom, sources }) {
  return installed(name, async (cwd) => {
    for (const [path, text] of Object.entries({ "pom.xml": pom, ...sources })) {
      mkdirSync(dirname(join(cwd, path)), { recursive: true })
      writeFileSync(join(cwd, path), text)
    }
    await must("mvn", ["--batch-mode", "--quiet", "package"], { cwd })
  })
}

/**
 * @param {string} name of the folder
 * @param {readonly string[]} packages with versions
 * @returns {Promise<string>} the folder with `node_modules`
 */
export async function npmPackages(name, packages) {
  return installed(name, async (cwd) => {
    writeFileSync(join(cwd, "package.json"), JSON.stringify({ private: true, type: "module" }))
    await must("npm", ["install", "--no-audit", "--no-fund", ...packages], { cwd })
  })
}

/**
 * Unpacks packages of the machine's own distribution, and those that they need and the machine lacks. The system does not change.
 * @param {{ version: string, packages: readonly [string, ...string[]] }} what version: of the first package
 * @returns {Promise<string>} the folder with `usr` and `etc`
 * @throws {Skipped} the distribution has another version
 */
export async function debianPackages({ version, packages }) {
  const [main] = packages
  return installed(`${main}-${version}`, async (cwd) => {
    const { stdout } = spawnSync("apt-cache", ["show", "--no-all-versions", main], { encoding: "utf8" })
    const found = /^Version: (.*)$/m.exec(stdout)?.[1] ?? "none"
    if (!found.startsWith(version))
      throw new Skipped(`needs ${main} ${version}, and the registry has ${found}`)
    const options = ["--simulate", "--no-install-recommends", "install"]
    const plan = await must("apt-get", [...options, ...packages], { cwd })
    // An upgrade has its old version in brackets, and is not needed.
    const missing = [...plan.matchAll(/^Inst (\S+) \(/gm)].map(([, name = ""]) => name)
    await must("apt-get", ["download", ...new Set([...packages, ...missing])], { cwd })
    for (const file of readdirSync(cwd))
      if (file.endsWith(".deb")) await must("dpkg-deb", ["--extract", file, "."], { cwd })
  })
}

/**
 * @param {string} folder of unpacked packages
 * @returns {Record<string, string>} variables by which programs find their libraries there
 */
export function unpackedLibraries(folder) {
  const libraries = readdirSync(join(folder, "usr/lib"))
    .filter((name) => name.includes("-linux-"))
    .map((name) => join(folder, "usr/lib", name))
  const modules = libraries.flatMap((library) => {
    const perl = join(library, "perl5")
    return existsSync(perl) ? readdirSync(perl).map((name) => join(perl, name)) : []
  })
  return {
    LD_LIBRARY_PATH: libraries.join(":"),
    PERL5LIB: [join(folder, "usr/share/perl5"), ...modules].join(":"),
  }
}

/** @typedef {{ log: () => string, stop: () => Promise<void> }} Started */

/**
 * Starts a server and waits until it responds.
 * @param {string} command
 * @param {string[]} argv
 * @param {{ name: string, ready: string, cwd?: string, env?: Record<string, string>, seconds?: number }} options name: of the
 *   log; ready: an address that responds with 200
 * @returns {Promise<Started>}
 * @throws {Error} with its output
 */
export async function startServer(command, argv, { name, ready, cwd = serversFolder, env, seconds = 180 }) {
  mkdirSync(join(serversFolder, "logs"), { recursive: true })
  const file = join(serversFolder, "logs", `${name}.log`)
  const output = openSync(file, "w")
  const child = spawn(command, argv, {
    cwd,
    env: { ...bareEnvironment(), ...env },
    stdio: ["ignore", output, output],
  })
  closeSync(output)
  /** @type {Error | undefined} */
  let failure
  child.once("error", (error) => (failure = error))
  onClose(() => stop(child))
  const log = () => readFileSync(file, "utf8")
  const deadline = Date.now() + seconds * 1_000
  for (;;) {
    const response = await fetch(ready).catch(() => undefined)
    if (response?.ok) return { log, stop: () => stop(child) }
    if (failure || child.exitCode !== null || child.signalCode !== null || Date.now() > deadline) {
      await stop(child)
      throw new Error(`${name} did not come up: ${failure?.message ?? ""}\n${log().slice(-3_000)}`)
    }
    await setTimeout(200)
  }
}

/**
 * Starts a server that can be started anew at the same address.
 * @param {Parameters<typeof startServer>} server
 * @returns {Promise<{ restart: () => Promise<void>, stop: () => Promise<void> }>}
 */
export async function restartable(...server) {
  let started = await startServer(...server)
  return {
    async restart() {
      await started.stop()
      started = await startServer(...server)
    },
    stop: () => started.stop(),
  }
}
