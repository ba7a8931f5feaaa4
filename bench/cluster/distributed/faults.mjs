// Checks that a lost worker, broken connections and moving shards cause clear errors at most, and no damage.
import { setTimeout as sleep } from "node:timers/promises"
import { withClient } from "../../../scripts/database/client.mjs"
import { audit } from "../audit.mjs"
import { ms } from "../measure.mjs"
import { until } from "../postgres.mjs"
import { summary, withTraffic } from "../traffic.mjs"
import { RequestError, Visitor } from "../visitor.mjs"
import { nodesOf, runCommand, shardsPerWorker } from "./cluster.mjs"

const visitors = 8
/** The time in which the app must recover after a fault. */
const recoverySeconds = 5

/** @type {import("./checks.mjs").DistributedCheck[]} */
export const distributedFaultChecks = [
  {
    name: "connections that break between the nodes under load cause clear errors at most, and no damage",
    async run({ site, url, administrator }) {
      let broken = 0
      const traffic = await withTraffic(site, { visitors }, async () => {
        await sleep(1_000)
        for (let turn = 0; turn < 20; turn++, await sleep(300))
          broken += await breakConnections(administrator)
        await sleep(1_000)
      })
      if (broken === 0) throw new Error("no connection was broken, so the check proves nothing")
      const { log } = traffic
      requireClear(log)
      await finishCommits(administrator)
      const { users, sessions, unseen } = await audit(url, traffic)
      return `${broken} broken; ${log.succeeded.length} operations succeeded, ${log.failed.length} failed (${summary(log.failed) || "none"}); ${users} users and ${sessions} sessions consistent, the response of ${unseen} was lost`
    },
  },
  {
    name: "with a worker stopped its sessions are unavailable and not ended, health names the node, and the app recovers within 5 s",
    needs: "stopWorker",
    async run({ site, url, origin, hooks }) {
      const people = Array.from({ length: 24 }, (_, turn) => ({
        sub: `outage-${turn}`,
        visitor: new Visitor(site),
      }))
      for (const { sub, visitor } of people) await visitor.signIn(sub)
      await runCommand(hooks.stopWorker ?? "")
      const { status, reason } = await health(origin)
      const lost = Number(/node (\d+)$/.exec(reason)?.[1])
      if (status !== 503 || !lost) throw new Error(`/api/health: ${status} ${reason}`)
      const { status: live } = await fetch(`${origin}/api/health?live`)
      if (live !== 200) throw new Error(`/api/health?live: ${live}`)
      const nodes = await nodesOf(
        url,
        people.map(({ visitor }) => visitor.session ?? ""),
      )
      const results = { read: 0, unavailable: 0 }
      for (const { sub, visitor } of people) {
        const isLost = nodes.get(visitor.session ?? "") === lost
        const code = await visitor.expect(sub).then(() => "read", codeOf)
        if (code !== (isLost ? "503 database_unavailable" : "read"))
          throw new Error(`${isLost ? "lost" : "other"} session: ${code}`)
        results[isLost ? "unavailable" : "read"]++
      }
      const signIn = await new Visitor(site).signIn("outage-new").then(() => "succeeded", codeOf)
      if (signIn !== "503 database_unavailable") throw new Error(`a sign-in: ${signIn}`)
      await runCommand(hooks.startWorker ?? "")
      const began = performance.now()
      await until("the app's recovery", async () => (await health(origin)).status === 200, recoverySeconds)
      const recovered = performance.now() - began
      for (const { sub, visitor } of people) await visitor.expect(sub)
      await new Visitor(site).signIn("outage-new")
      if (results.read === 0 || results.unavailable === 0)
        throw new Error(`${JSON.stringify(results)}: all sessions on one worker`)
      return `${results.unavailable} sessions of the lost worker answered 503 database_unavailable and ${results.read} others as before, a sign-in 503; health: "${reason}"; ready ${ms(recovered)} after the worker, with all ${people.length} sessions`
    },
  },
  {
    name: "a worker that stops and starts again under load causes clear errors, and loses nothing",
    needs: "stopWorker",
    async run({ site, url, administrator, hooks }) {
      let backAt = 0
      const traffic = await withTraffic(site, { visitors }, async () => {
        await sleep(2_000)
        await runCommand(hooks.stopWorker ?? "")
        await sleep(2_000)
        await runCommand(hooks.startWorker ?? "")
        backAt = Date.now()
        await sleep(recoverySeconds * 1_000 + 3_000)
      })
      const { log } = traffic
      requireClear(log)
      if (log.failed.length === 0) throw new Error("no request failed, so the check proves nothing")
      const lastError = Math.max(...log.failed.map(({ at }) => at)) - backAt
      if (lastError > recoverySeconds * 1_000)
        throw new Error(`the last error came ${ms(lastError)} after the worker was back`)
      await finishCommits(administrator)
      const { users, sessions, unseen } = await audit(url, traffic)
      return `${summary(log.failed)}, the last one ${ms(Math.max(lastError, 0))} after the worker was back; ${log.succeeded.length} operations succeeded; ${users} users and ${sessions} sessions consistent, the response of ${unseen} was lost`
    },
  },
  {
    name: "shards move between workers under load, and no request fails",
    async run({ site, url, administrator }) {
      const before = await shardsPerWorker(url)
      let between = ""
      const traffic = await withTraffic(site, { visitors }, async () => {
        await sleep(1_000)
        await moveShards(administrator)
        between = await shardsPerWorker(url)
        await rebalance(administrator)
        await sleep(1_000)
      })
      const { log } = traffic
      if (log.failed.length > 0) throw new Error(`${summary(log.failed)}: ${log.failed[0]?.message}`)
      if (between === before) throw new Error("no shard was moved, so the check proves nothing")
      const { sessions } = await audit(url, traffic)
      return `shards of Session per worker ${before}, ${between}, ${await shardsPerWorker(url)}; ${log.succeeded.length} operations, 0 failed; ${sessions} sessions consistent`
    },
  },
  {
    name: "a worker is added, takes its part of the shards and is removed again under load, and no request fails",
    needs: "addWorker",
    async run({ site, url, administrator, hooks }) {
      const { host, port } = /^(?<host>.+):(?<port>\d+)$/.exec(hooks.addWorker ?? "")?.groups ?? {}
      if (!host || !port) throw new Error("--add-worker takes host:port")
      const steps = [await shardsPerWorker(url)]
      const traffic = await withTraffic(site, { visitors }, async () => {
        await sleep(1_000)
        await withClient(administrator, (client) =>
          client.query("SELECT citus_add_node($1, $2)", [host, port]),
        )
        await rebalance(administrator)
        steps.push(await shardsPerWorker(url))
        await withClient(administrator, (client) =>
          client.query("SELECT citus_drain_node($1, $2)", [host, port]),
        )
        await withClient(administrator, (client) =>
          client.query("SELECT citus_remove_node($1, $2)", [host, port]),
        )
        steps.push(await shardsPerWorker(url))
        await sleep(1_000)
      })
      const { log } = traffic
      if (log.failed.length > 0) throw new Error(`${summary(log.failed)}: ${log.failed[0]?.message}`)
      const { sessions } = await audit(url, traffic)
      return `shards of Session per worker ${steps.join(", ")}; ${log.succeeded.length} operations, 0 failed; ${sessions} sessions consistent`
    },
  },
]

