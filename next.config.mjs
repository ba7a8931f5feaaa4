import { existsSync, lstatSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { PHASE_DEVELOPMENT_SERVER, PHASE_PRODUCTION_BUILD } from "next/constants.js"
import { basePathOf, isBasePath } from "./lib/base-path.mjs"

const migrations = readdirSync(new URL("prisma/migrations", import.meta.url), { withFileTypes: true })

const folder = import.meta.dirname
const lockfiles = ["package-lock.json", "pnpm-lock.yaml", "yarn.lock", "bun.lock", "bun.lockb"]
/** A package of its own, and not one of a workspace, whose packages are in a folder above. */
const isRoot =
  lockfiles.some((name) => existsSync(join(folder, name))) &&
  lstatSync(join(folder, "node_modules"), { throwIfNoEntry: false })?.isDirectory() === true

/** Docs: docs/customizing.md#cache-components. */
const cacheComponents = process.env.CACHE_COMPONENTS?.trim() === "on"

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  // Browsers also request the icon at this default path.
  redirects: async () => [{ source: "/favicon.ico", destination: "/icon.svg", permanent: false }],
  // For files too; lib/transport-security.ts and proxy.ts set the headers that depend on the deployment or on the page.
  headers: async () => [
    { source: "/:path*", headers: [{ key: "x-content-type-options", value: "nosniff" }] },
  ],
  // Closes /_next/image, which no page uses: it downloads and decodes images on request. Delete the line to use next/image.
  images: { unoptimized: true },
  turbopack: {
    // Otherwise a stray lockfile in a folder above would make that folder the root.
    ...(isRoot && { root: folder }),
    resolveAlias: {
      // Radix asks this package for the nonce of its styles (docs/customizing.md#shadcnui).
      "get-nonce": "./lib/document-nonce.ts",
      // The same exports as ES modules, of which the bundle of proxy.ts gets only what it imports: a new instance starts sooner.
      "next/server": "next/dist/esm/api/server",
    },
  },
  experimental: {
    ...(process.env.NODE_ENV === "production"
      ? // A new instance loads a page when it is requested, so it responds sooner (docs/decisions/018). `next dev` does so anyway.
        { preloadEntriesOnStart: false }
      : // After an edit all server modules run again. If only some did, pages would keep the Prisma client of an older schema.
        { turbopackServerFastRefresh: false }),
    // Otherwise `next dev` reports each page whose navigation is not instant, and none is (docs/customizing.md#cache-components).
    ...(cacheComponents && { instantInsights: { validationLevel: "manual-warning" } }),
  },
  // Only for the Dockerfile: `next start` does not use the standalone output.
  ...(process.env.STANDALONE && {
    output: "standalone",
    // Next loads it for its own image optimizer, which is closed above.
    outputFileTracingExcludes: { "*": ["**/node_modules/{sharp,@img,detect-libc,semver}/**"] },
  }),
  ...(cacheComponents && {
    cacheComponents: true,
    // With it, Next renders each page twice: once more for links to it, although it has no part to prefetch.
    partialPrefetching: false,
    // Every visitor gets a page that is rendered for the request, and no shell from the build, which starts a response with the
    // status 200 and has no nonce (docs/decisions/042).
    htmlLimitedBots: /.*/,
  }),
  // The URL of a callback contains the authorization code, which must not be logged.
  logging: { incomingRequests: { ignore: [/\/api\/auth\/.*callback/] } },
  env: {
    PORTICO_MIGRATIONS: migrations
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .join(" "),
    PORTICO_CACHE_COMPONENTS: cacheComponents ? "on" : "off",
  },
}

/** @param {string} phase */
export default async function configure(phase) {
  const isDevelopment = phase === PHASE_DEVELOPMENT_SERVER
  if (isDevelopment) await prepareDevelopment()
  if (phase === PHASE_PRODUCTION_BUILD) removeBrokenTypes()
  return {
    ...(cacheComponents && { cacheHandler: join(folder, "lib/pages-without-shells.mjs") }),
    ...config,
    ...(isDevelopment && { allowedDevOrigins: publicHost() }),
    ...belowBasePath(),
    // Otherwise Next would redirect a form, or a provider's server, that posts to /api/auth/… without the slash.
    ...(config.trailingSlash && { skipTrailingSlashRedirect: true }),
  }
}

/** The app lies below the path of AUTH_URL, if it has one. The start requires that it is the same as at the build. */
function belowBasePath() {
  const path = basePathOf(process.env.AUTH_URL?.trim())
  const basePath = isBasePath(path) ? path : ""
  return { basePath, env: { ...config.env, PORTICO_BASE_PATH: basePath } }
}

/** Of a tunnel or a forwarded port: Next would send no script of development to it. */
function publicHost() {
  const { AUTH_URL = "" } = process.env
  return URL.canParse(AUTH_URL) ? [new URL(AUTH_URL).hostname] : []
}

/**
 * Makes `npx next dev` work by itself: `npm run dev` has prepared the environment already. Next reads this file in other processes
 * too, so this runs only in the one of the server.
 */
async function prepareDevelopment() {
  const script = new URL("scripts/dev/within-next.mjs", import.meta.url)
  if (process.env.PORTICO_LAUNCHER || process.env.__NEXT_DEV_SERVER !== "1" || !existsSync(script)) return
  // Not a type import: the build must also succeed in a copy without scripts.
  /** @type {{ prepareWithinNext: () => Promise<void> }} */
  const { prepareWithinNext } = await import(script.href)
  await prepareWithinNext()
}

/**
 * The types of `next dev` stay after it: empty, if it was killed, and with pages that were deleted since. Every build would fail on
 * them, and needs none.
 */
function removeBrokenTypes() {
  const types = join(folder, ".next/dev/types")
  if (!existsSync(types)) return
  const isBroken = (/** @type {string} */ name) => {
    const text = readFileSync(join(types, name), "utf8")
    const imports = [...text.matchAll(/import\("(\.[^"]+)\.js"\)/g)].map(([, path = ""]) => join(types, path))
    const isThere = (/** @type {string} */ path) =>
      ["ts", "tsx", "js", "jsx"].some((end) => existsSync(`${path}.${end}`))
    return text.trim() === "" || !imports.every(isThere)
  }
  if (readdirSync(types).some((name) => name.endsWith(".ts") && isBroken(name)))
    rmSync(types, { recursive: true })
}
