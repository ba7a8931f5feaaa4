import { enter, openPage, readSession } from "../operations.mjs"
import { interleave, timed } from "../rounds.mjs"

/** A route that asks who is there. @type {import("../run.mjs").Phase} */
export async function session({ fleet, quick }) {
  return reading(await fleet(), quick ? [3, 50] : [15, 200], readSession)
}

/** The same page behind sign-in, and Portico's own dashboard for comparison. @type {import("../run.mjs").Phase} */
export async function dashboard({ fleet, quick }) {
  const apps = await fleet()
  return reading(apps, quick ? [3, 30] : [15, 80], openPage)
}

/**
 * @param {import("../app.mjs").App[]} apps
 * @param {readonly [rounds: number, times: number]} size
 * @param {(app: import("../app.mjs").App, person: import("../visitor.mjs").Visitor) => Promise<unknown>} read
 */
async function reading(apps, [rounds, times], read) {
  const people = new Map()
  for (const app of apps) people.set(app, await enter(app))
  return interleave(apps, rounds, async (app) => ({
    ...(await timed(app, times, () => read(app, people.get(app)))),
  }))
}
