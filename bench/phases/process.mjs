import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { start } from "../app.mjs"
import { enter, newSubject, openPage, readSession, signIn } from "../operations.mjs"
import { workshop } from "../places.mjs"
import { interleave } from "../rounds.mjs"

/** From nothing to the first answer that needs the session. @type {import("../run.mjs").Phase} */
export async function cold({ builds, quick }) {
  const cookies = new Map()
  for (const build of builds) {
    const app = await start(build)
    cookies.set(build, (await enter(app)).cookies)
    await app.close()
  }
  return interleave(builds, quick ? 2 : 9, async (build) => {
    const app = await start(build, {
      async until(visitor) {
        visitor.cookies = cookies.get(build)
        return (await visitor.get("/api/me")).status === 200
      },
    })
    const figures = { ms: app.took, cpu: app.cpu() }
    await app.close()
    return figures
  })
}

/** The most memory that the same work takes. @type {import("../run.mjs").Phase} */
export async function memory({ builds, quick }) {
  return interleave(builds, quick ? 1 : 4, async (build) => {
    const app = await start(build)
    const person = await enter(app)
    for (let index = 0; index < 300; index++) await readSession(app, person)
    for (let index = 0; index < 100; index++) await openPage(app, person)
    for (let index = 0; index < 50; index++) await signIn(app, "oidc", newSubject())
    const peak = app.memory()
    await app.close()
    return { peak }
  })
}

/**
 * The JavaScript that the server has loaded after a sign-in, a session read, a page and a sign-in page: V8 lists every
 * script in its coverage. Next's own part is the same everywhere, so the difference to the limit is the library.
 * @type {import("../run.mjs").Phase}
 */
export async function code({ builds }) {
  const loaded = new Map()
  let limit = NaN
  for (const build of builds.filter(({ contender }) => !contender.builtAs)) {
    const directory = join(workshop, "coverage")
    rmSync(directory, { recursive: true, force: true })
    mkdirSync(directory, { recursive: true })
    const app = await start(build, { env: { NODE_V8_COVERAGE: directory } })
    const person = await enter(app)
    await openPage(app, person)
    await openPage(app, person, "/signin").catch(() => undefined)
    await app.close()
    const bytes = [...scriptsIn(directory)].reduce((sum, file) => sum + statSync(file).size, 0) / 1024
    if (Number.isNaN(limit)) limit = bytes
    loaded.set(app, { loaded: { value: bytes }, beyond: { value: bytes - limit } })
  }
  return loaded
}

/** @param {string} directory */
function scriptsIn(directory) {
  /** @type {Set<string>} */
  const files = new Set()
  for (const name of readdirSync(directory)) {
    const { result } = JSON.parse(readFileSync(join(directory, name), "utf8"))
    for (const { url } of result) if (url.startsWith("file://")) files.add(fileURLToPath(url))
  }
  if (files.size === 0) throw new Error("V8 wrote no coverage: the app did not end by itself.")
  return files
}
