import { expect, test } from "@playwright/test"
import "../../environment.fixture"
import fc from "fast-check"
import { isOwnHost, requireOwnOrigin } from "./own-origin"

const own = "http://localhost:3000"
const ownHost = "localhost:3000"

const ascii = fc.string({ unit: "grapheme-ascii", maxLength: 30 })
/** Origins that resemble the app's own origin, and others. */
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
/** Other headers of a request. */
const otherHeaders = fc.dictionary(
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
  "only the exact own Origin passes, whatever the other headers are",
  { tag: ["@host-header", "@idor"] },
  () => {
    fc.assert(
      fc.property(origins, otherHeaders, sites, (origin, headers, site) => {
        const sent = new Headers({ origin }).get("origin")
        expect(passes({ ...headers, origin, "sec-fetch-site": site })).toBe(sent === own)
      }),
      { numRuns: 2_000 },
    )
  },
)

test("a request without Origin passes only with Sec-Fetch-Site: same-origin", { tag: "@host-header" }, () => {
  fc.assert(
    fc.property(otherHeaders, fc.oneof(sites, ascii), (headers, site) => {
      const sent = new Headers({ site }).get("site")
      expect(passes({ ...headers, "sec-fetch-site": site })).toBe(sent === "same-origin")
      expect(passes(headers)).toBe(false)
    }),
  )
})

test("only the host of AUTH_URL is the app's own", { tag: "@host-header" }, () => {
  const hosts = fc.oneof(
    fc.domain(),
    ascii.map((text) => `${ownHost}${text}`),
    ascii,
  )
  fc.assert(
    fc.property(hosts, (host) => {
      const sent = new Headers({ host }).get("host")?.toLowerCase()
      expect(isOwnHost(new Headers({ host }))).toBe(sent === ownHost)
      expect(isOwnHost(new Headers({ host: ownHost, "x-forwarded-host": host }))).toBe(sent === ownHost)
    }),
  )
})
