// An account that an earlier version stored under another id stays its user's.
import { errorCode } from "../support/flow"
import { readFixture } from "../support/providers/fixture"
import { expect, test } from "../support/providers/fixtures"
import type { Records } from "../support/records"

const accounts = [
  ["spotify", "ann", "account_id:aB3dE5fG7h"],
  ["slack", "U0EXAMPLE", "T0EXAMPLE-U0EXAMPLE"],
  ["wechat", "oExampleOpenId", "o6ExampleUnionId"],
] as const

for (const [id, formerId, currentId] of accounts) {
  test(`${id}: the account of the former id gets the id of today`, async ({ attempt, records }) => {
    await addAccount(records, id, formerId)
    const { savedUser } = await attempt(id, readFixture(id))
    expect(savedUser).toMatchObject({ id: currentId, name: "Earlier user" })
  })

  test(`${id}: an account of another id is not moved`, { tag: "@identity" }, async ({ attempt, records }) => {
    await addAccount(records, id, `another ${formerId}`)
    const { response, savedUser } = await attempt(id, readFixture(id))
    expect(response.status).toBe(303)
    expect(savedUser).not.toMatchObject({ id: currentId, name: "Earlier user" })
  })

  test(
    `${id}: a disabled user does not come back by the former id`,
    { tag: "@fail-open" },
    async ({ attempt, records }) => {
      await addAccount(records, id, formerId, { disabledAt: new Date() })
      const { response } = await attempt(id, readFixture(id))
      expect(errorCode(response)).toBe("user_disabled")
    },
  )
}

async function addAccount(
  { db }: Records,
  provider: string,
  providerAccountId: string,
  user: { disabledAt?: Date } = {},
): Promise<void> {
  const { oidc, authorization } = readFixture(provider)
  const issuer = oidc?.issuer ?? new URL(authorization.url).origin
  const account = { type: oidc ? "oidc" : "oauth2", provider, issuer, providerAccountId }
  await db.user.create({ data: { name: "Earlier user", ...user, accounts: { create: account } } })
}
