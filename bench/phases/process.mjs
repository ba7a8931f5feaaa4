import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { start } from "../app.mjs"
import { newSubject, openPage, readSession, signIn, signInNewUser } from "../operations.mjs"
import { coverageDirectory } from "../paths.mjs"
import { interleave } from "../rounds.mjs"

/** From the start of the process to the first response that read a session. @type {import("../run.mjs").Phase} */
export async function cold({ builds, quick }) {
  const cookies = new Map()
  for (const build of builds) {
    const app = await start(build)
    cookies.set(build, (await signInNewUser(app)).cookies)
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

/** The peak memory of the same work in every app. @type {import("../run.mjs").Phase} */
export async function memory({ builds, quick }) {
  return interleave(builds, quick ? 1 : 4, async (build) => {
    const app = await start(build)
    const visitor = await signInNewUser(app)
    for (let index = 0; index < 300; index++) await readSession(app, visitor)
    for (let index = 0; index < 100; index++) await openPage(app, visitor)
    for (let index = 0; index < 50; index++) await signIn(app, "oidc", newSubject())
    const peak = app.memory()
    await app.close()
    return { peak }
  })
}

/**
 * The JavaScript that the server has loaded after a sign-in, a session read, a page and the sign-in page. V8's coverage lists
 * every script. All apps load the same part of Next.js, so the difference to the limit is the library.
 * @type {import("../run.mjs").Phase}
 */
export async function code({ builds }) {
  const loaded = new Map()
  let limit = NaN
  for (const build of builds.filter(({ contender }) => !contender.builtAs)) {
    rmSync(coverageDirectory, { recursive: true, force: true })
    mkdirSync(coverageDirectory, { recursive: true })
    const app = await start(build, { env: { NODE_V8_COVERAGE: coverageDirectory } })
    const visitor = await signInNewUser(app)
    await openPage(app, visitor)
    await openPage(app, visitor, "/signin").catch(() => undefined)
    await app.close()
    const bytes =
      [...loadedScripts(coverageDirectory)].reduce((sum, file) => sum + statSync(file).size, 0) / 1024
    if (Number.isNaN(limit)) limit = bytes
    loaded.set(app, { loaded: { value: bytes }, beyond: { value: bytes - limit } })
  }
  return loaded
}

/** @param {string} directory */
function loadedScripts(directory) {
  /** @type {Set<string>} */
  const files = new Set()
  for (const name of readdirSync(directory)) {
    const { result } = JSON.parse(readFileSync(join(directory, name), "utf8"))
    for (const { url } of result) if (url.startsWith("file://")) files.add(fileURLToPath(url))
  }
  if (files.size === 0) throw new Error("V8 wrote no coverage, so the app was killed before it could exit.")
  return files
}
