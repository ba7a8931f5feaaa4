import { expect, test } from "@playwright/test"
import { returnPath } from "./return-path"

const origin = "https://app.example.com"
const site = { origin, basePath: "" }

for (const path of [
  "/",
  "/dashboard",
  "/a/b?c=d&e=%2F#f",
  "/%2F%2Fevil.example",
  "/@evil.example",
  "/search?q=//x",
])
  test(`${path} is accepted`, () => {
    expect(returnPath(path, site)).toBe(path)
  })

test("an address at the app's own origin is reduced to its path", () => {
  expect(returnPath(`${origin}/dashboard?tab=1`, site)).toBe("/dashboard?tab=1")
})

const rejected = [
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\/evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  " //evil.example",
  "/.//evil.example",
  "/a/..//evil.example",
  "/%2e//evil.example",
  "https://evil.example",
  "https://app.example.com.evil.example/",
  "https://app.example.com@evil.example/",
  "https://app.example.com:8443/",
  "http://app.example.com/",
  "https:/evil.example",
  "https:evil.example",
  "javascript:alert(1)",
  "data:text/html,x",
  "evil.example",
  "?next=/",
  "",
  "/\u0000",
  "/\u0085x",
  "/" + "a".repeat(200),
  "/" + "ä".repeat(100),
]
for (const destination of rejected)
  test(
    `${JSON.stringify(destination.slice(0, 40))} is rejected`,
    { tag: ["@open-redirect", "@GHSA-f9wg-5f46-cjmw", "@GHSA-2mqv-4j3r-vjvp", "@CVE-2025-27143"] },
    () => {
      expect(returnPath(destination, site)).toBeUndefined()
    },
  )

test("a destination that is not a string is rejected", { tag: "@open-redirect" }, () => {
  for (const value of [undefined, null, 1, {}, ["/"], new File([], "x")])
    expect(returnPath(value, site)).toBeUndefined()
})

test("a full-width slash stays within this site", { tag: "@open-redirect" }, () => {
  const path = returnPath("/／evil.example", site)
  expect(path && new URL(path, origin).origin).toBe(origin)
})

const below = { origin, basePath: "/app" }

for (const [destination, path] of [
  ["/dashboard?tab=1#a", "/dashboard?tab=1#a"],
  ["/", "/"],
  ["/?a", "/?a"],
  // The app's own page `/app`, which visitors see at `/app/app`.
  ["/app", "/app"],
  ["/app/dashboard", "/app/dashboard"],
  [`${origin}/app/dashboard?tab=1`, "/dashboard?tab=1"],
  [`${origin}/app/`, "/"],
  [`${origin}/app`, "/"],
  [`${origin}/app?a#b`, "/?a#b"],
  [`${origin}/app/app`, "/app"],
] as const)
  test(`below /app, ${destination} is the path ${path}`, () => {
    expect(returnPath(destination, below)).toBe(path)
  })

for (const destination of [
  `${origin}/`,
  `${origin}/dashboard`,
  `${origin}/app2`,
  `${origin}/apps/x`,
  `${origin}/App/x`,
  `${origin}/app/../admin`,
  `${origin}/app/%2e%2e/admin`,
  `${origin}/app//evil.example`,
  `${origin}/app/.//evil.example`,
  "/../admin",
  "/..",
  "/%2e%2E/admin",
  "/x/../../app2",
  "//evil.example",
  "/.//evil.example",
  "https://app.example.com.evil.example/app/x",
  "https://evil.example/app/x",
])
  test(`below /app, ${destination} is rejected`, { tag: "@open-redirect" }, () => {
    expect(returnPath(destination, below)).toBeUndefined()
  })
