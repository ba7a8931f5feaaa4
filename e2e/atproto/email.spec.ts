// The address of an account, which its server tells with a scope of its own.
import { expect, isDeleted, signIn, test } from "./fixtures"

test.skip(isDeleted, "bluesky is deleted")

test.use({ variables: { AUTH_BLUESKY_SCOPE: "atproto transition:email" } })

test(
  "the address of a server never counts as verified",
  { tag: "@pre-hijack" },
  async ({ visitor, server, records }) => {
    server.token = { scope: "atproto transition:email" }
    await signIn(visitor, "alice.test")
    const [user] = await records.db.user.findMany()
    expect(user).toMatchObject({ email: "alice@example.com", emailVerified: null })
    server.token = {}
  },
)

test("a user who does not allow it signs in without an address", async ({ visitor, records }) => {
  await signIn(visitor, "alice.test")
  expect(await records.db.user.findMany()).toMatchObject([{ email: null }])
})
