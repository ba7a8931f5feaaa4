import { expect, test } from "@playwright/test"
import { unitEnvironment } from "../../environment.fixture"
import { checkOwnOrigin } from "./own-origin"

const own = unitEnvironment.AUTH_URL

for (const [origin, isOwn] of [
  [own, true],
  ["http://127.0.0.1:3000", false],
  ["http://attacker.example:3000", false],
  ["null", false],
] as const)
  test(`a request from ${origin} is ${isOwn ? "accepted" : "a problem"}`, { tag: "@host-header" }, () => {
    const check = checkOwnOrigin(new Headers({ origin }))
    expect(check?.detail).toBe(isOwn ? undefined : `the request came from ${origin}`)
  })
