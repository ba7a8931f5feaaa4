// Sign-ins at a network of the AT Protocol, without the app. e2e/atproto has more of them.
import { generateKeyPairSync } from "node:crypto"
import { inspect } from "node:util"
import { expect } from "@playwright/test"
import { decodeProtectedHeader } from "jose"
import { keyId } from "../../crypto/key-id"
import { apiFetch } from "../../http/api-request"
import { requestPolicy } from "../client-options"
import { codeOf } from "../context.fixture"
import { serverOfAccount } from "../network"
import { revokeTokens } from "../revocation"
import { clientAt, contextOf, refresh, signIn, test } from "./client.fixture"
import { documentOf, newDid, sendJson } from "./network.fixture"

test("a handle, a DID, a server and no name lead to the account", async ({
  client,
  server,
  network,
  alice,
}) => {
  for (const name of ["Alice.test", alice, server.origin, undefined]) {
    const { issuer, profile, tokens } = await signIn(client, name)
    expect(issuer).toBe(network.directory.origin)
    expect(profile).toMatchObject({ id: alice, name: "alice.test", email: null, emailVerified: false })
    expect(tokens).toMatchObject({ tokenType: "dpop", scope: "atproto" })
  }
})

test(
  "a handle whose document does not name it back is rejected",
  { tag: "@identity" },
  async ({ client, network, server, alice }) => {
    network.names.records.set("_atproto.victim.test", [`did=${alice}`])
    expect(await codeOf(signIn(client, "victim.test"))).toBe("identity_unresolved")
    const second = {
      ...documentOf(alice, "alice.test", server.origin),
      alsoKnownAs: ["at://alice.test", "at://victim.test"],
    }
    network.documents.set(alice, second)
    expect(await codeOf(signIn(client, "victim.test")), "only the first name counts").toBe(
      "identity_unresolved",
    )
  },
)

test("of two servers in a document the first one counts", async ({
  client,
  network,
  server,
  other,
  alice,
}) => {
  const document = documentOf(alice, "alice.test", server.origin)
  const service = [...documentOf(alice, "alice.test", other.origin).service, ...document.service]
  network.documents.set(alice, { ...document, service })
  expect(await codeOf(signIn(client, "alice.test")), "the other server does not know the account").toBe(
    "identity_mismatch",
  )
  network.documents.set(alice, { ...document, service: service.toReversed() })
  expect((await signIn(client, "alice.test")).profile.id).toBe(alice)
  expect(other.received.map(({ path }) => path)).toContain("/oauth/token")
})

test(
  "a document of another DID is rejected",
  { tag: "@identity" },
  async ({ client, network, server, alice }) => {
    network.documents.set(alice, documentOf(newDid(), "alice.test", server.origin))
    expect(await codeOf(signIn(client, "alice.test"))).toBe("identity_unresolved")
  },
)

test(
  "tokens for another account than the named one are rejected",
  { tag: "@identity" },
  async ({ client, network, server }) => {
    server.sub = network.addAccount("bob.test", server)
    expect(await codeOf(signIn(client, "alice.test"))).toBe("identity_mismatch")
    server.token = { sub: "alice" }
    expect(await codeOf(signIn(client, server.origin))).toBe("identity_mismatch")
  },
)

test(
  "a server cannot sign in as an account of another server",
  { tag: "@identity" },
  async ({ client, other, alice }) => {
    other.sub = alice
    expect(await codeOf(signIn(client, other.origin))).toBe("identity_mismatch")
  },
)

test(
  "a user who moves during the sign-in must begin again",
  { tag: "@identity" },
  async ({ client, network, other, alice }) => {
    const move = () => void network.addAccount("alice.test", other, alice)
    expect(await codeOf(signIn(client, "alice.test", move))).toBe("identity_mismatch")
  },
)

test(
  "a response without iss is rejected, also where the server does not announce it",
  { tag: "@mix-up" },
  async ({ client, server }) => {
    const metadata = { ...server.metadata(), authorization_response_iss_parameter_supported: undefined }
    server.answers.set("/.well-known/oauth-authorization-server", (_, response) =>
      sendJson(response, metadata),
    )
    server.iss = ""
    expect(await codeOf(signIn(client, "alice.test"))).toBe("issuer_mismatch")
  },
)

