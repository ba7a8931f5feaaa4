import { expect, test } from "@playwright/test"
import { cookieDomainProblems } from "./cookie-domain"

const problems = (domain: string, url = "https://app.shop.example.com") =>
  cookieDomainProblems(domain, new URL(url)).map(({ problem }) => problem)

for (const domain of ["app.shop.example.com", "shop.example.com", "example.com"])
  test(`AUTH_COOKIE_DOMAIN=${domain} is accepted for app.shop.example.com`, () => {
    expect(problems(domain)).toEqual([])
  })

for (const domain of ["op.example.com", "le.com", "other.com", "x.app.shop.example.com"])
  test(`AUTH_COOKIE_DOMAIN=${domain} does not have the host of AUTH_URL`, { tag: "@defaults" }, () => {
    expect(problems(domain)).toEqual([
      `is ${domain}, which is neither the host of AUTH_URL nor a domain above it: app.shop.example.com.`,
    ])
  })

for (const domain of [
  "com",
  ".example.com",
  "example.com.",
  "Example.com",
  "https://example.com",
  "example.com:443",
  "*.example.com",
  "bücher.example",
  "shop..example.com",
  "-x.example.com",
  "10.0.0.1",
])
  test(`AUTH_COOKIE_DOMAIN=${domain} is no domain`, { tag: "@defaults" }, () => {
    expect(problems(domain)).toEqual([`is not a domain with two labels or more: ${domain}.`])
  })

test("the top-level domain of the host is rejected", { tag: "@defaults" }, () => {
  expect(problems("localhost", "https://localhost")).toHaveLength(1)
})

test("a shared session cookie needs https", { tag: "@defaults" }, () => {
  expect(problems("app.localhost", "http://app.localhost:3000")).toEqual(["needs an AUTH_URL with https."])
})

test("nothing is checked without the variable, and only the text without a valid AUTH_URL", () => {
  expect(cookieDomainProblems(undefined, new URL("http://localhost:3000"))).toEqual([])
  expect(cookieDomainProblems("example.com", undefined)).toEqual([])
  expect(cookieDomainProblems("com", undefined)).toHaveLength(1)
})
