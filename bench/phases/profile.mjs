import { freePort } from "../../scripts/lib/ports.mjs"
import { start } from "../app.mjs"
import { build } from "../build.mjs"
import { newSubject, openPage, readSession, signIn, signInNewUser } from "../operations.mjs"
import { profileWork } from "../profiler.mjs"

/** The part of the app that a file belongs to; the first matching pattern counts. */
export const categories = /** @type {const} */ ({
  waiting: /^\(idle\)$/,
  "garbage collection": /^\(garbage collector\)$/,
  Prisma: /@prisma|\/generated\/prisma\//,
  pg: /\/node_modules\/pg[\w-]*\//,
  "jose and oauth4webapi": /\/node_modules\/(jose|oauth4webapi)\//,
  "fetch, Request and Response (undici)": /\/node_modules\/undici\/|^node:internal\/deps\/undici|^wasm:/,
  "Next.js and React": /\/node_modules\/(next|react[\w-]*)\/|\/\.next\/|turbopack/,
  "other packages": /\/node_modules\//,
  "the app itself": /\/(lib|app|components|messages|apps)\/|\/(proxy|instrumentation)\.ts$/,
  "Node.js and the system": /^/,
})

export const profiledOperations = /** @type {const} */ (["session", "dashboard", "repeat"])

/**
 * Where the main thread spends its time, in builds with source maps. The rest of the process's CPU time belongs to other
 * threads: cryptography, garbage collection, the compiler.
 * @type {import("../run.mjs").Phase}
 */
export async function profile({ builds, quick }) {
  const profiles = new Map()
  for (const contenderBuild of builds.filter(({ contender: { id } }) => id === "bare" || id === "portico")) {
    const port = await freePort()
    const directory = await build(contenderBuild.contender, { maps: true })
    const app = await start(
      { ...contenderBuild, directory },
      { env: { NODE_OPTIONS: `--inspect=127.0.0.1:${port}` } },
    )
    const [visitor, subject] = [await signInNewUser(app), newSubject()]
    const operations = {
      session: () => readSession(app, visitor),
      dashboard: () => openPage(app, visitor),
      repeat: () => signIn(app, "oidc", subject),
    }
    /** @type {Record<string, { value: number }>} */
    const figures = {}
    for (const operation of profiledOperations) {
      const times = quick ? 50 : 500
      const work = async () => {
        for (let time = 0; time < times; time++) await operations[operation]()
      }
      await work()
      let total = 0
      const spent = await profileWork(port, async () => {
        const before = app.cpu()
        await work()
        total = (app.cpu() - before) / times
      })
      let main = 0
      for (const category of Object.keys(categories)) {
        const value =
          [...spent].reduce((sum, [file, ms]) => (categoryOf(file) === category ? sum + ms : sum), 0) / times
        if (category !== "waiting") main += value
        figures[`${operation} ${category}`] = { value }
      }
      figures[`${operation} other threads`] = { value: Math.max(total - main, 0) }
      figures[`${operation} all`] = { value: total }
    }
    await app.close()
    profiles.set(app, figures)
  }
  return profiles
}

/** @param {string} file */
function categoryOf(file) {
  return Object.entries(categories).find(([, pattern]) => pattern.test(file))?.[0]
}
