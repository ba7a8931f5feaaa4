// Tokens go back to their provider when nobody needs them any longer (RFC 7009), and nothing waits for that.
import { expect, test } from "../support/fixtures"
import { approve, begin, signIn } from "../support/flow"
import { submitAction } from "../support/server-action"

test.use({ cast: "hostile" })

test("deleting a user gives the tokens back", async ({ visitor, hostile, records }) => {
  await signIn(visitor, "oidc")
  await submitAction(visitor, "/dashboard/settings", { form: "Delete my account", fields: { sure: "on" } })
  expect(await records.count("User")).toBe(0)
  const given = () =>
    hostile.received.filter(({ path }) => path === "/revoke").map(({ form }) => form.get("token_type_hint"))
  await expect.poll(given).toEqual(["refresh_token", "access_token"])
})

test("disconnecting an account gives its tokens back, and no others", async ({
  visitor,
  hostile,
  records,
}) => {
  await signIn(visitor, "oidc")
  const connect = await submitAction(visitor, "/dashboard/accounts", { form: "Link GitHub" })
  await visitor.get(await approve(visitor, connect.location))
  await submitAction(visitor, "/dashboard/accounts", { form: "Unlink Hostile OpenID" })
  expect(await records.count("Account")).toBe(1)
  await expect.poll(() => hostile.received.filter(({ path }) => path === "/revoke").length).toBe(2)
  // The one that is left still works.
  await visitor.post("/api/auth/signout")
  expect((await visitor.get(await approve(visitor, await begin(visitor, "github")))).status).toBe(303)
})
