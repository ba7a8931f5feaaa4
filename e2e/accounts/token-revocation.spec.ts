// Tokens that are no longer needed are revoked at their provider (RFC 7009) in the background.
import { expect, test } from "../support/fixtures"
import { approve, begin, signIn } from "../support/flow"
import { submitAction } from "../support/server-action"

test.use({ providerSet: "hostile" })

test("deleting a user revokes the tokens", async ({ visitor, hostile, records }) => {
  await signIn(visitor, "oidc")
  await submitAction(visitor, "/dashboard/settings", { form: "Delete my account", fields: { sure: "on" } })
  expect(await records.count("User")).toBe(0)
  const revoked = () =>
    hostile.received.filter(({ path }) => path === "/revoke").map(({ form }) => form.get("token_type_hint"))
  await expect.poll(revoked).toEqual(["refresh_token", "access_token"])
})

test("unlinking an account revokes its tokens, and no others", async ({ visitor, hostile, records }) => {
  await signIn(visitor, "oidc")
  const linking = await submitAction(visitor, "/dashboard/accounts", { form: "Link GitHub" })
  await visitor.get(await approve(visitor, linking.location))
  await submitAction(visitor, "/dashboard/accounts", { form: "Unlink Hostile OpenID" })
  expect(await records.count("Account")).toBe(1)
  await expect.poll(() => hostile.received.filter(({ path }) => path === "/revoke").length).toBe(2)
  // The remaining account still works.
  await visitor.post("/api/auth/signout")
  expect((await visitor.get(await approve(visitor, await begin(visitor, "github")))).status).toBe(303)
})
