// Several accounts of one provider: one user's at home and at work.
import { expect, test, Visitor } from "../support/fixtures"
import { approve, begin, currentUser, expectSignedIn, signIn } from "../support/flow"
import type { HostileProvider } from "../support/hostile-provider"
import type { Records } from "../support/records"
import { submitAction } from "../support/server-action"
import type { HttpResponse } from "../support/visitor"

test.use({ providerSet: "hostile" })

const accounts = "/dashboard/accounts"
const work = { sub: "4712", name: "Hanna at work", email: "hanna@work.test", email_verified: true }
const names = { oauth2: "Hostile OAuth", oidc: "Hostile OpenID", github: "GitHub" }

type ProviderId = keyof typeof names

/** Presses the button for a further account. Returns the URL of the authorization request. */
async function startAnother(visitor: Visitor, providerId: ProviderId): Promise<URL> {
  const { location } = await submitAction(visitor, accounts, {
    form: `Another ${names[providerId]} account`,
  })
  return new URL(location)
}

/** Links the account at work. Returns the response of the callback. */
async function linkWork(
  visitor: Visitor,
  hostile: HostileProvider,
  providerId: ProviderId,
): Promise<HttpResponse> {
  hostile.behave({ user: work })
  const request = await startAnother(visitor, providerId)
  const response = await visitor.get(await approve(visitor, request.href))
  hostile.behave()
  return response
}

/** A visitor who signed in with the account at work. */
async function enterFromWork(
  origin: string,
  hostile: HostileProvider,
  providerId: ProviderId,
): Promise<Visitor> {
  const visitor = new Visitor(origin)
  hostile.behave({ user: work })
  await signIn(visitor, providerId)
  hostile.behave()
  return visitor
}

async function accountOf(records: Records, sub: string): Promise<string> {
  const [row] = await records.query<{ id: string }>(
    `SELECT "id" FROM "Account" WHERE "providerAccountId" = $1`,
    [sub],
  )
  return row?.id ?? ""
}

for (const providerId of ["oauth2", "oidc", "github"] as const)
  test(`${providerId}: two accounts are linked, told apart, and each signs in`, async ({
    visitor,
    app,
    hostile,
    records,
  }) => {
    await signIn(visitor, providerId)
    expectSignedIn(await linkWork(visitor, hostile, providerId), `${app.origin}${accounts}`)
    const { text } = await visitor.get(accounts)
    const labels =
      providerId === "github" ? ["Hanna Hostile", "Hanna at work"] : ["hanna@example.test", work.email]
    for (const label of labels) {
      expect(text).toContain(label)
      expect(text).toContain(`Unlink ${names[providerId]} (${label})`)
    }
    expect([await records.count("User"), await records.count("Account")]).toEqual([1, 2])

    const elsewhere = await enterFromWork(app.origin, hostile, providerId)
    expect(await currentUser(elsewhere)).toEqual(await currentUser(visitor))
    const again = new Visitor(app.origin)
    await signIn(again, providerId)
    expect(await currentUser(again)).toEqual(await currentUser(visitor))
    expect(await records.count("User")).toBe(1)
  })

test("the provider is asked to let the visitor choose an account", async ({ visitor }) => {
  await signIn(visitor, "oidc")
  expect((await startAnother(visitor, "oidc")).searchParams.get("prompt")).toBe("login")
  await signIn(visitor, "github")
  expect((await startAnother(visitor, "github")).searchParams.get("prompt")).toBe("select_account")
  expect(new URL(await begin(visitor, "github")).searchParams.has("prompt"), "at a sign-in").toBe(false)
})

test("the page says so if the provider returns an account that is linked already", async ({
  visitor,
  app,
  records,
}) => {
  await signIn(visitor, "oauth2")
  const before = await records.query('SELECT "access_token" FROM "Account"')
  const callback = await approve(visitor, (await startAnother(visitor, "oauth2")).href)
  const { location } = await visitor.get(callback, { headers: { accept: "text/html" } })
  expect(location).toContain(`${app.origin}${accounts}?error=already_linked`)
  expect((await visitor.get(location)).text).toContain("an account that you have linked already")
  expect(await records.query('SELECT "access_token" FROM "Account"')).toEqual(before)
  expect((await records.activity()).at(-1)).toMatchObject({ event: "refused", error: "already_linked" })
})

