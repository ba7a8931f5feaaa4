import { expect, test } from "@playwright/test"
import { readAllowList } from "@/lib/env-lists"
import { allowPersonas, requireLocal } from "./personas.mjs"

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

const local = { AUTH_URL: "http://localhost:3000", DATABASE_URL: "postgres://me@127.0.0.1:5432/app" }

test("a preview runs on this machine, with an origin and a database of this machine or none", () => {
  const socket = { ...local, DATABASE_URL: "postgres://me@/app?host=/run/postgresql" }
  for (const env of [{}, local, socket, { ...local, AUTH_URL: "", NODE_ENV: "development" }])
    requireLocal(env)
})

for (const [title, change, name] of [
  ["production", { NODE_ENV: "production" }, "NODE_ENV"],
  ["Vercel", { VERCEL: "1" }, "VERCEL"],
  ["a public origin", { AUTH_URL: "https://app.example.com" }, "AUTH_URL"],
  ["an origin that only looks local", { AUTH_URL: "https://localhost.example.com" }, "AUTH_URL"],
  ["an unreadable origin", { AUTH_URL: "app" }, "AUTH_URL"],
  ["a database that only looks local", { DATABASE_URL: "postgres://localhost:#a@db.example.com/app" }, "URL"],
  [
    "a parameter for another machine",
    { DATABASE_URL: "postgres://localhost/app?host=db.example.com" },
    "URL",
  ],
  ["a database on another machine", { DATABASE_URL: "postgres://me@db.example.com/app" }, "DATABASE_URL"],
] as const)
  test(`a preview is refused with ${title}`, () => {
    expect(() => requireLocal({ ...local, ...change })).toThrow(name)
  })
