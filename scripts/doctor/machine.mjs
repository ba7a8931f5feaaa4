// Checks Node and the packages that a sign-in depends on.
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { root } from "../lib/environment.mjs"
import { installedVersion, isAtLeast, versionFloors } from "./version-floors.mjs"

/** @typedef {import("../../lib/auth/diagnostics/check").Check} Check */

/** @returns {Check[]} */
export function checkMachine() {
  const vulnerable = Object.entries(versionFloors).flatMap(([name, floors]) => packageChecks(name, floors))
  const names = Object.keys(versionFloors).join(", ")
  return [
    nodeCheck(),
    ...(vulnerable.length > 0
      ? vulnerable
      : [
          {
            name: "packages",
            result: /** @type {const} */ ("ok"),
            detail: `no known vulnerability in ${names}`,
          },
        ]),
  ]
}

/** @returns {Check} */
function nodeCheck() {
  // Not `engines`, which would override the version that is chosen at a host such as Vercel.
  const { devEngines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"))
  const { node } = process.versions
  const version = devEngines?.runtime?.version
  return version === undefined || fits(node, version)
    ? { name: "Node", result: "ok", detail: node }
    : { name: "Node", result: "fault", detail: `${node} is not ${version}`, fix: "Install Node 24." }
}

/**
 * Whether a version fits a range like `^20.19 || >=24`.
 * @param {string} version
 * @param {string} range
 */
export function fits(version, range) {
  return range.split("||").some((part) => {
    const [, operator, floor = ""] = /^\s*(\^|>=)([\d.]+)\s*$/.exec(part) ?? []
    return (
      isAtLeast(version, floor) && (operator === ">=" || Number.parseInt(version) === Number.parseInt(floor))
    )
  })
}

/**
 * @param {string} name
 * @param {readonly import("./version-floors.mjs").Floor[]} floors
 * @returns {Check[]}
 */
function packageChecks(name, floors) {
  const version = installedVersion(name)
  if (!version) return [{ name, result: "fault", detail: "not installed", fix: "npm install" }]
  const open = floors.filter(({ fixed }) => !isAtLeast(version, fixed))
  if (open.length === 0) return []
  const advisories = open.map(({ advisory }) => advisory).join(", ")
  const detail = `${version} has known vulnerabilities: ${advisories}`
  return [{ name, result: "fault", detail, fix: `npm install ${name}@^${open.at(-1)?.fixed}` }]
}