test(
  "tokens without the scope of the protocol are rejected",
  { tag: "@identity" },
  async ({ client, server }) => {
    for (const scope of [undefined, "transition:email"]) {
      server.token = { scope }
      expect(await codeOf(signIn(client, "alice.test"))).toBe("token_invalid")
    }
  },
)

test("a server that names several or none, or is no server of the protocol, is rejected", async ({
  client,
  server,
  other,
}) => {
  for (const authorization_servers of [
    [],
    [server.origin, other.origin],
    [`${server.origin}/path`],
    undefined,
  ]) {
    const document = { resource: server.origin, authorization_servers }
    server.answers.set("/.well-known/oauth-protected-resource", (_, response) => sendJson(response, document))
    expect(await codeOf(signIn(client, "alice.test"))).toBe("identity_unresolved")
  }
  server.answers.clear()
  const metadata = { ...server.metadata(), client_id_metadata_document_supported: undefined }
  server.answers.set("/.well-known/oauth-authorization-server", (_, response) => sendJson(response, metadata))
  expect(await codeOf(signIn(client, "alice.test"))).toBe("provider_misconfigured")
})

test(
  "a server that another one calls its own is not believed",
  { tag: "@identity" },
  async ({ client, server, other }) => {
    const document = { resource: other.origin, authorization_servers: [server.origin] }
    server.answers.set("/.well-known/oauth-protected-resource", (_, response) => sendJson(response, document))
    expect(await codeOf(signIn(client, "alice.test"))).toBe("identity_unresolved")
  },
)

test(
  "no host that a visitor names is reached at a private address",
  { tag: "@ssrf" },
  async ({ client, network, server }) => {
    const { port } = new URL(server.origin)
    network.names.addresses.set("evil.test", "127.0.0.1")
    for (const name of [`https://evil.test:${port}`, `https://127.0.0.1:${port}`, "https://10.0.0.1"])
      expect(await codeOf(signIn(client, name)), name).toBe("provider_unreachable")
    expect(await codeOf(signIn(client, "evil.test"))).toBe("identity_unresolved")
    expect(server.received).toEqual([])
  },
)

test(
  "the address that a server claims is not verified",
  { tag: "@pre-hijack" },
  async ({ client, server }) => {
    server.token = { scope: "atproto transition:email" }
    expect((await signIn(client, "alice.test")).profile).toMatchObject({
      email: "alice@example.com",
      emailVerified: false,
    })
  },
)

test("tokens are refreshed and revoked, and calls sent, at the server where the account is now", async ({
  client,
  network,
  server,
  other,
  alice,
}) => {
  const signedIn = await signIn(client, "alice.test")
  const ctx = contextOf(client)
  expect(await refresh(ctx, signedIn)).toMatchObject({ accessToken: "access-of-the-pds", tokenType: "dpop" })
  network.addAccount("alice.test", other, alice)
  server.received.length = 0
  expect(await serverOfAccount(ctx, alice)).toBe(other.origin)
  expect(other.received, "a call needs no more than the DID's document").toEqual([])
  await refresh(ctx, signedIn)
  const { refreshToken, dpopKey } = signedIn.tokens
  expect(
    await revokeTokens(ctx, [{ hint: "refresh_token", token: refreshToken ?? "", dpopKey }], alice),
  ).toBe(true)
  expect(server.received).toEqual([])
  const paths = new Set(other.received.map(({ path }) => path))
  expect([...paths].filter((path) => path.startsWith("/oauth/"))).toEqual(["/oauth/token", "/oauth/revoke"])
})

