import { openPage, readSession, signInNewUser } from "../operations.mjs"
import { interleave, timed } from "../rounds.mjs"

/** A route that reads the session. @type {import("../run.mjs").Phase} */
export async function session({ startedApps, quick }) {
  return measureReads(await startedApps(), quick ? [3, 50] : [15, 200], readSession)
}

/** The same page, for signed-in users only, in every app. @type {import("../run.mjs").Phase} */
export async function dashboard({ startedApps, quick }) {
  const apps = await startedApps()
  return measureReads(apps, quick ? [3, 30] : [15, 80], openPage)
}

/**
 * @param {import("../app.mjs").App[]} apps
 * @param {readonly [rounds: number, times: number]} size
 * @param {(app: import("../app.mjs").App, visitor: import("../visitor.mjs").Visitor) => Promise<unknown>} read
 */
async function measureReads(apps, [rounds, times], read) {
  const visitors = new Map()
  for (const app of apps) visitors.set(app, await signInNewUser(app))
  return interleave(apps, rounds, async (app) => ({
    ...(await timed(app, times, () => read(app, visitors.get(app)))),
  }))
}
