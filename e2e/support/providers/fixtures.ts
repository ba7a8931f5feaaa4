// The `test` of the contract specs: an app for each worker, with every provider enabled and a mock network.
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { test as base, expect } from "@playwright/test"
import { appScope, openApp, type App } from "../app"
import { begin } from "../flow"
import { makeSigner, type Signer } from "../hostile-provider/keys"
import { workerRecords, type Records } from "../records"
import { Visitor, type HttpResponse } from "../visitor"
import { endpoints, type Deviation } from "./endpoints"
import { expectPushed } from "./expectations"
import type { Fixture } from "./fixture"
import { hostAndPath, MockNetwork, type Received } from "./mock-network"
import { callbackUrlOf, variables, withCredentials } from "./registration"

export { expect } from "@playwright/test"

export type SavedUser = Fixture["profile"]

/** One sign-in: the app's requests, the response of the callback, and the user in the database. */
export type SignIn = {
  authorization: URL
  received: Received[]
  response: HttpResponse
  savedUser: SavedUser | null
}

/** Signs in with a provider as its fixture declares, except for the deviation. */
export type Attempt = (id: string, fixture: Fixture, deviation?: Deviation) => Promise<SignIn>

/** A user who is signed in with a provider and confirms who they are, eleven minutes later. */
export type Confirm = (
  id: string,
  fixture: Fixture,
) => Promise<{ authorization: URL; response: HttpResponse; isRecent: boolean }>

type PerWorker = {
  network: MockNetwork
  signer: Signer
  app: App
  records: Records
  exchange: Exchange
  attempt: Attempt
  confirm: Confirm
}

/** One exchange with a provider, from the form to the response of the callback. */
type Exchange = (
  visitor: Visitor,
  id: string,
  fixture: Fixture,
  deviation?: Deviation & { form?: Record<string, string> },
) => Promise<Omit<SignIn, "savedUser">>

export const test = base.extend<object, PerWorker>({
  network: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const network = await MockNetwork.open()
      await use(network)
      await network.close()
    },
    { scope: "worker" },
  ],

  // oxlint-disable-next-line no-empty-pattern
  signer: [async ({}, use) => use(await makeSigner("mock")), { scope: "worker" }],

  app: [
    async ({ network }, use, { project, workerIndex }) => {
      const preload = pathToFileURL(join(import.meta.dirname, "route-to-fixtures.mjs"))
      const app = await openApp({
        project: project.name,
        label: `providers-${workerIndex}`,
        env: {
          ...variables(),
          NODE_OPTIONS: `--import ${preload.href}`,
          PORTICO_MOCK_PORT: String(network.port),
        },
      })
      await use(app)
      await app.close()
    },
    appScope,
  ],

  records: [workerRecords, { scope: "worker" }],

  exchange: [
    async ({ app, network, signer }, use) => {
      await use(async (visitor, id, declared, { form, ...deviation } = {}) => {
        const fixture = withCredentials(declared)
        const mock = { fixture, signer, ...deviation }
        network.declare(endpoints({ ...mock, request: new URLSearchParams() }))
        const redirect = new URL(await begin(visitor, id, form))
        const initialRequests = network.received
        const authorization = withPushedRequest(redirect, initialRequests, fixture)
        network.declare(endpoints({ ...mock, request: authorization.searchParams }))
        const response = await returnToCallback(visitor, callbackUrlOf(app.origin, id), fixture, {
          authorization,
          initialRequests,
        })
        const undeclared = network.undeclared.filter((request) => !deviation.undeclared?.test(request))
        expect(undeclared, "requests that the fixture does not declare").toEqual([])
        return { authorization, received: network.received, response }
      })
    },
    { scope: "worker" },
  ],

  attempt: [
    async ({ app, exchange, records }, use) => {
      await use(async (id, fixture, deviation) => {
        const result = await exchange(new Visitor(app.origin), id, fixture, deviation)
        return { ...result, savedUser: await takeUser(records, id) }
      })
    },
    { scope: "worker" },
  ],

  confirm: [
    async ({ app, exchange, records }, use) => {
      await use(async (id, fixture) => {
        const visitor = new Visitor(app.origin)
        await exchange(visitor, id, fixture)
        await records.query(`UPDATE "Session" SET "authenticatedAt" = now() - interval '11 minutes'`)
        const { authorization, response } = await exchange(visitor, id, fixture, { form: { confirm: "1" } })
        const [session] = await records.query<{ isRecent: boolean }>(
          `SELECT "authenticatedAt" > now() - interval '1 minute' AS "isRecent" FROM "Session"`,
        )
        await records.query('DELETE FROM "User"')
        return { authorization, response, isRecent: session?.isRecent ?? false }
      })
    },
    { scope: "worker" },
  ],
})

/** The authorization request, also of a provider to which it is pushed. */
function withPushedRequest(redirect: URL, received: Received[], fixture: Fixture): URL {
  const { pushed } = fixture.authorization
  if (pushed === undefined) return redirect
  const [request, ...others] = received.filter(({ url }) => hostAndPath(url) === hostAndPath(new URL(pushed)))
  if (!request || others.length > 0) throw new Error("the app did not push one request")
  return expectPushed(redirect, request, fixture)
}

/** Sends the authorization response to the callback (RFC 6749 section 4.1.2, RFC 5849 section 2.2). */
async function returnToCallback(
  visitor: Visitor,
  callback: string,
  { protocol, authorization: { names }, callback: { code = "code", post, params } = {} }: Fixture,
  { authorization, initialRequests }: { authorization: URL; initialRequests: Received[] },
): Promise<HttpResponse> {
  if (protocol === "oauth1") {
    const header = initialRequests.find(({ headers }) => headers.authorization)?.headers.authorization ?? ""
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

/** Returns the user who signed in, and deletes the row: the next fixture may have the same address. */
async function takeUser(records: Records, providerId: string): Promise<SavedUser | null> {
  const [savedUser] = await records.query<SavedUser>(
    `SELECT a."providerAccountId" AS "id", u."name", u."email", u."emailVerified" IS NOT NULL AS "emailVerified", u."image"
     FROM "Account" a JOIN "User" u ON u."id" = a."userId" WHERE a."provider" = $1`,
    [providerId],
  )
  await records.query('DELETE FROM "User"')
  return savedUser ?? null
}