test("an account's server is looked up once a minute, and at once when it rejects a token", async ({
  client,
  network,
  server,
  other,
  alice,
}) => {
  const ctx = contextOf(client)
  const inParallel = await Promise.all([1, 2, 3].map(() => serverOfAccount(ctx, alice)))
  expect(inParallel).toEqual([1, 2, 3].map(() => server.origin))
  expect(network.directory.received).toHaveLength(1)
  network.addAccount("alice.test", other, alice)
  const bob = network.addAccount("bob.test", other)
  expect(await serverOfAccount(ctx, alice)).toBe(server.origin)
  expect(await serverOfAccount(ctx, bob), "each account has an answer of its own").toBe(other.origin)
  expect(await serverOfAccount(ctx, alice, { isRejected: true })).toBe(other.origin)
  network.addAccount("alice.test", server, alice)
  expect(await serverOfAccount(ctx, alice), "the newest answer is kept").toBe(other.origin)
  const now = performance.now.bind(performance)
  try {
    performance.now = () => now() + 60_000
    expect(await serverOfAccount(ctx, alice)).toBe(server.origin)
  } finally {
    performance.now = now
  }
})

test("a failed look-up of an account's server is not kept", async ({ client, network, server, alice }) => {
  network.documents.delete(alice)
  expect(await codeOf(serverOfAccount(contextOf(client), alice))).toBe("identity_unresolved")
  network.addAccount("alice.test", server, alice)
  expect(await serverOfAccount(contextOf(client), alice)).toBe(server.origin)
})

test(
  "a known server at a name that now leads to a private address is not reached",
  { tag: "@ssrf" },
  async ({ client, network, server, alice }) => {
    const { port } = new URL(server.origin)
    const origin = `https://moved.test:${port}`
    network.documents.set(alice, documentOf(alice, "alice.test", origin))
    network.names.addresses.set("moved.test", "93.184.215.14")
    expect(await serverOfAccount(contextOf(client), alice)).toBe(origin)
    network.names.addresses.set("moved.test", "127.0.0.1")
    const known = await serverOfAccount(contextOf(client), alice)
    const request = { method: "GET", headers: {}, body: undefined }
    const call = apiFetch(requestPolicy(contextOf(client)))(`${known}/xrpc/call`, request)
    expect(inspect(await call.catch((error: unknown) => error))).toContain("moved.test has a private address")
    expect(server.received).toEqual([])
  },
)

test("after a rotation, the former key signs for the tokens that are bound to it, and the new one for others", async ({
  network,
  server,
}) => {
  const [first, second, third] = [newKey(), newKey(), newKey()]
  const signedIn = await signIn(clientAt(network, server, { key: first.pem }), "alice.test")
  const rotated = clientAt(network, server, { key: second.pem, key_next: first.pem })
  const again = await signIn(rotated, "alice.test")
  server.received.length = 0
  const refreshed = { ...signedIn, tokens: (await refresh(contextOf(rotated), signedIn)) ?? signedIn.tokens }
  await refresh(contextOf(rotated), refreshed)
  await refresh(contextOf(rotated), again)
  const without = clientAt(network, server, { key: third.pem, key_next: second.pem })
  await refresh(contextOf(without), signedIn)
  const signers = server.received.flatMap(({ body }) =>
    body.client_assertion ? [decodeProtectedHeader(body.client_assertion).kid] : [],
  )
  // The server asks for its nonce once for each key of a sign-in.
  expect([...new Set(signers)]).toEqual([await first.kid, await second.kid, await third.kid])
})

test("tokens are not refreshed at a server that names no authorization server", async ({
  client,
  network,
  other,
  alice,
}) => {
  const signedIn = await signIn(client, "alice.test")
  network.addAccount("alice.test", other, alice)
  other.answers.set("/.well-known/oauth-protected-resource", (_, response) => sendJson(response, {}, 404))
  expect(await codeOf(Promise.resolve(refresh(contextOf(client), signedIn)))).toBe("identity_unresolved")
  expect(other.received.map(({ path }) => path)).toEqual(["/.well-known/oauth-protected-resource"])
})

test("refreshed tokens of another account are rejected", { tag: "@identity" }, async ({ client, server }) => {
  const signedIn = await signIn(client, "alice.test")
  server.sub = newDid()
  expect(await codeOf(Promise.resolve(refresh(contextOf(client), signedIn)))).toBe("identity_mismatch")
})

function newKey() {
  const { privateKey: key } = generateKeyPairSync("ec", { namedCurve: "P-256" })
  return { pem: key.export({ type: "pkcs8", format: "pem" }).toString(), kid: keyId({ key }) }
}
