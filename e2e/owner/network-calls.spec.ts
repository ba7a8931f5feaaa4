// An owner's calls of the API at the server of a user's account (AT Protocol), which the user may change.
import { expect, isDeleted, signIn, test, type Visitor } from "../atproto/fixtures"

test.skip(isDeleted, "bluesky is deleted")

const path = "/xrpc/com.atproto.server.getSession"

async function call(visitor: Visitor): Promise<unknown> {
  const { text } = await visitor.get(`/api/call?provider=bluesky&url=${encodeURIComponent(path)}`)
  return JSON.parse(text)
}

const answer = (did: string) => ({
  status: 200,
  body: JSON.stringify({ did, email: "alice@example.com", emailConfirmed: true }),
})

test("calls go to the account's server, whose address is looked up for the first of them", async ({
  visitor,
  network,
  server,
  alice,
}) => {
  await signIn(visitor, "alice.test")
  for (const one of [network.directory, server]) one.received.length = 0
  for (const _ of [1, 2, 3]) expect(await call(visitor)).toEqual(answer(alice))
  expect(network.directory.received).toHaveLength(1)
  // The first call learns the server's nonce at the latest.
  expect(server.received.map(({ scheme }) => `${scheme}`).slice(-3)).toEqual(["DPoP", "DPoP", "DPoP"])
  expect(new Set(server.received.map((request) => request.path))).toEqual(new Set([path]))
})

test("a server that rejects the token is asked no more, if the account has another one", async ({
  visitor,
  network,
  server,
  other,
  alice,
}) => {
  await signIn(visitor, "alice.test")
  expect(await call(visitor)).toEqual(answer(alice))
  network.addAccount("alice.test", other, alice)
  server.answers.set(path, (_, response) => response.writeHead(401).end())
  expect(await call(visitor)).toEqual(answer(alice))
  const paths = other.received.map((request) => request.path)
  expect(paths.filter((received) => received === path)).not.toHaveLength(0)
  server.received.length = 0
  expect(await call(visitor)).toEqual(answer(alice))
  expect(server.received).toEqual([])
})
