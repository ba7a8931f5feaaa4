// Compares the refresh request of each provider with what its vendor documents (e2e/fixtures/providers).
import tls from "node:tls"
import { expect, test } from "@playwright/test"
import { makeSigner } from "../../../e2e/support/hostile-provider/keys"
import { endpoints } from "../../../e2e/support/providers/endpoints"
import { expectRefreshRequest } from "../../../e2e/support/providers/expectations"
import { documentsRefresh, fixtureIds, readFixture } from "../../../e2e/support/providers/fixture"
import { hostAndPath, MockNetwork } from "../../../e2e/support/providers/mock-network"
import { variables, withCredentials } from "../../../e2e/support/providers/registration"
import { routeTo } from "../../../e2e/support/providers/route-to-fixtures.mjs"
import { unitEnvironment } from "../../environment.fixture"
import { clientOf } from "../clients"
import { protocols } from "../oauth"
import * as catalogue from "./index"
import type { Provider } from "./types"

const { connect } = tls
const before = { ...process.env }
let network: MockNetwork

function providerWith(id: string): Provider {
  const provider = Object.values(catalogue).find((entry) => entry.id === id)
  if (!provider) throw new Error(`${id} has a fixture and no file`)
  return provider
}

test.beforeAll(async () => {
  network = await MockNetwork.open()
  Object.assign(process.env, unitEnvironment, variables())
  routeTo(network.port)
})

test.afterAll(async () => {
  Object.assign(tls, { connect })
  for (const name of Object.keys(process.env)) if (before[name] === undefined) delete process.env[name]
  Object.assign(process.env, before)
  await network.close()
})

for (const id of fixtureIds().filter((name) => documentsRefresh(readFixture(name))))
  test(`${id}: the refresh request matches the documentation`, async () => {
    const fixture = withCredentials(readFixture(id))
    const { refresh, protocol = "oauth2" } = fixture
    const request = (refresh && refresh.request) || fixture.token.request
    const token = { ...fixture.token, ...(request && { request }) }
    const url = (refresh && refresh.url) || token.url
    const mock = {
      fixture: { ...fixture, token: { ...token, url } },
      signer: await makeSigner("mock"),
      request: new URLSearchParams(),
    }
    network.declare(endpoints(mock))
    const ctx = { client: clientOf(providerWith(id)), flow: { id: "refresh", providerId: id } }
    const input = { refreshToken: "the-refresh-token", idToken: undefined }
    const tokens = await protocols[protocol].refresh?.(ctx, input)
    expect(network.undeclared, "requests that the fixture does not declare").toEqual([])
    const sent = network.received.filter((it) => hostAndPath(it.url) === hostAndPath(new URL(url)))
    expect(sent.length, "refresh requests").toBe(1)
    for (const it of sent) expectRefreshRequest(it, { ...fixture, token })
    if (token.request !== "query") expect(sent[0]?.url.search).toBe(new URL(url).search)
    expect(tokens?.accessToken).toBe("access-token")

    const { error = { response: { error: "invalid_grant" } } } = refresh || {}
    network.declare(endpoints({ ...mock, failure: { at: "token", with: error } }))
    expect(await protocols[protocol].refresh?.(ctx, input), "after a dead refresh token").toBeNull()
    expect(network.received.filter((it) => hostAndPath(it.url) === hostAndPath(new URL(url))).length).toBe(1)
  })
