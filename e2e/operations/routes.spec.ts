// Every route below /api/auth: its response, its methods, and its cache headers.
import { expect, porticoId, test } from "../support/fixtures"
import { errorCode } from "../support/flow"

const routes: { path: string; allow: string; status: number; location?: string }[] = [
  { path: "/api/auth/signin", allow: "GET, POST", status: 303, location: "/signin" },
  { path: "/api/auth/signin/github", allow: "GET, POST", status: 303, location: "/signin" },
  { path: "/api/auth/github/callback", allow: "GET", status: 400 },
  { path: "/api/auth/callback/github", allow: "GET", status: 400 },
  { path: "/api/auth/session", allow: "GET", status: 200 },
  { path: "/api/auth/providers", allow: "GET", status: 200 },
  { path: "/api/auth/signout", allow: "GET, POST", status: 303, location: "/signout" },
  { path: "/api/auth/signout/return", allow: "GET", status: 303, location: "/" },
  { path: "/api/auth/oidc/backchannel-logout", allow: "POST", status: 405 },
  { path: "/api/auth/error", allow: "GET", status: 303, location: "/signin?error=unexpected" },
]

const methods = ["HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

for (const { path, allow, status, location } of routes) {
  test(
    `GET ${path} answers ${status}, and unsupported methods get 405`,
    { tag: ["@caching", "@GHSA-f3fg-mf2q-fj3f", "@CVE-2025-48947", "@GHSA-p8pf-44ff-93gf"] },
    async ({ visitor, app }) => {
      const response = await visitor.get(path)
      expect(response.status).toBe(status)
      if (location) expect(response.headers.location).toBe(app.origin + location)
      expect(response.headers["cache-control"]).toBe("private, no-store")
      expect(response.headers["x-content-type-options"]).toBe("nosniff")

      for (const method of methods.filter((name) => !allow.includes(name))) {
        const rejected = await visitor.request(method, path, { headers: { origin: app.origin } })
        const { status, headers } = rejected
        expect({ method, status, allow: headers.allow }).toEqual({ method, status: 405, allow })
        expect(rejected.headers["cache-control"]).toBe("private, no-store")
        if (method !== "HEAD") expect(errorCode(rejected)).toBe("method_not_allowed")
      }
    },
  )
}

for (const path of [
  "/api/auth/nothing",
  "/api/auth/signin/github/more",
  "/api/auth/signin/a%2Fb",
  "/api/auth/%00",
])
  test(`GET ${path} is not found`, { tag: "@path" }, async ({ visitor }) => {
    const response = await visitor.get(path)
    expect({ status: response.status, code: errorCode(response) }).toEqual({ status: 404, code: "not_found" })
    expect(response.headers["cache-control"]).toBe("private, no-store")
  })

for (const id of ["unknown", "constructor", "__proto__", "hasOwnProperty"])
  test(`an unknown provider ${id} gets 404 at every route`, { tag: "@malformed" }, async ({ visitor }) => {
    for (const response of [
      await visitor.get(`/api/auth/signin/${id}`),
      await visitor.post(`/api/auth/signin/${id}`),
      await visitor.get(`/api/auth/${id}/callback?state=x&code=y`),
      await visitor.get(`/api/auth/callback/${id}?state=x&code=y`),
      await visitor.post(`/api/auth/${id}/backchannel-logout`),
    ])
      expect({ status: response.status, code: errorCode(response) }).toEqual({
        status: 404,
        code: "unknown_provider",
      })
  })

test("the session route returns null without a session", async ({ visitor }) => {
  const response = await visitor.get("/api/auth/session")
  expect(response.headers["content-type"]).toContain("application/json")
  expect(response.text).toBe("null")
})

test(
  "the list of providers has every provider and no secrets",
  { tag: "@leak" },
  async ({ visitor, app }) => {
    const response = await visitor.get("/api/auth/providers")
    const entry = (id: string, name: string, protocol: string) => ({
      id,
      name,
      protocol,
      signinUrl: `${app.origin}/api/auth/signin/${id}`,
      callbackUrl: `${app.origin}/api/auth/${id}/callback`,
    })
    expect(JSON.parse(response.text)).toEqual({
      github: entry("github", "GitHub", "oauth2"),
      google: entry("google", "Google", "oidc"),
      oidc: entry("oidc", porticoId, "oidc"),
      "twitter-legacy": entry("twitter-legacy", "X (OAuth 1.0a)", "oauth1"),
    })
  },
)

test("a sign-in starts with a standard authorization request", async ({ visitor, app }) => {
  expect((await visitor.get("/api/auth/signin")).location).toBe(`${app.origin}/signin`)
  const started = await visitor.post("/api/auth/signin/github")
  expect(started.status).toBe(303)
  const authorization = new URL(started.location)
  expect(authorization.pathname).toBe("/login/oauth/authorize")
  expect(Object.fromEntries(authorization.searchParams)).toMatchObject({
    client_id: expect.stringMatching(/./),
    scope: "read:user user:email",
    state: expect.stringMatching(/^[\w-]{43,}$/),
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    redirect_uri: `${app.origin}/api/auth/github/callback`,
  })
})

test("the sign-in route passes the destination to the page", async ({ visitor, app }) => {
  for (const path of ["/api/auth/signin", "/api/auth/signin/github"]) {
    const response = await visitor.get(`${path}?callbackUrl=%2Fdashboard%3Fa%3D1`)
    expect(response.location).toBe(`${app.origin}/signin?callbackUrl=%2Fdashboard%3Fa%3D1`)
  }
})

test(
  "the error route forwards only known error codes",
  { tag: ["@xss", "@GHSA-954c-jjx6-cxv7"] },
  async ({ visitor, app }) => {
    const known = await visitor.get("/api/auth/error?error=access_denied")
    expect(known.location).toBe(`${app.origin}/signin?error=access_denied`)
    const unknown = await visitor.get("/api/auth/error?error=%3Cscript%3E")
    expect(unknown.location).toBe(`${app.origin}/signin?error=unexpected`)
  },
)
