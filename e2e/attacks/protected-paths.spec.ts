// A protected page is rejected under every spelling of its path. Runs also against a build without proxy.ts.
import { expect, test, Visitor } from "../support/fixtures"
import { seedUser } from "../support/seed"
import { getComponents } from "../support/server-action"

const spellings = [
  "/dashboard",
  "/dashboard/",
  "/dashboard?",
  "/%64ashboard",
  "/dash%62oard",
  "/dashboard%2f",
  "/dashboard%00",
  "/dashboard%20",
  "/dashboard;x",
  "/dashboard/.",
  "/./dashboard",
  "//dashboard",
  "/x/../dashboard",
  "/x/%2e%2e/dashboard",
  "/%2e/dashboard",
  "/dashboard/..%2fdashboard",
  "/\\dashboard",
  "/DASHBOARD",
  "/dashboard.rsc",
  "/dashboard.html",
  "/dashboard.json",
  "/dashboard/index",
  "/dashboard.segments/_tree.segment.rsc",
  "/dashboard.segments/_full.segment.rsc",
  "/dashboard.segments/dashboard.segment.rsc",
  "/dashboard.segments/dashboard/__PAGE__.segment.rsc",
  "/_next/data/x/dashboard.json",
  "/api/auth/../../dashboard",
  "/en/dashboard",
]

const requests: { title: string; headers: Record<string, string> }[] = [
  { title: "plainly", headers: {} },
  { title: "as a server component", headers: { rsc: "1" } },
  {
    title: "as a prefetched segment",
    headers: { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/_full" },
  },
  {
    title: "with the header that skips middleware",
    headers: { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
  },
  { title: "as a rewrite", headers: { "x-middleware-rewrite": "/dashboard", "x-nextjs-data": "1" } },
  {
    title: "with another path in a header",
    headers: { "x-original-url": "/dashboard", "x-rewrite-url": "/dashboard" },
  },
]

for (const { title, headers } of requests)
  test(
    `a protected path is rejected in every spelling, requested ${title}`,
    {
      tag: [
        "@path",
        "@middleware",
        "@GHSA-vqx2-fgx2-5wq9",
        "@GHSA-267c-6grr-h53f",
        "@GHSA-26hh-7cqf-hhc6",
        "@GHSA-f82v-jwr5-mffw",
      ],
    },
    async ({ app, visitor, records }) => {
      const request = (client: Visitor, path: string) =>
        headers["rsc"] ? getComponents(client, path, headers) : client.get(path, { headers })
      const owner = await seedUser(records, app.origin)
      // A prefetched segment contains only the page's layout.
      if (!headers["next-router-prefetch"])
        expect((await request(owner.visitor, "/dashboard")).text).toContain("Sam Seed")
      const forged = new Visitor(app.origin)
      forged.setCookie(owner.cookie.name, "A".repeat(43))
      for (const path of spellings)
        for (const client of [visitor, forged]) {
          const { status, text } = await request(client, path)
          expect(status, path).toBeLessThan(500)
          expect(text, path).not.toContain("sam@example.test")
          expect(text, path).not.toContain("Sam Seed")
          expect(text, `${path} shows a heading of the page`).not.toContain("About you")
        }
    },
  )

test(
  "a route checks the Origin in every spelling of its path",
  { tag: ["@path", "@GHSA-x732-6j76-qmhm"] },
  async ({ visitor }) => {
    for (const path of [
      "//api/auth/signin/github",
      "/api//auth/signin/github",
      "/api/auth//signin/github",
      "/api/auth/signin//github",
      "/api/auth/signin/github/",
      "/api/auth/signin/%67ithub",
      "/api/auth/signin/github%2f",
      "/api/auth/./signin/github",
      "/api/auth/x/../signin/github",
      "/API/auth/signin/github",
      "/api/auth/SIGNIN/github",
      "/api/auth/signin/GitHub",
    ]) {
      const own = await visitor.post(path)
      const foreign = await visitor.post(path, { headers: { origin: "https://evil.example" } })
      // A path that is no route rejects both requests alike.
      const expected = own.setCookies.length > 0 ? [403] : [own.status, 403]
      expect(own.status, path).toBeLessThan(500)
      expect(expected, path).toContain(foreign.status)
      expect([path, foreign.setCookies]).toEqual([path, []])
    }
  },
)
