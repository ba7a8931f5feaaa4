import { expect, test } from "@playwright/test"
import "../../environment.fixture"
import fc from "fast-check"
import { isOwnHost, requireOwnOrigin } from "./own-origin"

const own = "http://localhost:3000"
const ownHost = "localhost:3000"

const ascii = fc.string({ unit: "grapheme-ascii", maxLength: 30 })
/** Addresses that look like ours, and others. */
const origins = fc.oneof(
  fc.tuple(ascii, ascii).map(([before, after]) => `${before}${own}${after}`),
  fc.webUrl(),
  fc.constantFrom(
    "null",
    "",
    "*",
    `${own}/`,
    `${own}:443`,
    `${own}.`,
    own.toUpperCase(),
    "http://app.example.com",
    "https://evil.example",
    `${own}, ${own}`,
    "https://app.example.com@evil.example",
  ),
)
/** Whatever else a caller may say. */
const others = fc.dictionary(
  fc.constantFrom(
    "x-forwarded-host",
    "x-forwarded-proto",
    "forwarded",
    "referer",
    "host",
    "x-http-method-override",
  ),
  fc.constantFrom(own, "app.example.com", "evil.example", "host=app.example.com;proto=https"),
)
const sites = fc.constantFrom("same-origin", "same-site", "cross-site", "none", "")

function passes(headers: Record<string, string>): boolean {
  try {
    requireOwnOrigin(new Headers(headers))
    return true
  } catch (error) {
    expect(error).toMatchObject({ code: "origin_mismatch" })
    return false
  }
}

test(
  "no Origin passes but our own, letter by letter, whatever else is said",
  { tag: ["@host-header", "@idor"] },
  () => {
    fc.assert(
      fc.property(origins, others, sites, (origin, more, site) => {
        const said = new Headers({ origin }).get("origin")
        expect(passes({ ...more, origin, "sec-fetch-site": site })).toBe(said === own)
      }),
      { numRuns: 2_000 },
    )
  },
)

test("without Origin nothing passes but what the browser calls same-origin", { tag: "@host-header" }, () => {
  fc.assert(
    fc.property(others, fc.oneof(sites, ascii), (more, site) => {
      const said = new Headers({ site }).get("site")
      expect(passes({ ...more, "sec-fetch-site": site })).toBe(said === "same-origin")
      expect(passes(more)).toBe(false)
    }),
  )
})

test("no host is ours but the one of AUTH_URL", { tag: "@host-header" }, () => {
  const hosts = fc.oneof(
    fc.domain(),
    ascii.map((text) => `${ownHost}${text}`),
    ascii,
  )
  fc.assert(
    fc.property(hosts, (host) => {
      const said = new Headers({ host }).get("host")?.toLowerCase()
      expect(isOwnHost(new Headers({ host }))).toBe(said === ownHost)
      expect(isOwnHost(new Headers({ host: ownHost, "x-forwarded-host": host }))).toBe(said === ownHost)
    }),
  )
})
