// Table-driven tests: a provider sends an invalid response, which is rejected with a code, and no user is signed in.
import { expect, test } from "./fixtures"
import { currentUser, errorCode, signIn } from "./flow"
import type { Behaviour } from "./hostile-provider"

export type InvalidResponse = {
  title: string
  code: string
  behaviour: Behaviour
  status?: number
  providerId?: string
  tag?: string | string[]
}

/** Declares a test for each invalid response. The spec must use the hostile provider. */
export function testInvalidResponses(cases: InvalidResponse[], titleOf: (title: string) => string): void {
  for (const { title, code, behaviour, status = 502, providerId = "oidc", tag = [] } of cases) {
    test(titleOf(title), { tag }, async ({ visitor, hostile, records }) => {
      hostile.behave(behaviour)
      const response = await signIn(visitor, providerId)
      expect({ code: errorCode(response), status: response.status }).toEqual({ code, status })
      expect(await currentUser(visitor)).toBeNull()
      expect(await records.count("User")).toBe(0)
      expect(await records.activity()).toEqual([{ event: "refused", provider: providerId, error: code }])
    })
  }
}
