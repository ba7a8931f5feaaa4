// Addresses with and without a slash at the end.
import { Visitor } from "../support/visitor"
import { basePath, expect, test } from "./fixtures"

export function testSlashes(): void {
  for (const [title, slash] of [
    ["with", "/"],
    ["without", ""],
  ] as const)
    test(`a sign-in and a sign-out work ${title} a slash at the end`, async ({ app, records }) => {
      const visitor = new Visitor(app.origin)
      for (const path of ["", "/signin"])
        expect([path, (await visitor.get(basePath + path + slash)).status]).toEqual([path, 200])
      const started = await visitor.post(`${basePath}/api/auth/signin/twitter-legacy${slash}`, {
        form: { callbackUrl: "/dashboard" },
      })
      expect(started.status).toBe(303)
      const { origin, searchParams } = new URL(started.location)
      const form = { ...Object.fromEntries(searchParams), persona: "member" }
      const chosen = await visitor.request("POST", `${origin}/oauth/choose`, { form })
      const callback = new URL(chosen.location)
      expect(callback.pathname).toBe(`${basePath}/api/auth/twitter-legacy/callback`)
      const finished = await visitor.get(callback.pathname + slash + callback.search)
      expect([finished.status, finished.location]).toEqual([303, `${app.origin}/app/dashboard`])
      expect((await visitor.get(`${basePath}/dashboard${slash}`)).status).toBe(200)
      expect((await visitor.get(`${basePath}/api/auth/session${slash}`)).text).toContain("Milo Brandt")
      const left = await visitor.post(`${basePath}/api/auth/signout${slash}`)
      expect([left.status, left.location]).toEqual([303, `${app.origin}/app`])
      expect(await records.count("Session")).toBe(0)
    })

  test("no POST below /api/auth is redirected to another spelling", async ({ app }) => {
    const visitor = new Visitor(app.origin)
    for (const path of ["/oidc/backchannel-logout", "/oidc/callback", "/callback/oidc", "/signin/none"])
      for (const slash of ["", "/"]) {
        const { status } = await visitor.post(`${basePath}/api/auth${path}${slash}`)
        expect([path, slash, status >= 400 && status < 500]).toEqual([path, slash, true])
      }
  })
}
