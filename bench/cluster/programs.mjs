// What the cluster needs of the machine and npm does not bring.
import { execFileSync } from "node:child_process"
import { accessSync, constants } from "node:fs"
import { delimiter, join } from "node:path"

const packages = { nginx: "nginx", pgbouncer: "pgbouncer" }
const places = [
  ...(process.env["PATH"] ?? "").split(delimiter),
  "/usr/sbin",
  "/usr/local/sbin",
  "/opt/homebrew/bin",
]

/**
 * Finds nginx and PgBouncer. PostgreSQL itself is the starter's own.
 * @returns {{ nginx: string, pgbouncer: string, pgbouncerVersion: string, nginxVersion: string }}
 * @throws naming what is missing, and how to get it
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
        "Or name programs of your own in NGINX and PGBOUNCER.",
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
  return places.map((place) => join(place, name)).find(isProgram)
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
  // nginx writes its version to the standard error.
  const text = execFileSync("/bin/sh", ["-c", `"$1" ${option} 2>&1`, "sh", program], { encoding: "utf8" })
  return /\d+\.\d+(\.\d+)?/.exec(text)?.[0] ?? "unknown"
}
