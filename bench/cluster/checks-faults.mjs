// What a fault may cost: a clear error while it lasts, and nothing afterwards.
import { setTimeout as sleep } from "node:timers/promises"
import { withClient } from "../../scripts/database/client.mjs"
import { crowd, summary } from "./crowd.mjs"
import { audit } from "./ledger.mjs"
import { ms, quantile } from "./measure.mjs"

/** How many visitors come at once while something breaks. */
const visitors = 12
/** Within which all must be well again after the fault is over. */
const recoverySeconds = 5
/** How long whoever watches the primary waits before it promotes the replica. */
const secondsToNotice = 6

/** @type {import("./checks-together.mjs").Check[]} */
export const faultChecks = [
  {
    name: "a rolling restart under load drops no request",
    async run({ site, instances, primary, proxy }) {
      /** @type {number[]} */
      const took = []
      const came = await crowd(site, { visitors }, async () => {
        await sleep(2_000)
        for (const one of instances) {
          // What arrived in the moment in which it closes its port would be cut off, and nginx repeats no POST.
          await proxy.withdraw(Number(new URL(one.origin).port))
          const began = performance.now()
          await one.stop()
          took.push(performance.now() - began)
          await one.start()
          await proxy.withdraw()
        }
        await sleep(1_000)
      })
      const { told } = came
      if (told.refused.length > 0) throw new Error(summary(told.refused))
      const { sessions } = await audit(primary.url.href, came)
      return `${told.done.length} requests and sign-ins, 0 failed; ${sessions} sessions whole; an instance ends in ${ms(quantile(took, 0.5))}`
    },
  },
  {
    name: "kill -9 of an instance loses nothing: whoever was on the way signs in at the next try",
    async run({ site, instances, primary }) {
      const came = await crowd(site, { visitors }, async () => {
        await sleep(2_000)
        for (const one of instances) {
          await one.kill()
          await sleep(1_000)
          await one.start()
          await sleep(1_500)
        }
      })
      const { told } = came
      const unclear = told.refused.filter(({ code, status }) => !wayBroke(status) && !onTheWay.has(code))
      if (unclear.length > 0) throw new Error(`${summary(unclear)}: ${unclear[0]?.message}`)
      const { users, sessions, unseen } = await audit(primary.url.href, came)
      return `${instances.length} killed: ${told.refused.length} of ${told.done.length} tries had to be repeated (${summary(told.refused) || "none"}); ${users} users, ${sessions} sessions whole, ${unseen} of them unknown to their visitor`
    },
  },
  {
    name: "a restart of PostgreSQL under load gives clear errors, and all is well within 5 s of its return",
    run: (stage) =>
      outage(stage, async ({ primary }) => {
        await primary.stop()
        await sleep(2_000)
        await primary.start()
      }),
  },
  {
    name: "a crash of PostgreSQL under load gives clear errors, and all is well within 5 s of its return",
    run: (stage) =>
      outage(stage, async ({ primary }) => {
        await primary.kill()
        await sleep(2_000)
        await primary.start()
      }),
  },
  {
    name: "a failover to the replica, as the primary falls silent under load, loses nothing, and all is well within 5 s of it",
    run: (stage) =>
      outage(
        stage,
        async ({ primary, replica, pooler }) => {
          await primary.freeze()
          await sleep(secondsToNotice * 1_000)
          await replica.promote()
          pooler.repoint(replica.url)
        },
        ({ replica }) => replica.url.href,
      ),
  },
]

/** What a visitor is told whose callback a second instance answers, since the first died with the code in its hands. */
const onTheWay = new Set(["token_refused", "attempt_used"])

/** nginx says so itself, or nobody does. @param {number} status */
function wayBroke(status) {
  return status === 0 || status === 502
}

/**
 * @param {import("./stage.mjs").TestEnvironment} stage
 * @param {(stage: import("./stage.mjs").TestEnvironment) => Promise<void>} breakAndMend resolves when the database is back
 * @param {(stage: import("./stage.mjs").TestEnvironment) => string} [database] which one then holds the truth
 */
async function outage(stage, breakAndMend, database = ({ primary }) => primary.url.href) {
  let [broke, back] = [0, 0]
  const came = await crowd(stage.site, { visitors }, async () => {
    await sleep(2_000)
    broke = Date.now()
    await breakAndMend(stage)
    await withClient(database(stage), (client) => client.query("SELECT 1"))
    back = Date.now()
    await sleep(recoverySeconds * 1_000 + 3_000)
  })
  const { told } = came
  const unclear = told.refused.filter(({ code, status }) => status !== 503 || code !== "database_unavailable")
  if (unclear.length > 0) throw new Error(`${summary(unclear)}: ${unclear[0]?.message}`)
  if (told.refused.length === 0) throw new Error("nobody noticed the outage, so nothing was shown")
  const lastRefusal = Math.max(...told.refused.map(({ at }) => at)) - back
  if (lastRefusal > recoverySeconds * 1_000)
    throw new Error(`the last error came ${ms(lastRefusal)} after the return`)
  const after = told.done.filter(({ kind, at }) => kind === "signIn" && at > back)
  const first = Math.min(...after.map(({ at }) => at)) - back
  const longest = Math.max(...told.done.filter(({ at }) => at > broke).map(({ took }) => took))
  const { users, sessions, unseen } = await audit(database(stage), came)
  return `down for ${ms(back - broke)}: ${told.refused.length} × 503 database_unavailable, the last one ${ms(Math.max(lastRefusal, 0))} after its return, first sign-in ${ms(first)} after; longest answer ${ms(longest)}; ${users} users, ${sessions} sessions whole, ${unseen} of them unknown to their visitor`
}
