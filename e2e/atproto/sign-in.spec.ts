// Signing in with an account at any server of the AT Protocol: the visitor names a handle, a DID or a server.
import { documentOf } from "../../lib/auth/oauth/atproto/network.fixture"
import { begin, currentUser, expectSignedIn } from "../support/flow"
import { approve, expect, isDeleted, signIn, test, Visitor } from "./fixtures"

test.skip(isDeleted, "bluesky is deleted")

/** The parameters of the pushed request that was accepted. */
const pushed = (received: { path: string; body: Record<string, string> }[]) =>
  received.findLast(({ path }) => path === "/oauth/par")?.body ?? {}

test("a handle leads to the account's server, and the account is stored under its DID and the directory", async ({
  app,
  visitor,
  server,
  network,
  records,
  alice,
}) => {
  server.profiles.set(alice, { displayName: "Alice", avatar: { ref: { $link: "bafkreipicture" } } })
  expectSignedIn(await signIn(visitor, " @Alice.TEST "), `${app.origin}/dashboard`)
  const callback = `http://127.0.0.1:${new URL(app.origin).port}/api/auth/bluesky/callback`
  const clientId = `http://localhost?${new URLSearchParams({ redirect_uri: callback, scope: "atproto" })}`
  expect(pushed(server.received)).toMatchObject({
    client_id: clientId,
    redirect_uri: callback,
    scope: "atproto",
    login_hint: "alice.test",
    code_challenge_method: "S256",
  })
  const requests = server.received.filter(({ hasProof }) => hasProof).map(({ path }) => path)
  expect(requests).toEqual(["/oauth/par", "/oauth/par", "/oauth/token"])
  const picture = `${server.origin}/xrpc/com.atproto.sync.getBlob?did=${encodeURIComponent(alice)}&cid=bafkreipicture`
  expect(await currentUser(visitor)).toMatchObject({ name: "Alice", email: null, image: picture })
  expect(await records.db.account.findMany()).toMatchObject([
    { provider: "bluesky", issuer: network.directory.origin, providerAccountId: alice, token_type: "dpop" },
  ])
})

test("a DID, a server's address and no name at all lead to the same account", async ({
  app,
  server,
  network,
  records,
  alice,
}) => {
  for (const name of [alice, server.origin, `${server.origin}/`, undefined]) {
    const visitor = new Visitor(app.origin)
    server.received.length = 0
    expectSignedIn(await signIn(visitor, name), `${app.origin}/dashboard`)
    expect(pushed(server.received).login_hint).toBe(name === alice ? alice : undefined)
    expect(await currentUser(visitor), "the handle that the document claims").toMatchObject({
      name: "alice.test",
    })
  }
  expect(await records.count("User")).toBe(1)
  const did = `did:web:localhost%3A${new URL(network.directory.origin).port}`
  network.documents.set(".well-known/did.json", documentOf(did, "carol.test", server.origin))
  server.sub = did
  expectSignedIn(await signIn(new Visitor(app.origin), did), `${app.origin}/dashboard`)
  expect(await records.count("User")).toBe(2)
})

test("a handle that no longer leads to the account is not shown", async ({ visitor, server, network }) => {
  network.names.records.clear()
  await signIn(visitor, server.origin)
  expect(await currentUser(visitor)).toMatchObject({ name: null })
})

test("a user who moves to another server keeps the account", async ({
  app,
  server,
  other,
  network,
  records,
  alice,
}) => {
  await signIn(new Visitor(app.origin), "alice.test")
  network.addAccount("alice.test", other, alice)
  server.received.length = 0
  const visitor = new Visitor(app.origin)
  expectSignedIn(await signIn(visitor, "alice.test"), `${app.origin}/dashboard`)
  expect(server.received).toEqual([])
  expect(await records.count("User")).toBe(1)
  expect(await records.count("Account")).toBe(1)
})

test("a signed-in user confirms with the account's own server, without naming it", async ({
  app,
  visitor,
  other,
  network,
}) => {
  network.addAccount("bob.test", other)
  await signIn(visitor, "bob.test")
  other.received.length = 0
  const authorization = await begin(visitor, "bluesky", { confirm: "1", callbackUrl: "/dashboard/settings" })
  expect(authorization).toContain(`${other.origin}/oauth/authorize?`)
  expectSignedIn(await approve(visitor, authorization), `${app.origin}/dashboard/settings`)
})

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled })

    test("the sign-in page asks for a handle or a server", async ({ page }) => {
      await page.goto("/signin?callbackUrl=%2Fdashboard%2Fsessions")
      await page.getByLabel("Bluesky handle or server").fill("alice.test")
      await page.keyboard.press("Enter")
      await page.waitForURL(/\/dashboard\/sessions$/)
      await expect(page.getByText("signed in with Bluesky")).toBeVisible()
      await page.goto("/dashboard/accounts")
      await expect(page.getByLabel("Bluesky handle or server")).toBeVisible()
    })
  })
