// Hooks when two sign-ins of one account run at the same time.
import { expect, test, Visitor } from "../support/fixtures"
import { approve, begin, errorCode, expectSignedIn } from "../support/flow"
import { notesOf } from "../support/hook-notes"
import type { HttpResponse } from "../support/visitor"

test.use({ providerSet: "hostile" })

const userWithHook = (hook: string) => ({ userinfo: (user: Record<string, unknown>) => ({ ...user, hook }) })

/** Two visitors request their callbacks at the same time. */
async function both(origin: string, providerId: string): Promise<HttpResponse[]> {
  const visitors = [new Visitor(origin), new Visitor(origin)]
  const callbacks = await Promise.all(
    visitors.map(async (visitor) => approve(visitor, await begin(visitor, providerId))),
  )
  return Promise.all(visitors.map((visitor, index) => visitor.get(callbacks[index] ?? "")))
}

for (const providerId of ["oidc", "oauth2", "oauth1"])
  test(
    `of two first sign-ins at once at ${providerId}, one creates the user and its team`,
    { tag: ["@replay", "@fail-open"] },
    async ({ app, hostile, records }) => {
      // Both are asked while no user has the account.
      hostile.behave(userWithHook("before:together"))
      for (const response of await both(app.origin, providerId))
        expectSignedIn(response, `${app.origin}/dashboard`)
      expect(await records.count("User")).toBe(1)
      expect(await records.count("Session")).toBe(2)
      const asked = (await notesOf(records, "before")).map(({ isNew }) => isNew)
      expect(asked.slice(0, 2)).toEqual([true, true])
      // The second one was asked again, when it was no longer new.
      expect(asked.slice(2)).toEqual([false])
      const done = (await notesOf(records, "transaction")).map(({ isNew }) => String(isNew))
      expect(done.toSorted()).toEqual(["false", "true"])
      await expect
        .poll(async () => (await notesOf(records, "response")).map(({ isNew }) => String(isNew)).toSorted())
        .toEqual(["false", "true"])
    },
  )

test(
  "a copied attempt signs in once, and runs the transaction's hook once",
  { tag: ["@replay"] },
  async ({ visitor, app, hostile, records }) => {
    hostile.behave({ ...userWithHook("before:together"), acceptsReplay: true })
    const callback = await approve(visitor, await begin(visitor, "oauth1"))
    const responses = await Promise.all([visitor.copy().get(callback), visitor.copy().get(callback)])
    const done = responses.filter(({ location }) => location === `${app.origin}/dashboard`)
    expect(done).toHaveLength(1)
    for (const response of responses.filter((one) => !done.includes(one)))
      expect(errorCode(response)).toBe("attempt_used")
    expect(await notesOf(records, "transaction")).toHaveLength(1)
  },
)
