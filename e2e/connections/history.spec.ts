// What the page of a connection shows besides its values.
import { addConnection, admin, expect, inputFor, test } from "../support/connections"

test.use({ providerSet: "hostile" })

test(
  "the history of a connection is only for who manages it",
  { tag: "@idor" },
  async ({ management, hostile, records }) => {
    const noor = { id: "noor", role: "USER" } as const
    const { id } = await addConnection(management, inputFor(hostile.origin), { actor: noor })
    await records.db.user.create({
      data: {
        name: "Una",
        accounts: { create: { type: "oidc", provider: id, issuer: hostile.origin, providerAccountId: "1" } },
      },
    })
    for (const actor of [noor, admin]) {
      const rows = await management.call("connectionActivity", actor, id)
      expect(rows.map(({ event }) => event)).toEqual(["connection_enabled", "connection_added"])
      expect(await management.call("connectionAccounts", actor, id)).toBe(1)
    }
    const other = { id: "una", role: "USER" } as const
    expect(await management.call("connectionActivity", other, id)).toEqual([])
    expect(await management.call("connectionAccounts", other, id)).toBe(0)
  },
)
