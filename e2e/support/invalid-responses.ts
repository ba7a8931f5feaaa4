// Tests by table: a provider errs or lies, the answer is refused by name, and nobody is signed in.
import { expect, test } from "./fixtures"
import { codeOf, signIn, whoAmI } from "./flow"
import type { Behaviour } from "./hostile-provider"

export type Lie = {
  title: string
  code: string
  behaviour: Behaviour
  status?: number
  provider?: string
  tag?: string | string[]
}

/** Makes a test of each lie. The spec must use the hostile cast. */
export function refuseEach(lies: Lie[], title: (lie: string) => string): void {
  for (const { title: lie, code, behaviour, status = 502, provider = "oidc", tag = [] } of lies) {
    test(title(lie), { tag }, async ({ visitor, hostile, records }) => {
      hostile.behave(behaviour)
      const answer = await signIn(visitor, provider)
      expect({ code: codeOf(answer), status: answer.status }).toEqual({ code, status })
      expect(await whoAmI(visitor)).toBeNull()
      expect(await records.count("User")).toBe(0)
      expect(await records.activity()).toEqual([{ event: "refused", provider, error: code }])
    })
  }
}
