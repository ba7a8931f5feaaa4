// The test of the contract specs: one app for each worker, with every provider switched on, in a world of its own.
import { pathToFileURL } from "node:url"
import { join } from "node:path"
import { test as base, expect } from "@playwright/test"
import { type App, openApp } from "../app"
import { begin } from "../flow"
import { makeSigner, type Signer } from "../hostile-provider/keys"
import { Records } from "../records"
import { type Answer, Visitor } from "../visitor"
import { type Difference, endpoints } from "./personas"
import type { Fixture } from "./fixture"
import { callbackOf, registered, variables } from "./owner"
import { type Received, World } from "./network"

export { expect } from "@playwright/test"

export type Person = Fixture["profile"]

/** One sign-in: what the app sent, how it ended, and who is in the database now. */
export type SignIn = { authorization: URL; received: Received[]; answer: Answer; person: Person | null }

/** Signs in with a provider, as its fixture has it but for the difference. */
export type Attempt = (id: string, fixture: Fixture, difference?: Difference) => Promise<SignIn>

type PerWorker = { world: World; signer: Signer; app: App; records: Records; attempt: Attempt }

export const test = base.extend<object, PerWorker>({
  world: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const world = await World.open()
      await use(world)
      await world.close()
    },
    { scope: "worker" },
  ],

  // oxlint-disable-next-line no-empty-pattern
  signer: [async ({}, use) => use(await makeSigner("world")), { scope: "worker" }],

  app: [
    async ({ world }, use, { project, workerIndex }) => {
      const preload = pathToFileURL(join(import.meta.dirname, "route-to-fixtures.mjs"))
      const app = await openApp({
        project: project.name,
        label: `providers-${workerIndex}`,
        env: { ...variables(), NODE_OPTIONS: `--import ${preload.href}`, PORTICO_WORLD: String(world.port) },
      })
      await use(app)
      await app.close()
    },
    { scope: "worker", timeout: 120_000 },
  ],

  records: [
    async ({ app }, use) => {
      const records = new Records(app.database)
      await use(records)
      await records.close()
    },
    { scope: "worker" },
  ],

  attempt: [
    async ({ app, world, signer, records }, use) => {
      await use(async (id, declared, difference = {}) => {
        const fixture = registered(declared)
        const scene = { fixture, signer, ...difference }
        const visitor = new Visitor(app.origin)
        world.play(endpoints({ ...scene, nonce: "" }))
        const authorization = new URL(await begin(visitor, id))
        const begun = world.received
        world.play(endpoints({ ...scene, nonce: authorization.searchParams.get("nonce") ?? "" }))
        const answer = await comeBack(visitor, callbackOf(app.origin, id), fixture, { authorization, begun })
        const strays = world.strays.filter((stray) => !difference.strays?.test(stray))
        expect(strays, "requests that the fixture does not declare").toEqual([])
        return { authorization, received: world.received, answer, person: await takePerson(records, id) }
      })
    },
    { scope: "worker" },
  ],
})

/** The visitor agrees: back to the callback, as RFC 6749 section 4.1.2 or RFC 5849 section 2.2 has it. */
async function comeBack(
  visitor: Visitor,
  callback: string,
  { protocol, authorization: { names }, callback: { code = "code", post, params } = {} }: Fixture,
  { authorization, begun }: { authorization: URL; begun: Received[] },
): Promise<Answer> {
  if (protocol === "oauth1") {
    const header = begun.find(({ headers }) => headers.authorization)?.headers.authorization ?? ""
    const target = new URL(decodeURIComponent(/oauth_callback="([^"]+)"/.exec(header)?.[1] ?? callback))
    for (const [name, value] of Object.entries({
      oauth_token: "temporary-token",
      oauth_verifier: "the-code",
      ...params,
    }))
      target.searchParams.set(name, value)
    return visitor.get(target.href)
  }
  const state = authorization.searchParams.get(names?.state ?? "state") ?? ""
  const form = { [code]: "the-code", state, ...params }
  if (!post) return visitor.get(`${callback}?${new URLSearchParams(form)}`)
  const posted = await visitor.request("POST", callback, { form, headers: { origin: authorization.origin } })
  return visitor.get(posted.location)
}

/** Reads who signed in, and forgets them: the next sample may have the same address. */
async function takePerson(records: Records, provider: string): Promise<Person | null> {
  const [person] = await records.query<Person>(
    `SELECT a."providerAccountId" AS "id", u."name", u."email", u."emailVerified" IS NOT NULL AS "emailVerified", u."image"
     FROM "Account" a JOIN "User" u ON u."id" = a."userId" WHERE a."provider" = $1`,
    [provider],
  )
  await records.query('DELETE FROM "User"')
  return person ?? null
}
