// The packages that a sign-in depends on, and the versions that fixed their published vulnerabilities.
import { existsSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"

/**
 * @typedef {{ advisory: string, fixed: string }} Floor `fixed`: the first version of the newest release line with the fix
 */

/** @type {Readonly<Record<string, readonly Floor[]>>} */
export const versionFloors = {
  next: [
    { advisory: "CVE-2021-37699", fixed: "11.1.0" },
    { advisory: "CVE-2025-29927", fixed: "15.2.3" },
    { advisory: "CVE-2025-55182", fixed: "16.0.7" },
    { advisory: "CVE-2025-55183", fixed: "16.0.10" },
    { advisory: "CVE-2025-55184", fixed: "16.0.10" },
    { advisory: "CVE-2026-44575", fixed: "16.2.5" },
    { advisory: "CVE-2026-44572", fixed: "16.2.5" },
    { advisory: "GHSA-c4j6-fc7j-m34r", fixed: "16.2.5" },
    { advisory: "GHSA-26hh-7cqf-hhc6", fixed: "16.2.6" },
    { advisory: "GHSA-6gpp-xcg3-4w24", fixed: "16.2.11" },
    { advisory: "GHSA-89xv-2m56-2m9x", fixed: "16.2.11" },
    { advisory: "GHSA-m99w-x7hq-7vfj", fixed: "16.2.11" },
    { advisory: "GHSA-955p-x3mx-jcvp", fixed: "16.2.11" },
    { advisory: "GHSA-2xp9-vwfh-vxw4", fixed: "16.3.3" },
    { advisory: "GHSA-p293-qw3h-jr36", fixed: "16.3.3" },
  ],
  react: [
    { advisory: "CVE-2025-55182", fixed: "19.2.1" },
    { advisory: "CVE-2025-55183", fixed: "19.2.3" },
    { advisory: "CVE-2025-55184", fixed: "19.2.3" },
    { advisory: "CVE-2026-23869", fixed: "19.2.5" },
    { advisory: "CVE-2026-23870", fixed: "19.2.6" },
  ],
  jose: [{ advisory: "CVE-2024-28176", fixed: "4.15.5" }],
  undici: [
    { advisory: "CVE-2025-22150", fixed: "7.2.3" },
    { advisory: "CVE-2025-47279", fixed: "7.5.0" },
    { advisory: "CVE-2026-6733", fixed: "7.28.0" },
    { advisory: "CVE-2026-13697", fixed: "7.29.0" },
  ],
  // No advisory is known for these.
  oauth4webapi: [],
  "@prisma/client": [],
  pg: [],
}

/**
 * The version of a package in node_modules, if it is installed.
 * @param {string} name
 * @returns {string | undefined}
 */
export function installedVersion(name) {
  const folders = createRequire(import.meta.url).resolve.paths(name) ?? []
  const manifest = folders
    .map((folder) => join(folder, name, "package.json"))
    .find((file) => existsSync(file))
  return manifest && JSON.parse(readFileSync(manifest, "utf8")).version
}

/**
 * Whether a version is at least another one, compared by number.
 * @param {string} version
 * @param {string} floor
 */
export function isAtLeast(version, floor) {
  const [ours, theirs] = [version, floor].map((text) => (text.split("-")[0] ?? "").split(".").map(Number))
  for (const [index, number] of (theirs ?? []).entries()) {
    const difference = (ours?.[index] ?? 0) - number
    if (difference !== 0) return difference > 0
  }
  // 16.3.3-canary.1 comes before 16.3.3.
  return !version.includes("-")
}
