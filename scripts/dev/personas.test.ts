import { expect, test } from "@playwright/test"
import { readAllowList } from "@/lib/env-lists"
import { allowPersonas } from "./personas.mjs"

test("AUTH_ALLOW admits the verified personas besides the owner's addresses, and no other address", () => {
  const { allowed, unreadable } = readAllowList(allowPersonas({ AUTH_ALLOW: "@acme.com" }).AUTH_ALLOW ?? "")
  expect(unreadable).toEqual([])
  for (const address of ["ann@acme.com", "ada@example.test", "ada@github.example.test", "milo@example.test"])
    expect(allowed.has(address), address).toBe(true)
  for (const address of ["una@example.test", "other@example.test", "ann@example.com"])
    expect(allowed.has(address), address).toBe(false)
})

test("without AUTH_ALLOW, or with SIGN_IN_RULES=own, nothing is added", () => {
  expect(allowPersonas({ AUTH_ALLOW: " " })).toEqual({})
  expect(allowPersonas({ AUTH_ALLOW: "@acme.com", SIGN_IN_RULES: "own" })).toEqual({})
})
