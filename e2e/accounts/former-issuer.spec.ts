// Accounts of an issuer that is no longer configured: no token of theirs reaches the new issuer, and they are no way in.
import { expect } from "../support/fixtures"
import { approve, currentUser, signIn } from "../support/flow"
import { submitAction } from "../support/server-action"
import { enter, member, moved, stranger, test, type Side } from "../support/two-issuers"
import { Visitor } from "../support/visitor"

const accounts = "/dashboard/accounts"

/** What a side's provider has received, as one text: paths, headers and forms. */
const receivedBy = ({ hostile }: Side) =>
  JSON.stringify(hostile.received.map(({ path, headers, form }) => [path, headers, [...form]]))

/** Makes a side's provider return a user from now on. Returns the tokens that it issues. */
function issueTo({ hostile }: Side, user: { sub: string; name: string }): string[] {
  const issued: string[] = []
  const token = (response: Record<string, unknown>) => {
    issued.push(String(response["access_token"]), String(response["refresh_token"]))
    return response
  }
  hostile.behave({ user, token })
  return issued
}

/** Links the account that the provider of a side returns next. */
async function link(visitor: Visitor): Promise<void> {
  const { location } = await submitAction(visitor, accounts, { form: "Link Hostile OpenID" })
  await visitor.get(await approve(visitor, location))
}

test(
  "neither an access token nor a refresh token of the old issuer reaches the new one",
  { tag: ["@leak", "@mix-up"] },
  async ({ sides: { first, second, rows } }) => {
    const issued = issueTo(first, { sub: "7", name: "Octavia" })
    const visitor = new Visitor(first.app.origin)
    await signIn(visitor, "github")
    const elsewhere = moved(visitor, second)
    expect(await currentUser(elsewhere)).not.toBeNull()
    for (const expiry of [null, 1]) {
      await rows.query('UPDATE "Account" SET "expires_at" = $1', [expiry])
      second.hostile.behave()
      const { status, text } = await elsewhere.get("/dashboard")
      expect(status).toBe(200)
      expect(text, "the user has no account at the new issuer").not.toContain('id="repositories"')
      expect(receivedBy(second)).toBe("[]")
    }
    first.hostile.behave()
    await visitor.get("/dashboard")
    expect(receivedBy(first), "control: the old issuer gets the refresh token").toContain(issued[1])
  },
)

test(
  "tokens of the old issuer are not revoked at the new one, and those of the new one are",
  { tag: ["@leak", "@mix-up"] },
  async ({ sides: { first, second } }) => {
    const former = issueTo(first, member)
    const visitor = new Visitor(first.app.origin)
    await signIn(visitor, "oidc")
    const elsewhere = moved(visitor, second)
    const current = issueTo(second, stranger)
    await link(elsewhere)
    // The older account is the first of the list.
    const unlinked = await submitAction(elsewhere, accounts, { form: "Unlink Hostile OpenID" })
    expect(unlinked.location).toContain("done=account_unlinked")
    await submitAction(elsewhere, "/dashboard/settings", {
      form: "Delete my account",
      fields: { sure: "on" },
    })
    expect(await currentUser(elsewhere)).toBeNull()
    await expect.poll(() => receivedBy(second), "control").toContain(`["token","${current[0]}"]`)
    for (const token of former) expect(receivedBy(second)).not.toContain(token)
  },
)

test(
  "an account of the old issuer is no way in: the new issuer's is offered, and is then the last one",
  { tag: ["@identity"] },
  async ({ sides: { first, second, rows } }) => {
    const visitor = moved(await enter(first, member), second)
    expect((await visitor.get(accounts)).text).toContain("No longer signs you in.")
    await rows.query(`UPDATE "Session" SET "authenticatedAt" = NULL`)
    const asked = await submitAction(visitor, accounts, { form: "Link Hostile OpenID" })
    expect((await visitor.get(asked.location)).text, "nothing can confirm it").toContain(
      "None of your linked accounts can sign in here any more",
    )
    await rows.query(`UPDATE "Session" SET "authenticatedAt" = now()`)
    second.hostile.behave({ user: stranger })
    await link(visitor)
    const { text } = await visitor.get(accounts)
    expect(text).toContain("Your only way to sign in")
    expect(text).not.toContain("Link Hostile OpenID")
    const [row] = await rows.query<{ id: string }>('SELECT "id" FROM "Account" WHERE "issuer" = $1', [
      second.hostile.origin,
    ])
    const fields = { account: row?.id ?? "" }
    const { location } = await submitAction(visitor, accounts, { form: "Unlink Hostile OpenID", fields })
    expect(location).toContain("error=last_account")
    expect(await rows.count("Account")).toBe(2)
  },
)
