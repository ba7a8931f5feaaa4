// Tokens that are no longer needed are revoked at their provider (RFC 7009) in the background.
import { deriveKey, openWith, sealWith } from "../../lib/auth/crypto/sealing.mjs"
import { expect, test, Visitor } from "../support/fixtures"
import { approve, begin, currentUser, signIn } from "../support/flow"
import type { HostileProvider } from "../support/hostile-provider"
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

/** The kinds of the tokens that were revoked so far. */
function revokedAt(hostile: HostileProvider): (string | null)[] {
  return hostile.received
    .filter(({ path }) => path === "/revoke")
    .map(({ form }) => form.get("token_type_hint"))
}

/** Two browsers of one user: the account has the tokens of the second one. */
async function enterTwice(origin: string, providerId = "oidc"): Promise<[first: Visitor, second: Visitor]> {
  const visitors: [Visitor, Visitor] = [new Visitor(origin), new Visitor(origin)]
  for (const visitor of visitors) await signIn(visitor, providerId)
  return visitors
}

/** Tokens are revoked after the response, so other requests give that the time that it would take. */
async function expectNothingRevoked(hostile: HostileProvider, visitor: Visitor): Promise<void> {
  for (let turn = 0; turn < 5; turn++) expect((await visitor.get("/dashboard")).status).toBe(200)
  expect(revokedAt(hostile)).toEqual([])
}

const federated = { form: { federated: "true" } }
const stored = 'SELECT "access_token", "refresh_token" FROM "Account"'

test(
  "a sign-out at the provider revokes only tokens that its own sign-in gave",
  { tag: "@session-end" },
  async ({ app, hostile, records }) => {
    const [first, second] = await enterTwice(app.origin)
    const [before] = await records.query(stored)
    await first.post("/api/auth/signout", federated)
    await expectNothingRevoked(hostile, second)
    expect(await records.query(stored)).toEqual([before])
    await second.post("/api/auth/signout", federated)
    await expect.poll(() => records.query(stored)).toEqual([{ access_token: null, refresh_token: null }])
    expect(revokedAt(hostile), "once for each token of the second browser").toEqual([
      "refresh_token",
      "access_token",
    ])
    expect(before).toEqual({
      access_token: expect.stringMatching(/./),
      refresh_token: expect.stringMatching(/./),
    })
  },
)

test(
  "a refresh token that an earlier sign-in gave stays when the later one signs out, and goes with its own",
  { tag: "@session-end" },
  async ({ app, hostile, records }) => {
    const first = new Visitor(app.origin)
    await signIn(first, "oidc")
    hostile.behave({ token: (response) => ({ ...response, refresh_token: undefined }) })
    const second = new Visitor(app.origin)
    await signIn(second, "oidc")
    const [{ access_token, refresh_token } = {}] = await records.query(stored)
    await second.post("/api/auth/signout", federated)
    await expectNothingRevoked(hostile, first)
    await first.post("/api/auth/signout", federated)
    await expect.poll(() => records.query(stored)).toEqual([{ access_token, refresh_token: null }])
    expect(refresh_token).toBeTruthy()
    expect(revokedAt(hostile)).toEqual(["refresh_token"])
  },
)

test("unlinking an account revokes tokens that the sign-in of another browser gave", async ({
  app,
  hostile,
}) => {
  const [first] = await enterTwice(app.origin)
  const linking = await submitAction(first, "/dashboard/accounts", { form: "Link GitHub" })
  await first.get(await approve(first, linking.location))
  await submitAction(first, "/dashboard/accounts", { form: "Unlink Hostile OpenID" })
  await expect.poll(() => revokedAt(hostile)).toEqual(["refresh_token", "access_token"])
})

test("deleting a user revokes tokens that the sign-in of another browser gave", async ({ app, hostile }) => {
  const [first] = await enterTwice(app.origin)
  await submitAction(first, "/dashboard/settings", { form: "Delete my account", fields: { sure: "on" } })
  await expect.poll(() => revokedAt(hostile)).toEqual(["refresh_token", "access_token"])
})

test("tokens of an older version, which name no session, are revoked by each sign-out at the provider", async ({
  visitor,
  app,
  hostile,
  records,
}) => {
  await signIn(visitor, "oidc")
  const key = deriveKey("token", app.secret)
  const [row] = await records.query<Record<string, string>>('SELECT * FROM "Account"')
  for (const column of ["access_token", "refresh_token"]) {
    const { session, ...opened } = (await openWith([key], row?.[column] ?? "")) ?? {}
    expect(session, "the tokens of this version do").toMatch(/./)
    await records.query(`UPDATE "Account" SET "${column}" = $1`, [await sealWith(key, opened)])
  }
  await records.query('UPDATE "Session" SET "logoutHint" = NULL')
  await visitor.post("/api/auth/signout", federated)
  await expect.poll(() => revokedAt(hostile)).toEqual(["refresh_token", "access_token"])
})

test(
  "the tokens of a linked account are revoked by a sign-out in the browser that linked it, and in no other",
  { tag: "@session-end" },
  async ({ app, hostile }) => {
    const [first, second] = await enterTwice(app.origin, "github")
    const linking = await submitAction(first, "/dashboard/accounts", { form: "Link Hostile OpenID" })
    await first.get(await approve(first, linking.location))
    const at = { form: { ...federated.form, provider: "oidc" } }
    await second.post("/api/auth/signout", at)
    expect(await currentUser(second)).toBeNull()
    await expectNothingRevoked(hostile, first)
    await first.post("/api/auth/signout", at)
    await expect.poll(() => revokedAt(hostile)).toEqual(["refresh_token", "access_token"])
  },
)
