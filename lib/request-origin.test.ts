// The headers of a tunnel in development: GitHub Codespaces and VS Code's tunnels replace the own origin by the local server's.
import { expect, test } from "@playwright/test"
import { unitEnvironment } from "./environment.fixture"
import { isFromOwnPage } from "./request-origin"

const own = "https://fish-3000.app.example"
const environment = process.env as Record<string, string | undefined>
const before = environment.NODE_ENV
test.afterEach(() => void (environment.NODE_ENV = before))

const passes = (headers: Record<string, string>, origin = own) => isFromOwnPage(new Headers(headers), origin)
const tunnelled = { origin: "http://localhost:3000", "sec-fetch-site": "same-origin" }

test("a request through a tunnel is from an own page if the browser says so", { tag: "@host-header" }, () => {
  environment.NODE_ENV = "development"
  expect(passes(tunnelled)).toBe(true)
  expect(passes({ ...tunnelled, origin: "https://localhost:3000" })).toBe(true)
  // A page of a local server sends a real origin.
  for (const site of ["cross-site", "same-site", "none", ""])
    expect(passes({ ...tunnelled, "sec-fetch-site": site })).toBe(false)
  expect(passes({ origin: tunnelled.origin })).toBe(false)
  expect(passes({ ...tunnelled, origin: "https://attacker.example" })).toBe(false)
  expect(passes({ ...tunnelled, origin: "http://localhost:4000" }, unitEnvironment.AUTH_URL)).toBe(false)
})

test("in production the origin is compared", { tag: "@host-header" }, () => {
  environment.NODE_ENV = "production"
  expect(passes(tunnelled)).toBe(false)
  expect(passes({ origin: own })).toBe(true)
})
