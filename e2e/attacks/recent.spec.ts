// "Recent" is what a provider proved, and neither a new row, a linked account nor a reused authentication.
import { expect, test } from "../support/fixtures"
import { approve, begin, currentUser, expectSignedIn, signIn } from "../support/flow"
import { seedUser } from "../support/seed"
import { submitAction } from "../support/server-action"

test.use({ providerSet: "hostile" })

const now = () => Math.floor(Date.now() / 1000)
const asBrowser = { headers: { accept: "text/html" } }
const settings = "/dashboard/settings"

for (const [title, authTime] of [
  ["an older authentication", () => now() - 3600],
  ["an authentication at 0", () => 0],
  ["no time of the authentication", () => undefined],
] as const)
  test(
    `${title} is no confirmation, and the destination is kept`,
    { tag: ["@stripped-check", "@session-end"] },
    async ({ visitor, hostile, records }) => {
      await signIn(visitor, "oidc")
      await records.query(`UPDATE "Session" SET "authenticatedAt" = now() - interval '11 minutes'`)
      hostile.behave({ claims: (claims) => ({ ...claims, auth_time: authTime() }) })
      const authorization = await begin(visitor, "oidc", { confirm: "1", callbackUrl: settings })
      const response = await visitor.get(await approve(visitor, authorization), asBrowser)
      const { pathname, searchParams } = new URL(response.location)
      expect([pathname, searchParams.get("error"), searchParams.get("callbackUrl")]).toEqual([
        "/signin",
        "not_asked_again",
        settings,
      ])
      expect((await visitor.post(`${settings}/export`)).location).toContain("confirm=1")

      expect((await visitor.get(response.location, asBrowser)).text).toContain("did not ask you again")
    },
  )

test(
  "a sign-in in which nothing proves when the user authenticated is not recent",
  { tag: "@stripped-check" },
  async ({ visitor, hostile, app, records }) => {
    for (const [authTime, isRecent] of [
      [undefined, false],
      [now() - 3600, false],
      [now(), true],
    ] as const) {
      hostile.behave({ claims: (claims) => ({ ...claims, auth_time: authTime }) })
      expectSignedIn(await signIn(visitor, "oidc"), `${app.origin}/dashboard`)
      expect((await visitor.post(`${settings}/export`)).status === 200).toBe(isRecent)
    }
    await records.query(`UPDATE "Session" SET "authenticatedAt" = NULL`)
    expect((await visitor.post(`${settings}/export`)).location).toContain("confirm=1")
  },
)

test(
  "a sign-in without auth_time leaves no signed time in the session, also where it counts as recent",
  { tag: "@stripped-check" },
  async ({ visitor, records }) => {
    await signIn(visitor, "oauth2")
    const [row] = await records.query('SELECT "authenticatedAt", "authTime", "acr" FROM "Session"')
    expect(row).toEqual({ authenticatedAt: expect.any(Date), authTime: null, acr: null })
  },
)

test(
  "linking an account does not make a session recent",
  { tag: ["@stripped-check", "@pre-hijack"] },
  async ({ visitor, records }) => {
    await signIn(visitor, "oidc")
    await records.query(`UPDATE "Session" SET "authenticatedAt" = now() - interval '9 minutes'`)
    const time = 'SELECT "authenticatedAt"::text AS "at" FROM "Session"'
    const before = await records.query(time)
    const { location } = await submitAction(visitor, "/dashboard/accounts", { form: "Link GitHub" })
    await visitor.get(await approve(visitor, location))
    expect(await records.count("Account")).toBe(2)
    expect(await records.query(time)).toEqual(before)
  },
)

test(
  "a session that is inserted without a time is not recent",
  { tag: "@stripped-check" },
  async ({ app, records }) => {
    const { visitor, userId } = await seedUser(records, app.origin)
    const columns = `"id", "sessionToken", "userId", "expires"`
    await records.query(
      `UPDATE "Session" SET "sessionToken" = 'old-' || "sessionToken" WHERE "userId" = $1`,
      [userId],
    )
    await records.query(
      `INSERT INTO "Session" (${columns}) SELECT 'new', substr("sessionToken", 5), "userId", "expires" FROM "Session"`,
    )
    expect(await currentUser(visitor)).not.toBeNull()
    expect((await visitor.post(`${settings}/export`)).location).toContain("confirm=1")
  },
)

test("after confirming, the visitor is back at the form that they submitted", async ({
  visitor,
  app,
  records,
}) => {
  await signIn(visitor, "oidc")
  await records.query(`UPDATE "Session" SET "authenticatedAt" = now() - interval '11 minutes'`)
  const stale = new URL((await visitor.post(`${settings}/export`)).location)
  const callbackUrl = stale.searchParams.get("callbackUrl") ?? ""
  const confirmed = await signIn(visitor, "oidc", { confirm: "1", callbackUrl })
  expect(confirmed.location).toBe(`${app.origin}${settings}?done=confirmed#export`)
  expect((await visitor.get(confirmed.location)).text).toContain("Thank you, it is you.")
  expect((await visitor.post(`${settings}/export`)).status).toBe(200)
})
