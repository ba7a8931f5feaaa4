import { expect, test } from "@playwright/test"
import { providerAt } from "./context.fixture"
import { coversScope, grantedScope, joinScopes, requestedScope, scopeFormat, withoutScopes } from "./scopes"

const service = providerAt("https://service.example", { scope: "profile email" })

test("scopes of several lists are joined, each once and in their order", () => {
  expect(joinScopes("a b", undefined, null, "", "b  c a")).toBe("a b c")
  expect(withoutScopes("a b c", "b", null, "x")).toBe("a c")
})

test("a request has the provider's scopes and those of the attempt", () => {
  expect(requestedScope(service, {})).toBe("profile email")
  expect(requestedScope(service, { scope: "calendar email" })).toBe("profile email calendar")
  expect(requestedScope(providerAt("https://service.example", { scope: "" }), {})).toBe("")
})

test("offline_access is not requested from an issuer that announces its scopes without it", () => {
  const attempt = { scope: "calendar offline_access" }
  const without = requestedScope(service, attempt, { scopes_supported: ["openid", "email"] })
  expect(without).toBe("profile email calendar")
  const announced = requestedScope(service, attempt, { scopes_supported: ["offline_access"] })
  expect(announced).toBe("profile email calendar offline_access")
  expect(requestedScope(service, attempt, {})).toBe(announced)
})

for (const valid of [
  "repo",
  "read:user user:email",
  "https://api.example/auth/a.b",
  "!#[]~",
  "x".repeat(1000),
])
  test(`${valid.slice(0, 30)} is a list of scopes`, () => {
    expect(valid).toMatch(scopeFormat)
  })

for (const invalid of ["", " a", "a ", "a  b", "a\tb", 'a"b', "a\\b", "a\nb", "ä", "a\0", "x".repeat(1001)])
  test(
    `${JSON.stringify(invalid).slice(0, 30)} breaks the format of RFC 6749 section 3.3`,
    { tag: "@malformed" },
    () => {
      expect(invalid).not.toMatch(scopeFormat)
    },
  )

test("a granted scope is separated as the provider does it, and otherwise stays as it came", () => {
  const comma = providerAt("https://service.example", { grantedScopeSeparator: "," })
  expect(grantedScope(comma, "repo,gist")).toBe("repo gist")
  const semicolon = providerAt("https://service.example", { scopeSeparator: ";" })
  expect(grantedScope(semicolon, "a;b")).toBe("a b")
  expect(grantedScope(service, "a,b  b ")).toBe("a,b  b ")
})

test("granted scopes cover what they contain, exactly", { tag: "@fail-open" }, () => {
  expect(coversScope(service, "profile email calendar", "calendar")).toBe(true)
  expect(coversScope(service, "profile calendar", "calendar profile")).toBe(true)
  expect(coversScope(service, "profile calendar.readonly", "calendar")).toBe(false)
  expect(coversScope(service, "profile Calendar", "calendar")).toBe(false)
  expect(coversScope(service, "", "profile")).toBe(false)
})

test("tokens of older versions were requested with the provider's scopes", () => {
  expect(coversScope(service, null, "email")).toBe(true)
  expect(coversScope(service, null, "calendar")).toBe(false)
})

test("a granted scope covers those that it contains, and not the other way round", () => {
  const github = providerAt("https://service.example", {
    grantedScopeSeparator: ",",
    impliedScopes: { repo: "public_repo repo:status" },
  })
  expect(coversScope(github, "repo,gist", "public_repo gist")).toBe(true)
  expect(coversScope(github, "public_repo", "repo")).toBe(false)
})
