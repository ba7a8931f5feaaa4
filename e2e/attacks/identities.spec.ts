// Who somebody is: what one provider says, and neither what a caller says nor what an address says.
import { expect, test, Visitor } from "../support/fixtures"
import { approve, begin, codeOf, signIn, whoAmI } from "../support/flow"

test.use({ cast: "hostile" })

test(
  "identities in a query or a body are nobody's",
  { tag: ["@identity", "@GHSA-99h5-pjcv-gr6v"] },
  async ({ visitor, app, hostile, records }) => {
    await signIn(visitor, "oidc")
    const [owner] = await records.query<{ id: string }>('SELECT "id" FROM "User"')
    const claims = {
      userId: owner?.id ?? "",
      user: owner?.id ?? "",
      sub: "4711",
      email: "hanna@example.test",
    }
    const stranger = new Visitor(app.origin)
    const query = new URLSearchParams(claims).toString()
    expect((await stranger.get(`/api/auth/session?${query}`)).text).toBe("null")
    expect((await stranger.get(`/dashboard?${query}`)).status).toBe(307)
    await stranger.post(`/api/auth/signout?${query}`, { form: claims })
    expect(await records.count("Session")).toBe(1)

    hostile.behave({ person: { sub: "666", name: "Mallory" } })
    const callback = await approve(stranger, await begin(stranger, "oidc", claims))
    await stranger.get(`${callback}&${query}`)
    expect(await whoAmI(stranger)).toMatchObject({ name: "Mallory" })
    expect(await whoAmI(visitor)).toMatchObject({ name: "Hanna Hostile" })
  },
)

test(
  "the same id at two providers is two people",
  { tag: ["@identity", "@GHSA-4rxr-27mm-mxq9"] },
  async ({ visitor, app, hostile, records }) => {
    hostile.behave({
      person: { sub: "77", name: "Same id" },
      userinfo: (person) => ({ ...person, id: "77" }),
    })
    await signIn(visitor, "oidc")
    await signIn(new Visitor(app.origin), "oauth2")
    const accounts = await records.query('SELECT "provider", "providerAccountId" FROM "Account" ORDER BY 1')
    expect(accounts).toEqual([
      { provider: "oauth2", providerAccountId: "77" },
      { provider: "oidc", providerAccountId: "77" },
    ])
    expect(await records.count("User")).toBe(2)
  },
)

test(
  "who registered an address first without proof gets nothing of its owner",
  { tag: ["@pre-hijack", "@GHSA-g38m-r43w-p2q7"] },
  async ({ visitor, app, hostile, records }) => {
    const email = "victim@example.test"
    hostile.behave({ person: { sub: "666", name: "Mallory", email, email_verified: false } })
    await signIn(visitor, "oidc")
    hostile.behave({ person: { sub: "1", name: "Victim", email, email_verified: true } })
    const victim = new Visitor(app.origin)
    await signIn(victim, "oidc")
    expect(await whoAmI(victim)).toMatchObject({ name: "Victim" })
    expect(await whoAmI(visitor)).toMatchObject({ name: "Mallory" })
    expect(await records.count("User")).toBe(2)

    // Nor does a later claim to it, now verified, lead into the owner's account.
    hostile.behave({ person: { sub: "666", name: "Mallory", email, email_verified: true } })
    await signIn(visitor, "oidc")
    expect(await whoAmI(visitor)).toMatchObject({ name: "Mallory" })
    const verified = await records.query('SELECT "name" FROM "User" WHERE "emailVerified" IS NOT NULL')
    expect(verified).toEqual([{ name: "Victim" }])
  },
)

test(
  "one provider's address does not become another's user",
  { tag: ["@pre-hijack", "@GHSA-g38m-r43w-p2q7"] },
  async ({ visitor, app, hostile }) => {
    await signIn(visitor, "oidc")
    hostile.behave({ emails: [{ email: "hanna@example.test", primary: true, verified: true }] })
    const answer = await signIn(new Visitor(app.origin), "github")
    expect(codeOf(answer)).toBe("account_not_linked")
  },
)
