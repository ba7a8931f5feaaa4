// Checks the connections to customers' identity providers (docs/connections.md), which come and go while the instances run.
import { setTimeout as sleep } from "node:timers/promises"
import { withClient } from "../../scripts/database/client.mjs"
import { openStatementProxy } from "../statement-proxy.mjs"
import { codeOf, concurrently, removeConnections, withConnections } from "./connected.mjs"
import { startManagement } from "./management.mjs"
import { ms, quantile } from "./measure.mjs"
import { startProvider } from "./provider.mjs"
import { Visitor } from "./visitor.mjs"

/** @typedef {import("./test-environment.mjs").TestEnvironment} TestEnvironment */
/** @typedef {import("./connected.mjs").Connected} Connected */

/** Each issuer has a user with this id, and they all have the same address. */
const sub = "same"
const signIns = 600
const atOnce = 12

/**
 * @param {number} count how many connections there are
 * @returns {import("./checks-shared-state.mjs").Check[]}
 */
export function issuerChecks(count) {
  return [
    {
      name: `each of ${count} connections that are added and removed is known at the next request on every instance`,
      async run(environment) {
        const management = await startManagement(environment.env)
        try {
          const [connected, added] = await add(environment, management, count)
          return `${added}; ${await remove(environment, management, connected)}`
        } finally {
          await management.close()
          await removeConnections(environment)
        }
      },
    },
    {
      name: `sign-ins with ${count} connections`,
      run: (environment) =>
        withConnections(
          environment,
          count,
          async (connected) =>
            `${await rates(environment, connected)}; ${await statements(environment, connected)}`,
        ),
    },
  ]
}

/** @typedef {Connected & { visitors: Visitor[] }} Used */

/**
 * Adds each connection, and signs in with it at once: begun on each instance, finished on the next one, and read on the third.
 * @param {TestEnvironment} environment
 * @param {import("./management.mjs").Management} management
 * @param {number} count
 * @returns {Promise<[Used[], string]>}
 */
async function add({ origin, instances, primary }, management, count) {
  /** @type {Used[]} */
  const used = []
  /** @type {number[]} */
  const usable = []
  const at = (/** @type {number} */ index) => instances[index % instances.length]?.origin
  for (let index = 0; index < count; index++) {
    const provider = await startProvider()
    const site = { origin, provider, providerId: await management.add(provider.issuer) }
    await expectGone(site, instances)
    await management.turn(site.providerId, true)
    const began = performance.now()
    const visitors = instances.map(() => new Visitor(site))
    const begun = await Promise.all(visitors.map((visitor, from) => visitor.begin(at(from))))
    usable.push(performance.now() - began)
    for (const [from, { authorization }] of begun.entries()) {
      await visitors[from]?.finish(authorization, sub, at(from + 1))
      await visitors[from]?.expect(sub, at(from + 2))
    }
    used.push({ ...site, visitors })
  }
  const rows = await rowsOf(primary.url.href)
  const expected = { users: count, accounts: count, addresses: 1, sessions: count * instances.length }
  if (JSON.stringify(rows) !== JSON.stringify(expected)) throw new Error(JSON.stringify(rows))
  return [
    used,
    `${count} added; the first request after that began a sign-in on each of ${instances.length} instances, all after ${ms(quantile(usable, 0.5))} (p99 ${ms(quantile(usable, 0.99))}), with the request for the new metadata; ${rows.sessions} sign-ins with the same sub and the same address everywhere: ${rows.users} users`,
  ]
}

/** What connections have given rise to. @param {string} url */
async function rowsOf(url) {
  return withClient(url, async (client) => {
    const { rows } = await client.query(
      `SELECT count(DISTINCT a."userId")::int AS users, count(*)::int AS accounts, count(DISTINCT u."email")::int AS addresses,
         (SELECT count(*)::int FROM "Session" WHERE "provider" LIKE 'c\\_%') AS sessions
       FROM "Account" a JOIN "User" u ON u."id" = a."userId" WHERE a."provider" LIKE 'c\\_%'`,
    )
    return rows[0]
  })
}

/**
 * Turns some connections off, deletes others, and others with their accounts, in turn. The rest keeps working.
 * @param {TestEnvironment} environment
 * @param {import("./management.mjs").Management} management
 * @param {Used[]} used
 */
