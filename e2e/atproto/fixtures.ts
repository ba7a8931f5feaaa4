// An app at a network of the AT Protocol, with a server of accounts that behaves and another one.
import { AtprotoNetwork, type AccountServer } from "../../lib/auth/oauth/atproto/network.fixture"
import * as catalogue from "../../lib/auth/providers"
import { appScope, openApp } from "../support/app"
import { begin } from "../support/flow"
import { test as base } from "../support/local-fixtures"
import type { HttpResponse, Visitor } from "../support/visitor"

export { expect, Visitor } from "../support/local-fixtures"

/** Whether an owner has deleted the provider. */
export const isDeleted = !Object.values(catalogue).some(({ id }) => id === "bluesky")

type PerWorker = {
  network: AtprotoNetwork
  server: AccountServer
  other: AccountServer
  /** Variables besides those of the network. */
  variables: Record<string, string>
}

type PerTest = {
  /** The DID of alice.test, an account of `server`. */
  alice: string
}

export const test = base.extend<PerTest, PerWorker>({
  variables: [{}, { option: true, scope: "worker" }],

  network: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const network = await AtprotoNetwork.start()
      await use(network)
      await network.close()
    },
    { scope: "worker" },
  ],

  server: [async ({ network }, use) => use(await network.addServer()), { scope: "worker" }],

  other: [async ({ network }, use) => use(await network.addServer()), { scope: "worker" }],

  app: [
    async ({ network, server, variables }, use, { project, workerIndex }) => {
      const label = `${project.name}-atproto-${workerIndex}`
      const app = await openApp({
        project: project.name,
        label,
        env: { ...network.env(server), ...variables },
      })
      await use(app)
      await app.close()
    },
    appScope,
  ],

  alice: [
    async ({ network, server, other }, use) => {
      for (const one of [server, other, network.directory]) {
        one.answers.clear()
        one.received.length = 0
      }
      for (const one of [server, other]) Object.assign(one, { iss: undefined, token: {} })
      network.names.records.clear()
      network.names.addresses.clear()
      network.documents.clear()
      await use(network.addAccount("alice.test", server))
    },
    { auto: true },
  ],
})

/** Goes through the server's pages. @returns the response of the callback */
export async function approve(visitor: Visitor, authorization: string): Promise<HttpResponse> {
  const { location } = await visitor.get(authorization)
  // A browser has no cookies of localhost for the IP address.
  const moved = await visitor.get(location, { headers: { cookie: null } })
  return visitor.get(moved.location)
}

/** Signs in with what a visitor enters. @returns the response of the callback */
export async function signIn(visitor: Visitor, name?: string): Promise<HttpResponse> {
  return approve(visitor, await begin(visitor, "bluesky", name === undefined ? {} : { login_hint: name }))
}
