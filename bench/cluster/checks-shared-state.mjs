// Checks that any instance can handle any request of a sign-in or session.
import { RequestError, Visitor } from "./visitor.mjs"

/** @typedef {{ name: string, run: (environment: import("./test-environment.mjs").TestEnvironment) => Promise<string> }} Check `run` resolves with the figures for docs/scaling.md */

/** @type {Check[]} */
export const sharedStateChecks = [
  {
    name: "a sign-in started on one instance finishes on another, and a third reads the session",
    async run({ site, instances }) {
      let pairs = 0
      for (const [from, first] of instances.entries())
        for (const [to, second] of instances.entries()) {
          if (from === to) continue
          const [visitor, sub] = [new Visitor(site), `pair-${from}-${to}`]
          const { authorization } = await visitor.begin(first.origin)
          await visitor.finish(authorization, sub, second.origin)
          for (const { origin } of instances) await visitor.expect(sub, origin)
          pairs++
        }
      return `${pairs} pairs of instances`
    },
  },
  {
    name: "every sign-in through nginx finishes, whichever instances receive its two requests",
    async run({ site }) {
      let onTwoInstances = 0
      for (let turn = 0; turn < 60; turn++) {
        const [visitor, sub] = [new Visitor(site), `round-${turn}`]
        const { authorization, instance } = await visitor.begin()
        if (turn % 2 === 0) await new Visitor(site).currentEmail()
        if ((await visitor.finish(authorization, sub)) !== instance) onTwoInstances++
        await visitor.expect(sub)
      }
      if (onTwoInstances === 0)
        throw new Error("one instance received both requests each time, so the check proves nothing")
      return `60 of 60; ${onTwoInstances} started and finished on different instances`
    },
  },
  {
    name: "a back-channel logout at one instance ends the session on all instances at the next request",
    async run({ site, provider, instances }) {
      for (const [index, { origin }] of instances.entries()) {
        const [visitor, other] = [new Visitor(site), new Visitor(site)]
        await visitor.signIn(`logged-out-${index}`)
        await other.signIn(`unaffected-${index}`)
        for (const instance of instances) await visitor.expect(`logged-out-${index}`, instance.origin)
        const form = new URLSearchParams({
          logout_token: await provider.logoutToken(`sid-logged-out-${index}`),
        })
        const path = "/api/auth/oidc/backchannel-logout"
        const { status, text } = await new Visitor(site).send("POST", path, {
          at: origin,
          body: String(form),
        })
        if (status !== 200) throw new Error(`the logout token was rejected: ${status} ${text}`)
        await expectSignedOut(visitor, instances)
        await other.expect(`unaffected-${index}`)
      }
      return `${instances.length} logouts, each checked on ${instances.length} instances`
    },
  },
  {
    name: "a session that its user ends from another device is invalid on all instances at the next request",
    async run({ site, instances }) {
      for (const [index, { origin }] of instances.entries()) {
        const [ended, current] = [new Visitor(site), new Visitor(site)]
        await ended.signIn(`user-${index}`)
        await current.signIn(`user-${index}`)
        for (const instance of instances) await ended.expect(`user-${index}`, instance.origin)
        await current.submit("/dashboard/sessions", "End all others", origin)
        await expectSignedOut(ended, instances)
        await current.expect(`user-${index}`)
        await current.signOut(origin)
        await expectSignedOut(current, instances)
      }
      return `${instances.length} sessions ended remotely, ${instances.length} signed out, each checked on ${instances.length} instances`
    },
  },
  {
    name: "the rate limit counts the attempts on all instances together, exactly",
    async run({ site, instances }) {
      const address = "192.0.2.7"
      const results = await Promise.allSettled(
        Array.from({ length: 120 }, (_, turn) =>
          new Visitor(site, { address }).begin(instances[turn % instances.length]?.origin),
        ),
      )
      const passed = results.filter(({ status }) => status === "fulfilled").length
      const limited = results.filter(
        (result) =>
          result.status === "rejected" &&
          result.reason instanceof RequestError &&
          result.reason.status === 429,
      ).length
      if (passed !== 60 || limited !== 60)
        throw new Error(`of 120 concurrent attempts ${passed} passed and ${limited} were limited`)
      await new Visitor(site, { address: "192.0.2.8" }).begin()
      return `of 120 concurrent attempts on ${instances.length} instances, 60 passed and 60 got 429`
    },
  },
]

/** @param {Visitor} visitor @param {import("./instance.mjs").Instance[]} instances */
async function expectSignedOut(visitor, instances) {
  for (const { origin } of instances) {
    const email = await visitor.currentEmail(origin)
    if (email !== null) throw new Error(`${origin} still has a session of ${email}`)
  }
}