async function remove({ instances, primary }, management, used) {
  const removed = Math.ceil(0.3 * used.length)
  /** @type {number[]} */
  const took = []
  for (const [index, site] of used.slice(0, removed).entries()) {
    const { providerId, provider } = site
    const begun = new Visitor(site)
    const { authorization } = await begun.begin()
    if (index % 3 === 0) await management.turn(providerId, false)
    else await management.remove(providerId, index % 3 === 1 ? "keep" : "delete")
    const began = performance.now()
    await expectGone(site, instances)
    took.push(performance.now() - began)
    for (const { origin } of instances) {
      const code = await codeOf(begun.copy().respond(provider.approve(authorization, sub), origin))
      if (code !== "404 unknown_provider") throw new Error(`a sign-in that had begun ended with ${code}`)
      // A session outlives a connection that is only turned off.
      const emails = await Promise.all(site.visitors.map((visitor) => visitor.currentEmail(origin)))
      if (emails.some((email) => (email === null) !== (index % 3 !== 0)))
        throw new Error(`${origin} has the sessions ${emails.join(", ")} after the removal ${index % 3}`)
    }
  }
  for (const site of used.slice(removed)) await new Visitor(site).signIn(sub)
  const { users, sessions } = await rowsOf(primary.url.href)
  const [turnedOff, withAccounts] = [Math.ceil(removed / 3), Math.floor(removed / 3)]
  const kept = used.length - (removed - turnedOff)
  const left = { users: used.length - withAccounts, sessions: 3 * kept + used.length - removed }
  if (users !== left.users || sessions !== left.sessions) throw new Error(JSON.stringify({ users, sessions }))
  return `${removed} turned off or deleted; the next request got 404 on each instance, all after ${ms(quantile(took, 0.5))} (p99 ${ms(quantile(took, 0.99))}), also those of sign-ins that had begun; ${used.length - removed} of ${used.length - removed} others still sign in`
}

/** @param {Connected} site @param {import("./instance.mjs").Instance[]} instances */
async function expectGone(site, instances) {
  const codes = await Promise.all(instances.map(({ origin }) => codeOf(new Visitor(site).begin(origin))))
  if (codes.some((code) => code !== "404 unknown_provider")) throw new Error(codes.join(", "))
}

/**
 * The rate of sign-ins with connections in turn, and with the provider of the variables.
 * @param {TestEnvironment} environment
 * @param {Connected[]} connected
 */
async function rates({ site }, connected) {
  // Every instance reads metadata and keys of every issuer.
  await measure(connected, 3 * connected.length)
  const ofConnections = await measure(connected, signIns)
  const ofProvider = await measure([site], signIns)
  return `${atOnce} at once: ${ofConnections}; with the provider of the variables ${ofProvider}`
}

let runs = 0

/** @param {import("./visitor.mjs").Site[]} sites @param {number} count */
async function measure(sites, count) {
  const run = `issuers-${++runs}`
  /** @type {number[]} */
  const took = []
  const began = performance.now()
  await concurrently(atOnce, count, async (index) => {
    const [site] = sites.slice(index % sites.length)
    if (!site) return
    const start = performance.now()
    await new Visitor(site).signIn(`${run}-${index}`)
    took.push(performance.now() - start)
  })
  const perSecond = (count * 1000) / (performance.now() - began)
  return `${perSecond.toFixed(1)} sign-ins/s (p50 ${ms(quantile(took, 0.5))}, p99 ${ms(quantile(took, 0.99))})`
}

/**
 * The statements that a sign-in of a known user and a session read run, with a connection and with the provider of the variables.
 * @param {TestEnvironment} environment
 * @param {Connected[]} connected
 */
async function statements({ site, newInstance, primary }, [connection = site]) {
  const { url, take } = await openStatementProxy(primary.url.href)
  const instance = await newInstance({ DATABASE_URL: url })
  await instance.start()
  /** @param {import("./visitor.mjs").Site} used */
  const countsAt = async (used) => {
    await new Visitor(used).signIn("counted", instance.origin)
    const visitor = new Visitor(used)
    await allOf(take)
    const { authorization } = await visitor.begin(instance.origin)
    const begin = await allOf(take)
    await visitor.finish(authorization, "counted", instance.origin)
    const finish = await allOf(take)
    await visitor.expect("counted", instance.origin)
    return [begin, finish, await allOf(take)]
  }
  const [of, alone] = [await countsAt(connection), await countsAt(site)]
  await instance.stop()
  return `statements of the request, the response and a session read: ${of.join(" + ")}, with the provider of the variables ${alone.join(" + ")}`
}

/** How many statements there were, also after the response. @param {() => string[]} take */
async function allOf(take) {
  let count = 0
  for (let more = [""]; more.length > 0; count += more.length) {
    await sleep(500)
    more = take()
  }
  return count
}
