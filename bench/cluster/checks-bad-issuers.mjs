// Checks that identity providers that hang or send invalid responses slow no sign-in with any other one.
import { startBadIssuers } from "./bad-issuers-process.mjs"
import { removeConnections } from "./connected.mjs"
import { startManagement } from "./management.mjs"
import { interval, ms, quantile } from "./measure.mjs"
import { Visitor } from "./visitor.mjs"

/**
 * @typedef {import("./test-environment.mjs").TestEnvironment} TestEnvironment
 * @typedef {Record<"bad" | "refusing" | "none", number>} Turn milliseconds of one sign-in beside each of them
 */

const count = 50
/** Each instance has each part once. */
const rounds = 3
const users = 100
/** Sign-ins of a few seconds, which a stall of the machine slows together. */
const turnsPerBlock = 40
/** Fewer say nothing about p99. */
const enoughTurns = 2_000
/** What they may add to the p99 of a sign-in. */
const most = 0.05

/**
 * @param {number} minutes how long sign-ins are measured
 * @returns {import("./checks-shared-state.mjs").Check[]}
 */
export function badIssuerChecks(minutes) {
  return [
    {
      name: `${count} identity providers that hang or send invalid responses slow no other sign-in`,
      async run(environment) {
        const management = await startManagement(environment.env)
        try {
          return await besideBadIssuers(environment, management, minutes)
        } finally {
          await management.close()
          await removeConnections(environment)
        }
      },
    },
  ]
}

/**
 * @param {TestEnvironment} environment
 * @param {import("./management.mjs").Management} management
 * @param {number} minutes
 */
async function besideBadIssuers(environment, management, minutes) {
  const others = await startBadIssuers(count)
  const sites = {
    bad: await connect(environment, management, others.bad),
    refusing: await connect(environment, management, others.refusing),
  }
  const turns = await measure(environment, { ...others, sites }, minutes)
  const results = Object.entries(others.results()).map(([code, number]) => `${number} × ${code}`)
  const p99 = compared(turns, 0.99)
  const figures = `${turns.length} sign-ins beside each: p50 ${compared(turns, 0.5).text}; p99 ${p99.text}; ${results.join(", ")}`
  if (turns.length < enoughTurns)
    throw new Error(`${turns.length} sign-ins beside each are too few: ${figures}`)
  if (p99.low > most) throw new Error(figures)
  return `${figures}; ${p99.high <= most ? "so" : "this run does not show that"} p99 is at most ${percent(most)} higher`
}

/**
 * @param {TestEnvironment} environment
 * @param {import("./management.mjs").Management} management
 * @param {string[]} issuers
 */
async function connect({ origin }, management, issuers) {
  const sites = []
  for (const issuer of issuers) {
    const providerId = await management.add(issuer)
    await management.turn(providerId, true)
    sites.push({ origin, providerId })
  }
  return sites
}

/**
 * Of three instances, one has visitors who sign in with these providers, and one as many with providers that refuse at once: requests that
 * fail cost an app time whatever their reason. One has none. Sign-ins with a provider that works take turns at the three, one at a time, so
 * that the machine is not busy and whatever else it does slows all of them. In each round an instance has another part.
 * @param {TestEnvironment} environment
 * @param {import("./bad-issuers-process.mjs").BadIssuers & { sites: Record<"bad" | "refusing", { origin: string, providerId: string }[]> }} others
 * @param {number} minutes
 */
async function measure({ site, instances }, { sites, visit, leave }, minutes) {
  const signIn = async (/** @type {number} */ turn, /** @type {string} */ at) => {
    const began = performance.now()
    await new Visitor(site).signIn(`beside-${turn % users}`, at)
    return performance.now() - began
  }
  for (let turn = 0; turn < users; turn++)
    for (const instance of instances) await signIn(turn, instance.origin)
  /** @type {Turn[]} */
  const turns = []
  for (let round = 0; round < rounds; round++) {
    const at = (/** @type {number} */ part) => instances[(round + part) % instances.length]?.origin ?? ""
    await visit([
      ...sites.bad.map((visited) => ({ ...visited, at: at(0), title: "" })),
      ...sites.refusing.map((visited) => ({ ...visited, at: at(1), title: " at once" })),
    ])
    const end = performance.now() + (minutes * 60_000) / rounds
    while (performance.now() < end) {
      const took = [0, 0, 0]
      // Each part is first, second and third equally often.
      for (const offset of [0, 1, 2]) {
        const part = (turns.length + offset) % 3
        took[part] = await signIn(turns.length, at(part))
      }
      const [bad = 0, refusing = 0, none = 0] = took
      turns.push({ bad, refusing, none })
    }
    await leave()
  }
  return turns
}

/** @param {Turn[]} turns @param {number} share */
function compared(turns, share) {
  const at = (/** @type {Turn[]} */ some, /** @type {keyof Turn} */ part) =>
    quantile(
      some.map((turn) => turn[part]),
      share,
    )
  const more = (/** @type {"refusing" | "none"} */ than) => {
    const by = (/** @type {Turn[]} */ some) => at(some, "bad") / at(some, than) - 1
    return { by: by(turns), ...interval(turns, { perBlock: turnsPerBlock, of: by }) }
  }
  const [refusing, none] = [more("refusing"), more("none")]
  const described = (/** @type {ReturnType<typeof more>} */ { by, low, high }) =>
    `${percent(by)} (${percent(low)} to ${percent(high)})`
  return {
    ...refusing,
    text: `${ms(at(turns, "bad"))}, ${described(refusing)} more than beside as many that refuse at once, ${described(none)} more than beside none`,
  }
}

/** @param {number} share */
const percent = (share) => `${(share * 100).toFixed(1)} %`
