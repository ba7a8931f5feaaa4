// Checks that identity providers that hang or send invalid responses slow no sign-in with any other one.
import { startBadIssuers } from "./bad-issuers-process.mjs"
import { removeConnections } from "./connected.mjs"
import { startManagement } from "./management.mjs"
import { ms, quantile } from "./measure.mjs"
import { Visitor } from "./visitor.mjs"

/** @typedef {import("./test-environment.mjs").TestEnvironment} TestEnvironment */

const bad = 50
const rounds = 20
const signIns = 150
/** What the others may add to the p99 of a sign-in. */
const most = 0.05

/** @type {import("./checks-shared-state.mjs").Check[]} */
export const badIssuerChecks = [
  {
    name: `${bad} identity providers that hang or send invalid responses slow no other sign-in`,
    async run(environment) {
      const management = await startManagement(environment.env)
      try {
        return await besideBadIssuers(environment, management)
      } finally {
        await management.close()
        await removeConnections(environment)
      }
    },
  },
]

/**
 * Signs in with a provider that works, in turn by itself, beside the others, and by itself again as a control.
 * @param {TestEnvironment} environment
 * @param {import("./management.mjs").Management} management
 */
async function besideBadIssuers({ site, origin }, management) {
  const others = await startBadIssuers(bad)
  const sites = []
  for (const issuer of others.issuers) {
    const providerId = await management.add(issuer)
    await management.turn(providerId, true)
    sites.push({ origin, providerId })
  }
  const samples = { alone: sampler(), beside: sampler(), control: sampler() }
  const beside = async () => {
    await others.visit(sites)
    await samples.beside.take(site)
    await others.leave()
  }
  await sampler().take(site)
  for (let round = 0; round < rounds; round++) {
    await samples.alone.take(site)
    await beside()
    await samples.control.take(site)
  }
  const results = Object.entries(others.results()).map(([code, count]) => `${count} × ${code}`)
  const at = (/** @type {number} */ share) => {
    const [alone, control] = [samples.alone.quantile(share), samples.control.quantile(share)]
    const by = (/** @type {number} */ value, /** @type {number} */ than) => value / than - 1
    return {
      alone,
      more: by(samples.beside.quantile(share), (alone + control) / 2),
      noise: by(control, alone),
    }
  }
  const text = ({ alone, more, noise }) =>
    `${percent(more)} more than ${ms(alone)} (by themselves again, as a control: ${percent(noise)})`
  const figures = `${rounds} rounds of ${signIns} sign-ins: p50 ${text(at(0.5))}, p99 ${text(at(0.99))}; ${results.join(", ")}`
  if (at(0.99).more > most) throw new Error(figures)
  return figures
}

/** The samples of all rounds. The tail of a single round is a handful of them, and says more about the machine than about the app. */
function sampler() {
  /** @type {number[]} */
  const took = []
  return {
    /** @param {import("./visitor.mjs").Site} site */
    async take(site) {
      for (let turn = 0; turn < signIns; turn++) {
        const began = performance.now()
        await new Visitor(site).signIn(`beside-${turn}`)
        took.push(performance.now() - began)
      }
    },
    /** @param {number} share */
    quantile: (share) => quantile(took, share),
  }
}

/** @param {number} share */
const percent = (share) => `${(share * 100).toFixed(1)} %`
