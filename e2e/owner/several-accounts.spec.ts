// Several accounts of one provider, in an owner's code: access tokens and further scopes of one of them.
import { expect, test, Visitor } from "../support/fixtures"
import { approve, expectError, signIn } from "../support/flow"
import { allow, ask, extendedScopes, token } from "../support/further-access"
import type { HostileProvider } from "../support/hostile-provider"
import type { Records } from "../support/records"

test.use({ providerSet: "hostile" })

const calendar = { scope: "calendar" }
const work = { sub: "4712", name: "Hanna at work", email: "hanna@work.test" }

/** Two accounts of one user at the provider. Returns their ids; the second one was used last. */
async function twoAccounts(visitor: Visitor, hostile: HostileProvider, records: Records): Promise<string[]> {
  await signIn(visitor, "oauth2")
  hostile.behave({ user: work })
  const { location } = await visitor.post("/api/link", { form: { provider: "oauth2", another: "yes" } })
  await visitor.get(await approve(visitor, location))
  hostile.behave()
  const rows = await records.query<{ id: string }>('SELECT "id" FROM "Account" ORDER BY "createdAt"')
  expect(rows).toHaveLength(2)
  return rows.map(({ id }) => id)
}

test(
  "of several accounts of a provider, an owner's code chooses one by its id",
  { tag: "@idor" },
  async ({ visitor, app, hostile, records }) => {
    const [first = "", second = ""] = await twoAccounts(visitor, hostile, records)
    const atHome = await token(visitor, { accountId: first })
    const atWork = await token(visitor, { accountId: second })
    expect([atHome.status, atWork.status]).toEqual(["ok", "ok"])
    expect(atHome.accessToken).not.toBe(atWork.accessToken)
    expect(await token(visitor, {}), "the one that was used last").toEqual(atWork)
    expect(await token(visitor, { accountId: first, provider: "oidc" })).toEqual({ status: "not_linked" })

    const stranger = new Visitor(app.origin)
    hostile.behave({ user: { sub: "12", name: "Other", email: "other@example.test" } })
    await signIn(stranger, "oauth2")
    expect(await token(stranger, { accountId: first }), "another user's").toEqual({ status: "not_linked" })
  },
)

test(
  "further scopes are for the account that was asked, and for no other of the user",
  { tag: "@identity" },
  async ({ visitor, hostile, records }) => {
    const [first = "", second = ""] = await twoAccounts(visitor, hostile, records)
    const request = await ask(visitor, { ...calendar, accountId: first })
    hostile.behave({ user: work })
    expectError(await visitor.get(await approve(visitor, request.href)), "account_mismatch", 409)
    expect(await extendedScopes(records)).toEqual([null, null])

    hostile.behave()
    await allow(visitor, { ...calendar, accountId: first })
    expect(await token(visitor, { ...calendar, accountId: first })).toMatchObject({ status: "ok" })
    expect(await token(visitor, { ...calendar, accountId: second })).toMatchObject({ status: "scope_needed" })
  },
)
