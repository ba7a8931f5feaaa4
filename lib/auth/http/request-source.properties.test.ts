import { expect, test } from "@playwright/test"
import "../../environment.fixture"
import fc from "fast-check"
import { isOwnHost } from "../../request-origin"
import { requireOwnOrigin } from "./request-source"

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
  "only the exact own Origin passes, and null from the same origin, whatever the other headers are",
  { tag: ["@host-header", "@idor"] },
  () => {
    fc.assert(
      fc.property(origins, otherHeaders, sites, (origin, headers, site) => {
        const sent = new Headers({ origin }).get("origin")
        const isOwn = sent === own || (sent === "null" && site === "same-origin")
        expect(passes({ ...headers, origin, "sec-fetch-site": site })).toBe(isOwn)
      }),
      { numRuns: 2_000 },
    )
  },
)

const unnamedOrigins: Record<string, string>[] = [{}, { origin: "null" }]
for (const unnamed of unnamedOrigins)
  test(
    `a request with ${"origin" in unnamed ? "Origin: null" : "no Origin"} passes only with Sec-Fetch-Site: same-origin`,
    { tag: "@host-header" },
    () => {
      fc.assert(
        fc.property(otherHeaders, fc.oneof(sites, ascii), (more, site) => {
          const headers = { ...more, ...unnamed }
          const sent = new Headers({ site }).get("site")
          expect(passes({ ...headers, "sec-fetch-site": site })).toBe(sent === "same-origin")
          expect(passes(headers)).toBe(false)
        }),
      )
    },
  )

test("only the host of AUTH_URL is the app's own", { tag: "@host-header" }, () => {
  const hosts = fc.oneof(
    fc.domain(),
    ascii.map((text) => `${ownHost}${text}`),
    ascii,
  )
  fc.assert(
    fc.property(hosts, (host) => {
      const [sent = ""] = new Headers({ host }).get("host")?.toLowerCase().split(",") ?? []
      const isOwn = sent.trim() === ownHost
      expect(isOwnHost(new Headers({ host }))).toBe(isOwn)
      expect(isOwnHost(new Headers({ host: ownHost, "x-forwarded-host": host }))).toBe(isOwn)
    }),
  )
})

const publicHost = "app.example.com"
for (const [host, isOwn] of [
  [publicHost, true],
  [`${publicHost}:443`, true],
  [`${publicHost}:80`, true],
  ["APP.Example.com:443", true],
  [`${publicHost}, 10.0.0.1:3000`, true],
  [`${publicHost}:443,${publicHost}:3000`, true],
  [`10.0.0.1, ${publicHost}`, false],
  [`${publicHost}:8443`, false],
  [`${publicHost}:443:443`, false],
  [`${publicHost}.`, false],
  [`${publicHost}.evil.example:443`, false],
  [`evil.example@${publicHost}`, false],
  [`${publicHost}/`, false],
  ["", false],
] as const)
  test(
    `the host "${host}" is ${isOwn ? "" : "not "}the one of https://${publicHost}`,
    { tag: "@host-header" },
    () => {
      const origin = `https://${publicHost}`
      expect(isOwnHost(new Headers({ host }), origin)).toBe(isOwn)
      expect(isOwnHost(new Headers({ host: "10.0.0.1:3000", "x-forwarded-host": host }), origin)).toBe(isOwn)
    },
  )
