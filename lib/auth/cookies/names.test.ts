import "../../environment.fixture"
import { expect, test } from "@playwright/test"
import { cookieName } from "./cookie"

const origin = "https://example.com"

for (const [name, site, expected] of [
  ["session", { origin, basePath: "" }, "__Host-session"],
  ["attempt-x", { origin, basePath: "" }, "__Host-attempt-x"],
  ["session", { origin, basePath: "/app" }, "__Host-session~app~"],
  ["attempt-x-y", { origin, basePath: "/a/b" }, "__Host-attempt~a~b~-x-y"],
  ["session", { origin: "http://localhost:3000", basePath: "" }, "session-3000"],
  ["attempt-x", { origin: "http://localhost:3000", basePath: "/app" }, "attempt-3000~app~-x"],
  ["session", { origin: "http://localhost", basePath: "/app" }, "session-80~app~"],
] as const)
  test(`the cookie ${name} at ${site.origin}${site.basePath} is ${expected}`, () => {
    expect(cookieName(name, site)).toBe(expected)
  })

test("no cookie of one app on a host is one of another app", { tag: "@fixation" }, () => {
  const paths = ["", "/a", "/b", "/a/b", "/a.b", "/a-b", "/a/b-c", "/a_b", "/session", "/attempt-1"]
  for (const at of [origin, "http://localhost:3000"]) {
    const names = paths.map((basePath) => cookieName("session", { origin: at, basePath }))
    expect(new Set(names).size).toBe(paths.length)
    // `readCookies` finds attempts by how their names start.
    const starts = paths.map((basePath) => cookieName("attempt-", { origin: at, basePath }))
    for (const start of starts) expect(starts.filter((other) => other.startsWith(start))).toEqual([start])
  }
})
