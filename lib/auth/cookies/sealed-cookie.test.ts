import { expect, test } from "@playwright/test"
import "../../environment.fixture"
import { openEvenExpired } from "../crypto/seal"
import { record, text } from "../shape"
import { sealedCookie } from "./sealed-cookie"

// How cookies are read and set needs a request: e2e/attacks/sealed-values.spec.ts tests it.

const cookie = sealedCookie<{ state: string }>({
  name: "logout",
  purpose: "logout",
  seconds: 60,
  shape: record<{ state: string }>({ state: text }),
})

test("a sealed cookie expires after the seconds of its kind", { tag: "@replay" }, async () => {
  const opened = await openEvenExpired("logout", await cookie.seal({ state: "s" }))
  expect(opened).toEqual({ payload: { state: "s", exp: expect.any(Number) as unknown }, isExpired: false })
  const secondsLeft = Number(opened?.payload.exp) - Date.now() / 1000
  expect(secondsLeft).toBeGreaterThan(50)
  expect(secondsLeft).toBeLessThanOrEqual(60)
})

test("the size of a sealed cookie counts its name, its key and its value", () => {
  expect(cookie.size("12345")).toBe("logout".length + 5)
  expect(cookie.size("12345", "key")).toBe("logout-key".length + 5)
})
