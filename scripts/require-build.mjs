// Runs before a build, without any package: says what is missing, where the tools of the build would fail without saying why.
import { existsSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

const root = new URL("../", import.meta.url)

/** Ends the process with a message if the build would fail. */
export function requireBuild() {
  const reason = whyNotToBuild(process.env, missingPackages())
  if (reason === undefined) return
  console.error(reason)
  process.exit(1)
}

/**
 * @param {Readonly<Record<string, string | undefined>>} env
 * @param {readonly string[]} missing  packages of the build that are not installed
 * @returns {string | undefined} what to do, if the build would fail
 */
export function whyNotToBuild({ NODE_ENV }, missing) {
  if (missing.length > 0) {
    const reason = NODE_ENV === "production" ? ": NODE_ENV=production leaves devDependencies out" : ""
    return `The build needs packages that are not installed (${missing.join(", ")})${reason}. Run \`npm ci --include=dev\`, or set NPM_CONFIG_INCLUDE=dev where a host installs them.`
  }
  if (NODE_ENV && NODE_ENV !== "production")
    return `NODE_ENV=${NODE_ENV} is set, but a build is for production. Unset it, or run \`NODE_ENV=production npm run build\`.`
  return undefined
}

/** Of the packages that only a build needs, the first that a project would miss. In a workspace they are in a folder above. */
function missingPackages() {
  const { devDependencies = {} } = JSON.parse(readFileSync(new URL("package.json", root), "utf8"))
  const folders = createRequire(root).resolve.paths("next") ?? []
  return ["prisma", "typescript", "tailwindcss", "@tailwindcss/postcss"].filter(
    (name) => name in devDependencies && !folders.some((folder) => existsSync(join(folder, name))),
  )
}

if (process.argv[1] === fileURLToPath(import.meta.url)) requireBuild()
