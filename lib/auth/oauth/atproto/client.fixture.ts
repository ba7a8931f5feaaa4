// For unit tests: a provider at a network of the AT Protocol on this machine, and its sign-ins without the app.
import { clientOf, type Client } from "../../clients"
import type { OAuth2Provider } from "../../providers/types"
import { test as base, contextWith } from "../context.fixture"
import { oauth2 } from "../oauth2"
import type { AttemptContext, RequestContext, SignInResult } from "../protocol"
import { AtprotoNetwork, type AccountServer } from "./network.fixture"

type Fixtures = {
  network: AtprotoNetwork
  server: AccountServer
  other: AccountServer
  /** The DID of alice.test, an account of `server`. */
  alice: string
  client: Client
}

export const test = base.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern
  network: async ({}, use) => {
    const network = await AtprotoNetwork.start()
    process.env.PORTICO_NAME_SERVERS = network.names.address
    await use(network)
    delete process.env.PORTICO_NAME_SERVERS
    await network.close()
  },
  server: async ({ network }, use) => use(await network.addServer()),
  other: async ({ network }, use) => use(await network.addServer()),
  alice: [async ({ network, server }, use) => use(network.addAccount("alice.test", server)), { auto: true }],
  client: async ({ network, server }, use) => use(clientAt(network, server)),
})

/** @param keys variables of a confidential client, which is deployed */
export function clientAt(
  network: AtprotoNetwork,
  server: AccountServer,
  keys?: Record<string, string>,
): Client {
  const values: Record<string, string> = {
    id: "on",
    directory: network.directory.origin,
    server: server.origin,
    ...keys,
  }
  const origin = keys ? "https://app.portico.dev" : "http://localhost:3000"
  return clientOf(provider, (name) => values[name], { origin, basePath: "" })
}

const provider: OAuth2Provider = {
  id: "network",
  name: "Network",
  protocol: "oauth2",
  network: "atproto",
  settings: { directory: null, server: null, further_scope: "" },
  discovery: "oauth2",
  issuer: "{server}",
  scope: "atproto",
  tokenAuth: ["private_key_jwt", "none"],
  dpop: true,
  profile: { id: "did", name: "displayName|handle", email: "email", image: "avatar" },
}

export function contextOf(client: Client): AttemptContext {
  return contextWith(client.provider, client)
}

/** Begins a sign-in with what the visitor named, approves it at the server, and completes it. */
export async function signIn(client: Client, name?: string, meanwhile?: () => void): Promise<SignInResult> {
  const ctx = contextOf(client)
  const { url, server, dpopKey } = await oauth2.begin(ctx, name === undefined ? {} : { login_hint: name })
  const location = (await fetch(url, { redirect: "manual" })).headers.get("location") ?? ""
  meanwhile?.()
  const attempt = { ...ctx.attempt, server, dpopKey }
  return oauth2.complete({ ...ctx, attempt }, new URL(location).searchParams)
}

/** Refreshes the tokens of a sign-in. */
export async function refresh(ctx: RequestContext, { tokens, profile }: SignInResult) {
  const { refreshToken, dpopKey } = tokens
  const input = { refreshToken: refreshToken ?? "", idToken: undefined, dpopKey, accountId: profile.id }
  return oauth2.refresh?.(ctx, input)
}
