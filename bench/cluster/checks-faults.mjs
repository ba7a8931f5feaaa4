// Checks that faults cause clear errors while they last, and no damage afterwards.
import { setTimeout as sleep } from "node:timers/promises"
import { withClient } from "../../scripts/database/client.mjs"
import { audit } from "./audit.mjs"
import { ms, quantile } from "./measure.mjs"
import { summary, withTraffic } from "./traffic.mjs"

/** Concurrent visitors during a fault. */
const visitors = 12
/** The time in which the app must recover after a fault. */
const recoverySeconds = 5
/** The time that a monitor of the primary would wait before it promotes the replica. */
const secondsToNotice = 6

/** @type {import("./checks-shared-state.mjs").Check[]} */
export const faultChecks = [
  {
    name: "a rolling restart under load drops no request",
    async run({ site, instances, primary, proxy }) {
      /** @type {number[]} */
      const took = []
      const traffic = await withTraffic(site, { visitors }, async () => {
        await sleep(2_000)
        for (const instance of instances) {
          // A request that arrives while the instance closes its port would be cut off, and nginx does not repeat a POST.
          await proxy.withdraw(Number(new URL(instance.origin).port))
          const began = performance.now()
          await instance.stop()
          took.push(performance.now() - began)
          await instance.start()
          await proxy.withdraw()
        }
        await sleep(1_000)
      })
      const { log } = traffic
      if (log.failed.length > 0) throw new Error(summary(log.failed))
      const { sessions } = await audit(primary.url.href, traffic)
      return `${log.succeeded.length} operations, 0 failed; ${sessions} sessions consistent; an instance stops in ${ms(quantile(took, 0.5))}`
    },
  },
  {
    name: "kill -9 of an instance loses no data, and an interrupted sign-in succeeds when it is repeated",
    async run({ site, instances, primary }) {
      const traffic = await withTraffic(site, { visitors }, async () => {
        await sleep(2_000)
        for (const instance of instances) {
          await instance.kill()
          await sleep(1_000)
          await instance.start()
          await sleep(1_500)
        }
      })
      const { log } = traffic
      const unclear = log.failed.filter(
        ({ code, status }) => !isConnectionFailure(status) && !interruptedCodes.has(code),
      )
      if (unclear.length > 0) throw new Error(`${summary(unclear)}: ${unclear[0]?.message}`)
      const { users, sessions, unseen } = await audit(primary.url.href, traffic)
      return `${instances.length} killed; ${log.succeeded.length} operations succeeded, ${log.failed.length} failed (${summary(log.failed) || "none"}); ${users} users and ${sessions} sessions consistent, the response of ${unseen} was lost`
    },
  },
  {
    name: "a restart of PostgreSQL under load causes clear errors, and the app recovers within 5 s",
    run: (environment) =>
      outage(environment, async ({ primary }) => {
        await primary.stop()
        await sleep(2_000)
        await primary.start()
      }),
  },
  {
    name: "a crash of PostgreSQL under load causes clear errors, and the app recovers within 5 s",
    run: (environment) =>
      outage(environment, async ({ primary }) => {
        await primary.kill()
        await sleep(2_000)
        await primary.start()
      }),
  },
  {
    name: "a failover under load, after the primary stops responding, loses no data, and the app recovers within 5 s",
    run: (environment) =>
      outage(
        environment,
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

/** The errors of a callback that nginx repeats on a second instance after the first one died with the same code. */
const interruptedCodes = new Set(["token_refused", "attempt_used"])

/** nginx responds with 502, or the connection breaks. @param {number} status */
function isConnectionFailure(status) {
  return status === 0 || status === 502
}

/**
 * @param {import("./test-environment.mjs").TestEnvironment} environment
 * @param {(environment: import("./test-environment.mjs").TestEnvironment) => Promise<void>} breakAndRestore resolves when the database is back
 * @param {(environment: import("./test-environment.mjs").TestEnvironment) => string} [database] the URL of the primary afterwards
 */
async function outage(environment, breakAndRestore, database = ({ primary }) => primary.url.href) {
  let [brokeAt, backAt] = [0, 0]
  const traffic = await withTraffic(environment.site, { visitors }, async () => {
    await sleep(2_000)
    brokeAt = Date.now()
    await breakAndRestore(environment)
    await withClient(database(environment), (client) => client.query("SELECT 1"))
    backAt = Date.now()
    await sleep(recoverySeconds * 1_000 + 3_000)
  })
  const { log } = traffic
  const unclear = log.failed.filter(({ code, status }) => status !== 503 || code !== "database_unavailable")
  if (unclear.length > 0) throw new Error(`${summary(unclear)}: ${unclear[0]?.message}`)
  if (log.failed.length === 0)
    throw new Error("no request failed during the outage, so the check proves nothing")
  const lastError = Math.max(...log.failed.map(({ at }) => at)) - backAt
  if (lastError > recoverySeconds * 1_000)
    throw new Error(`the last error came ${ms(lastError)} after the database was back`)
  const after = log.succeeded.filter(({ kind, at }) => kind === "signIn" && at > backAt)
  const first = Math.min(...after.map(({ at }) => at)) - backAt
  const longest = Math.max(...log.succeeded.filter(({ at }) => at > brokeAt).map(({ took }) => took))
  const { users, sessions, unseen } = await audit(database(environment), traffic)
  return `down for ${ms(backAt - brokeAt)}: ${log.failed.length} × 503 database_unavailable, the last one ${ms(Math.max(lastError, 0))} after the database was back, the first sign-in ${ms(first)} after; longest response ${ms(longest)}; ${users} users and ${sessions} sessions consistent, the response of ${unseen} was lost`
}
