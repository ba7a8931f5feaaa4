// Random Origin, Host and forwarded headers.
import fc from "fast-check"
import { expect, test } from "../support/fixtures"
import { errorCode } from "../support/flow"
import { expectValidResponse, fewRuns, headerText } from "../support/fuzz"

test.use({ providerSet: "hostile" })
test.describe.configure({ timeout: 300_000 })

const hosts = fc.oneof(
  headerText,
  fc.constantFrom(
    "evil.example",
    "localhost",
    "localhost:1",
    "evil.example, localhost",
    "[::1]",
    "a@b",
    "//evil.example",
  ),
)
const forwarded = fc.dictionary(
  fc.constantFrom(
    ..."x-forwarded-host x-forwarded-proto x-forwarded-port x-forwarded-for forwarded x-original-url x-rewrite-url".split(
      " ",
    ),
    ..."x-http-method-override x-middleware-subrequest x-real-ip referer x-forwarded-prefix user-agent".split(
      " ",
    ),
  ),
  hosts,
  { maxKeys: 5 },
)

test(
  "a request with another Origin is rejected, whatever its other headers are",
  {
    tag: ["@host-header", "@CVE-2025-71403"],
  },
  async ({ visitor, app, hostile }) => {
    const { port } = new URL(app.origin)
    const near = fc.tuple(headerText, headerText).map(([before, after]) => `${before}${app.origin}${after}`)
    const fixed = fc.constantFrom(
      "null",
      "",
      `${app.origin}/`,
      `http://127.0.0.1:${port}`,
      `https://localhost:${port}`,
    )
    const origins = fc.oneof(near, fixed, fc.webUrl())
    await fc.assert(
      fc.asyncProperty(origins, forwarded, async (origin, more) => {
        fc.pre(origin.trim() !== app.origin)
        // A page of this site may send `null` as well. A browser then tells it from a page of another site.
        const site = origin === "null" ? "cross-site" : "same-origin"
        const headers = { ...more, origin, "sec-fetch-site": site }
        for (const path of ["/api/auth/signin/oidc", "/api/auth/signin/oauth1", "/api/auth/signout"]) {
          const response = await expectValidResponse(visitor, visitor.post(path, { headers }), hostile.origin)
          expect({ status: response.status, code: errorCode(response) }).toEqual({
            status: 403,
            code: "origin_mismatch",
          })
          expect(response.setCookies).toEqual([])
        }
      }),
      fewRuns,
    )
  },
)

test(
  "headers do not change the URLs that the app sends",
  {
    tag: ["@host-header", "@GHSA-569q-mpph-wgww"],
  },
  async ({ visitor, app, hostile }) => {
    await fc.assert(
      fc.asyncProperty(forwarded, hosts, async (more, host) => {
        for (const headers of [more, { ...more, ...(host && { host }) }]) {
          const started = await expectValidResponse(
            visitor,
            visitor.post("/api/auth/signin/oidc", { headers }),
            hostile.origin,
          )
          if (started.status === 303 && started.location.startsWith(hostile.origin))
            expect(new URL(started.location).searchParams.get("redirect_uri")).toBe(
              `${app.origin}/api/auth/oidc/callback`,
            )
          const listed = await expectValidResponse(visitor, visitor.get("/api/auth/providers", { headers }))
          if (listed.status === 200)
            for (const { callbackUrl } of Object.values(
              JSON.parse(listed.text) as Record<string, { callbackUrl: string }>,
            ))
              expect(new URL(callbackUrl).origin).toBe(app.origin)
          await expectValidResponse(visitor, visitor.get("/dashboard", { headers }))
        }
      }),
      { ...fewRuns, numRuns: 20 },
    )
    // Earlier requests do not affect later ones.
    const started = await visitor.post("/api/auth/signin/oidc")
    expect(new URL(started.location).searchParams.get("redirect_uri")).toBe(
      `${app.origin}/api/auth/oidc/callback`,
    )
  },
)
