// Checks that an authorization response of one issuer ends no sign-in that began at another one, for each pair of them.
import { codeOf, concurrently, withConnections } from "./connected.mjs"
import { Visitor } from "./visitor.mjs"

/** @typedef {import("./test-environment.mjs").TestEnvironment} TestEnvironment */
/** @typedef {import("./connected.mjs").Connected} Connected */

const atOnce = 48
const perAttempt = 20

/**
 * How a response of the issuer of `to` is sent for an attempt that began at another connection, and the code that rejects it.
 * @typedef {{ expected: string, callback: (authorization: URL, to: Connected) => URL }} Mixed
 * @type {[Mixed, Mixed]}
 */
const responses = [
  {
    // As an attacker's connection would have it: its own callback, with the state of another attempt.
    expected: "400 attempt_mismatch",
    callback(authorization, to) {
      const callback = approved(authorization, to)
      callback.pathname = `/api/auth/${to.providerId}/callback`
      return callback
    },
  },
  // At the callback of the attempt, which the code and `iss` (RFC 9207) of the other issuer reach.
  { expected: "400 issuer_mismatch", callback: approved },
]

/**
 * @param {number} count how many connections there are
 * @returns {import("./checks-shared-state.mjs").Check[]}
 */
export function mixUpChecks(count) {
  return [
    {
      name: `an authorization response of one of ${count} connections is rejected for the attempts of all others`,
      run: (environment) => withConnections(environment, count, (connected) => mixUp(environment, connected)),
    },
  ]
}

/**
 * @param {TestEnvironment} environment
 * @param {Connected[]} connected
 */
async function mixUp({ newInstance }, connected) {
  // The limit of five callbacks for each attempt would reject most of them by itself.
  const withoutLimit = { AUTH_RATE_LIMIT: "off" }
  const instances = [await newInstance(withoutLimit), await newInstance(withoutLimit)]
  for (const instance of instances) await instance.start()
  /** @type {Record<string, number>} */
  const codes = {}
  const began = performance.now()
  const parts = connected.flatMap((from, index) =>
    parted(connected).map((others) => ({ from, index, others })),
  )
  await concurrently(atOnce, parts.length, async (part) => {
    const [{ from, index, others } = { from: undefined, index: 0, others: [] }] = parts.slice(part)
    const at = instances[part % instances.length]?.origin
    if (!from) return
    const visitor = new Visitor(from)
    const { authorization } = await visitor.begin(at)
    for (const { to, other } of others) {
      if (to === from) continue
      // Of two issuers, one is the attacker in one way, and the other one in the other way.
      const { expected, callback } = responses[(index + other + Number(index < other)) % 2] ?? responses[0]
      // Each gets the attempt's cookie, as if it were the first.
      const code = await codeOf(visitor.copy().respond(callback(authorization, to), at))
      if (code !== expected) throw new Error(`${code} instead of ${expected}`)
      codes[code] = (codes[code] ?? 0) + 1
    }
  })
  // A failed attempt cannot be used again. With a new one, each connection works.
  await concurrently(atOnce, connected.length, async (index) => {
    const [site] = connected.slice(index)
    if (site) await new Visitor(site).signIn("right", instances[0]?.origin)
  })
  const seconds = (performance.now() - began) / 1000
  for (const instance of instances) await instance.stop()
  const exchanges = connected.reduce((sum, { provider }) => sum + provider.tokenRequests(), 0)
  if (exchanges !== connected.length) throw new Error(`${exchanges} codes were sent to a token endpoint`)
  const rejected = Object.entries(codes).map(([code, count]) => `${count} × ${code}`)
  return `${rejected.join(", ")} in ${seconds.toFixed(0)} s; none of these codes was sent to a token endpoint; all ${connected.length} connections sign in`
}

/** In parts, each for an attempt of its own, which ends after ten minutes. @param {Connected[]} connected */
function parted(connected) {
  const all = connected.map((to, other) => ({ to, other }))
  return Array.from({ length: Math.ceil(all.length / perAttempt) }, (_, part) =>
    all.slice(part * perAttempt, (part + 1) * perAttempt),
  )
}

/** @param {URL} authorization @param {Connected} to */
function approved(authorization, { provider }) {
  return provider.approve(authorization, "wrong")
}
