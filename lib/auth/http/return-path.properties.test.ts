import { expect, test } from "@playwright/test"
import fc from "fast-check"
import { returnPath } from "./return-path"

const basePaths = ["", "/app", "/a/b.c"]
const origins = ["https://app.example.com", "http://localhost:3000", "https://[::1]:8443"]

const sites = fc.record({ origin: fc.constantFrom(...origins), basePath: fc.constantFrom(...basePaths) })

/** Parts of known attacks on URL parsers. */
const pieces = fc.oneof(
  fc.constantFrom(
    ..."/ // \\ \\\\ . .. ./ ../ @ : :// ? # ; % %2f %5c %2e %00 %0d%0a https: javascript: data: //evil.example".split(
      " ",
    ),
    ..."evil.example|\t|\r\n|\0| |\u00a0|\u2028|\u202e|\ufeff|\ud800|／|＼|。|﹨|⁄|ⓔ".split("|"),
    ...origins,
  ),
  fc.string({ unit: "binary", maxLength: 3 }),
)
const destinations = fc.oneof(
  fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join("")),
  fc.webUrl({ withFragments: true, withQueryParameters: true }),
  fc.string({ unit: "binary", maxLength: 260 }),
)

test("any accepted destination stays on this site in a browser", { tag: "@open-redirect" }, () => {
  fc.assert(
    fc.property(destinations, sites, (destination, { origin, basePath }) => {
      const path = returnPath(destination, { origin, basePath })
      if (path === undefined) return
      for (const url of [new URL(path, `${origin}/signin`), new URL(origin + basePath + path)])
        expect(url.origin).toBe(origin)
      expect(new URL(origin + basePath + path).pathname.startsWith(`${basePath}/`)).toBe(true)
      expect(path).toMatch(/^\/(?!\/)[\u0021-\u007e]{0,199}$/)
      expect(returnPath(path, { origin, basePath })).toBe(path)
      expect(new Headers({ location: origin + path }).get("location")).toBe(origin + path)
    }),
    { numRuns: 5_000 },
  )
})

test("a path with a query and a fragment is kept", { tag: "@open-redirect" }, () => {
  const segment = fc.stringMatching(/^[\w~-]{1,12}$/)
  const paths = fc
    .record({ path: fc.array(segment, { maxLength: 4 }), query: fc.webQueryParameters(), part: segment })
    .map(
      ({ path, query, part }) => `/${path.join("/")}${query && `?${query.replaceAll("'", "%27")}`}#${part}`,
    )
    .filter((path) => path.length <= 200)
  fc.assert(
    fc.property(paths, sites, (path, { origin, basePath }) => {
      const address = origin + basePath + path
      expect(returnPath(path, { origin, basePath })).toBe(path)
      expect(returnPath(address, { origin, basePath })).toBe(address.length <= 200 ? path : undefined)
    }),
  )
})

test("a destination that is not a string is rejected", { tag: "@open-redirect" }, () => {
  const others = fc.anything().filter((value) => typeof value !== "string")
  fc.assert(fc.property(others, sites, (value, site) => returnPath(value, site) === undefined))
})