/**
 * A read may also miss its session, whose commit was interrupted on the session's machine: Citus finishes it later, and the audit finds
 * the session.
 * @param {import("../traffic.mjs").TrafficLog} log
 */
function requireClear({ failed }) {
  const unclear = failed.filter(
    ({ code, status, kind }) =>
      !(status === 503 && code === "database_unavailable") && !(kind === "read" && code === "signed_out"),
  )
  if (unclear.length > 0) throw new Error(`${summary(unclear)}: ${unclear[0]?.message}`)
}

/** What Citus does by itself in each `citus.recover_2pc_interval`. @param {string} administrator */
async function finishCommits(administrator) {
  await withClient(administrator, (client) => client.query("SELECT recover_prepared_transactions()"))
}

/** @param {unknown} error */
function codeOf(error) {
  if (!(error instanceof RequestError)) throw error
  return `${error.status} ${error.code}`
}

/** @param {string} origin */
async function health(origin) {
  const response = await fetch(`${origin}/api/health`)
  const { status: reason } = /** @type {{ status: string }} */ (await response.json())
  return { status: response.status, reason }
}

/** Ends the coordinator's connections to the workers, in whatever they do. @param {string} administrator */
async function breakConnections(administrator) {
  return withClient(administrator, async (client) => {
    const { rows } = await client.query(
      `SELECT result FROM run_command_on_workers($$
        SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
        WHERE application_name LIKE 'citus_internal%' AND usename = 'portico' AND datname = current_database() AND pid <> pg_backend_pid() $$)`,
    )
    return rows.reduce((sum, { result }) => sum + (Number(result) || 0), 0)
  })
}

/** Moves a quarter of Session's shards, from the worker that has most to the one that has fewest. @param {string} administrator */
async function moveShards(administrator) {
  await withClient(administrator, async (client) => {
    const { rows } = await client.query(
      `WITH placed AS (
         SELECT s.shardid, n.nodeid FROM pg_dist_shard s JOIN pg_dist_placement p ON p.shardid = s.shardid
         JOIN pg_dist_node n ON n.groupid = p.groupid AND n.noderole = 'primary' WHERE s.logicalrelid = '"Session"'::regclass
       ), counted AS (
         SELECT n.nodeid, count(p.shardid) AS shards FROM pg_dist_node n LEFT JOIN placed p ON p.nodeid = n.nodeid
         WHERE n.noderole = 'primary' AND n.shouldhaveshards GROUP BY n.nodeid
       )
       SELECT placed.shardid, placed.nodeid AS "from", (SELECT nodeid FROM counted ORDER BY shards, nodeid DESC LIMIT 1) AS "to"
       FROM placed WHERE placed.nodeid = (SELECT nodeid FROM counted ORDER BY shards DESC, nodeid LIMIT 1) ORDER BY 1 LIMIT 8`,
    )
    for (const { shardid, from, to } of rows)
      await client.query("SELECT citus_move_shard_placement($1, $2::int, $3::int)", [shardid, from, to])
  })
}

/** @param {string} administrator */
async function rebalance(administrator) {
  await withClient(administrator, async (client) => {
    await client.query("SELECT citus_rebalance_start()")
    await client.query("SELECT citus_rebalance_wait()")
  })
}
