// What must hold whichever instance answers.
import { Refused, Visitor } from "./visitor.mjs"

/** @typedef {{ name: string, run: (stage: import("./stage.mjs").TestEnvironment) => Promise<string> }} Check run: resolves with its figures */

/** @type {Check[]} */
export const togetherChecks = [
  {
    name: "a sign-in started on one instance finishes on another, and a third knows the session",
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
    name: "through nginx, without stickiness, every sign-in finishes wherever its steps land",
    async run({ site }) {
      let apart = 0
      for (let turn = 0; turn < 60; turn++) {
        const [visitor, sub] = [new Visitor(site), `round-${turn}`]
        const { authorization, instance } = await visitor.begin()
        if (turn % 2 === 0) await new Visitor(site).whoAmI()
        if ((await visitor.finish(authorization, sub)) !== instance) apart++
        await visitor.expect(sub)
      }
      if (apart === 0) throw new Error("both steps always landed on one instance, so nothing was shown")
      return `60 of 60, ${apart} began and ended on different instances`
    },
  },
  {
    name: "a back-channel logout at one instance ends the session on all at the next request",
    async run({ site, provider, instances }) {
      for (const [index, { origin }] of instances.entries()) {
        const [visitor, other] = [new Visitor(site), new Visitor(site)]
        await visitor.signIn(`leaver-${index}`)
        await other.signIn(`stayer-${index}`)
        for (const one of instances) await visitor.expect(`leaver-${index}`, one.origin)
        const form = new URLSearchParams({ logout_token: await provider.logoutToken(`sid-leaver-${index}`) })
        const path = "/api/auth/oidc/backchannel-logout"
        const { status, text } = await new Visitor(site).send("POST", path, {
          at: origin,
          body: String(form),
        })
        if (status !== 200) throw new Error(`the logout token was refused: ${status} ${text}`)
        await expectSignedOut(visitor, instances)
        await other.expect(`stayer-${index}`)
      }
      return `${instances.length} instances told, ${instances.length} × ${instances.length} asked`
    },
  },
  {
    name: "a session that its owner ends from another device is over on all instances at the next request",
    async run({ site, instances }) {
      for (const [index, { origin }] of instances.entries()) {
        const [lost, kept] = [new Visitor(site), new Visitor(site)]
        await lost.signIn(`owner-${index}`)
        await kept.signIn(`owner-${index}`)
        for (const one of instances) await lost.expect(`owner-${index}`, one.origin)
        await kept.submit("/dashboard/sessions", "End all others", origin)
        await expectSignedOut(lost, instances)
        await kept.expect(`owner-${index}`)
        await kept.signOut(origin)
        await expectSignedOut(kept, instances)
      }
      return `${instances.length} × revoked and signed out, each asked at ${instances.length}`
    },
  },
  {
    name: "the rate limit counts all instances together, exactly",
    async run({ site, instances }) {
      const address = "192.0.2.7"
      const answers = await Promise.allSettled(
        Array.from({ length: 120 }, (_, turn) =>
          new Visitor(site, { address }).begin(instances[turn % instances.length]?.origin),
        ),
      )
      const passed = answers.filter(({ status }) => status === "fulfilled").length
      const limited = answers.filter(
        (answer) =>
          answer.status === "rejected" && answer.reason instanceof Refused && answer.reason.status === 429,
      ).length
      if (passed !== 60 || limited !== 60)
        throw new Error(`of 120 at once ${passed} passed and ${limited} were limited`)
      await new Visitor(site, { address: "192.0.2.8" }).begin()
      return "of 120 tries at once over 3 instances 60 passed, 60 got 429"
    },
  },
]

/** @param {Visitor} visitor @param {import("./instance.mjs").Instance[]} instances */
async function expectSignedOut(visitor, instances) {
  for (const { origin } of instances) {
    const email = await visitor.whoAmI(origin)
    if (email !== null) throw new Error(`${origin} still answers as ${email}`)
  }
}
