// The programs of the cluster that npm does not install: nginx and PgBouncer.
import { execFileSync } from "node:child_process"
import { accessSync, constants } from "node:fs"
import { delimiter, join } from "node:path"

const packages = { nginx: "nginx", pgbouncer: "pgbouncer" }
const directories = [
  ...(process.env["PATH"] ?? "").split(delimiter),
  "/usr/sbin",
  "/usr/local/sbin",
  "/opt/homebrew/bin",
]

/**
 * Finds nginx and PgBouncer. PostgreSQL comes from npm.
 * @returns {{ nginx: string, pgbouncer: string, pgbouncerVersion: string, nginxVersion: string }}
 * @throws with the missing programs and how to install them
 */
export function findServers() {
  const nginx = process.env["NGINX"] ?? find("nginx")
  const pgbouncer = process.env["PGBOUNCER"] ?? find("pgbouncer")
  const missing = Object.entries({ nginx, pgbouncer }).flatMap(([name, path]) => (path ? [] : [name]))
  if (!nginx || !pgbouncer) {
    const names = missing.map((name) => packages[/** @type {keyof typeof packages} */ (name)]).join(" ")
    throw new Error(
      [
        `Missing on this machine: ${missing.join(", ")}.`,
        `  Debian, Ubuntu: apt-get install ${names}`,
        `  macOS:          brew install ${names}`,
        "Or set NGINX and PGBOUNCER to the paths of the programs.",
      ].join("\n"),
    )
  }
  return {
    nginx,
    pgbouncer,
    nginxVersion: version(nginx, "-v"),
    pgbouncerVersion: version(pgbouncer, "--version"),
  }
}

/** @param {string} name */
function find(name) {
  return directories.map((directory) => join(directory, name)).find(isProgram)
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * @param {string} program
 * @param {string} option
 */
function version(program, option) {
  // nginx writes its version to standard error.
  const text = execFileSync("/bin/sh", ["-c", `"$1" ${option} 2>&1`, "sh", program], { encoding: "utf8" })
  return /\d+\.\d+(\.\d+)?/.exec(text)?.[0] ?? "unknown"
}
