import { freePort } from "../../scripts/lib/ports.mjs"
import { start } from "../app.mjs"
import { build } from "../build.mjs"
import { enter, newSubject, openPage, readSession, signIn } from "../operations.mjs"
import { profiled } from "../profiler.mjs"

/** What a file belongs to: the first that fits. */
export const rooms = /** @type {const} */ ({
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
 * Where the main thread's time goes, in builds with source maps. What the process computes beyond it are other threads:
 * cryptography, garbage collection, the compiler.
 * @type {import("../run.mjs").Phase}
 */
export async function profile({ builds, quick }) {
  const found = new Map()
  for (const one of builds.filter(({ contender: { id } }) => id === "bare" || id === "portico")) {
    const port = await freePort()
    const directory = await build(one.contender, { maps: true })
    const app = await start({ ...one, directory }, { env: { NODE_OPTIONS: `--inspect=127.0.0.1:${port}` } })
    const [person, subject] = [await enter(app), newSubject()]
    const operations = {
      session: () => readSession(app, person),
      dashboard: () => openPage(app, person),
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
      let all = 0
      const spent = await profiled(port, async () => {
        const before = app.cpu()
        await work()
        all = (app.cpu() - before) / times
      })
      let main = 0
      for (const room of Object.keys(rooms)) {
        const value =
          [...spent].reduce((sum, [file, ms]) => (roomOf(file) === room ? sum + ms : sum), 0) / times
        if (room !== "waiting") main += value
        figures[`${operation} ${room}`] = { value }
      }
      figures[`${operation} other threads`] = { value: Math.max(all - main, 0) }
      figures[`${operation} all`] = { value: all }
    }
    await app.close()
    found.set(app, figures)
  }
  return found
}

/** @param {string} file */
function roomOf(file) {
  return Object.entries(rooms).find(([, pattern]) => pattern.test(file))?.[0]
}