test(
  "another user's account is not linked as a further one",
  { tag: "@pre-hijack" },
  async ({ visitor, app, hostile, records }) => {
    await enterFromWork(app.origin, hostile, "oauth2")
    await signIn(visitor, "oauth2")
    const response = await linkWork(visitor, hostile, "oauth2")
    expect(JSON.parse(response.text)).toMatchObject({ error: { code: "account_taken" } })
    expect(await records.count("User")).toBe(2)
  },
)

test(
  "unlinking one account keeps the tokens and sessions of the other",
  { tag: "@session-end" },
  async ({ visitor, app, hostile, records }) => {
    await signIn(visitor, "oidc")
    await linkWork(visitor, hostile, "oidc")
    const atHome = new Visitor(app.origin)
    await signIn(atHome, "oidc")
    const fromWork = await enterFromWork(app.origin, hostile, "oidc")
    const ofWork = await accountOf(records, work.sub)

    hostile.behave()
    await submitAction(visitor, accounts, {
      form: `Unlink ${names.oidc} (${work.email})`,
      fields: { account: ofWork },
    })
    expect(await currentUser(fromWork)).toBeNull()
    expect(await currentUser(atHome)).not.toBeNull()
    expect(await currentUser(visitor)).not.toBeNull()
    const revoked = () => hostile.received.filter(({ path }) => path === "/revoke").length
    await expect.poll(revoked, "only the tokens of the unlinked account").toBe(2)
    const rest = await records.query<{ access_token: string | null }>('SELECT "access_token" FROM "Account"')
    expect(rest).toEqual([{ access_token: expect.any(String) }])
    expect((await visitor.get(accounts)).text).toContain("Your only way to sign in")
  },
)

test(
  "unlinking an account ends sessions of an older version, which do not name their account",
  { tag: "@session-end" },
  async ({ visitor, app, hostile, records }) => {
    await signIn(visitor, "oidc")
    await linkWork(visitor, hostile, "oidc")
    const elsewhere = new Visitor(app.origin)
    await signIn(elsewhere, "oidc")
    await records.query('UPDATE "Session" SET "accountId" = NULL')
    await submitAction(visitor, accounts, {
      form: `Unlink ${names.oidc} (${work.email})`,
      fields: { account: await accountOf(records, work.sub) },
    })
    expect(await currentUser(elsewhere)).toBeNull()
    expect(await currentUser(visitor)).not.toBeNull()
  },
)

test(
  "a logout token with only sub ends the sessions of its account, and not those of the user's other one",
  { tag: "@session-end" },
  async ({ visitor, app, hostile }) => {
    await signIn(visitor, "oidc")
    await linkWork(visitor, hostile, "oidc")
    const fromWork = await enterFromWork(app.origin, hostile, "oidc")
    const iat = Math.floor(Date.now() / 1000)
    const logout_token = await hostile.sign({
      iss: hostile.origin,
      aud: "client",
      sub: work.sub,
      iat,
      exp: iat + 120,
      jti: "j1",
      events: { "http://schemas.openid.net/event/backchannel-logout": {} },
    })
    const { status } = await new Visitor(app.origin).request("POST", "/api/auth/oidc/backchannel-logout", {
      form: { logout_token },
    })
    expect(status).toBe(200)
    expect(await currentUser(fromWork)).toBeNull()
    expect(await currentUser(visitor)).not.toBeNull()
  },
)

test(
  "two simultaneous callbacks link an account once",
  { tag: "@replay" },
  async ({ visitor, hostile, records }) => {
    await signIn(visitor, "oauth2")
    hostile.behave({ user: work })
    const requests = [await startAnother(visitor, "oauth2"), await startAnother(visitor, "oauth2")]
    const callbacks = await Promise.all(requests.map(({ href }) => approve(visitor, href)))
    const responses = await Promise.all(callbacks.map((callback) => visitor.get(callback)))
    expect(responses.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 409])
    expect(await records.count("Account")).toBe(2)
    expect((await records.activity()).filter(({ event }) => event === "connected")).toHaveLength(1)
  },
)
