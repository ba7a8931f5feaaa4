// The headers of the first request do not affect later requests.
import { openApp } from "../support/app"
import { expect, test, Visitor } from "../support/fixtures"

test.use({ providerSet: "hostile" })

test(
  "host headers of the first request do not change later URLs",
  { tag: ["@host-header", "@GHSA-569q-mpph-wgww"] },
  async ({ hostile }, { workerIndex }) => {
    const app = await openApp({ project: "e2e", label: `first-${workerIndex}`, env: hostile.env })
    try {
      const visitor = new Visitor(app.origin)
      const headers = {
        host: "evil.example",
        "x-forwarded-host": "evil.example",
        "x-forwarded-proto": "https",
        forwarded: "host=evil.example;proto=https",
      }
      const paths = ["/api/auth/providers", "/api/auth/signin", "/signin", "/dashboard"]
      for (const sent of [headers, {}])
        for (const path of paths) {
          const { headers: received, text } = await visitor.get(path, { headers: sent })
          expect(String(received.location), path).not.toContain("evil")
          expect(text, path).not.toContain("evil")
        }
      const started = await visitor.post("/api/auth/signin/oidc")
      expect(new URL(started.location).searchParams.get("redirect_uri")).toContain(`${app.origin}/`)
    } finally {
      await app.close()
    }
  },
)

test(
  "malformed headers get a status below 500",
  { tag: ["@malformed", "@GHSA-xmf8-cvqr-rfgj"] },
  async ({ visitor }) => {
    for (const value of [
      "Bearer %",
      "Bearer",
      "Basic %%%",
      "Bearer \u00ff",
      "%",
      `Bearer ${"a.".repeat(2_000)}`,
    ])
      for (const name of [
        "authorization",
        "x-forwarded-host",
        "x-forwarded-for",
        "forwarded",
        "accept",
        "referer",
      ])
        for (const path of ["/api/auth/session", "/dashboard", "/api/auth/oidc/callback?state=x"]) {
          const { status } = await visitor.get(path, { headers: { [name]: value } })
          expect(status, `${name}: ${value.slice(0, 20)} at ${path}`).toBeLessThan(500)
        }
  },
)

test(
  "a sign-in with every protocol ends on this site",
  { tag: ["@open-redirect", "@GHSA-q2mx-j4x2-2h74"] },
  async ({ visitor, app }) => {
    for (const providerId of ["oidc", "oauth2", "github"])
      for (const callbackUrl of [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
      ]) {
        const started = await visitor.post(`/api/auth/signin/${providerId}`, { form: { callbackUrl } })
        const callback = (await visitor.get(started.location)).location
        expect((await visitor.get(callback)).location).toBe(`${app.origin}/dashboard`)
      }
  },
)
