// docs/strict-providers.md, step by step: the local OpenID provider with the variables of strict providers, as in
// `AUTH_OIDC_PROFILE=fapi2 npm run dev`, and a call of its API.
import { appScope, openApp, type App } from "../support/app"
import { test as base, expect, signInAs } from "../support/fixtures"

for (const [name, strict] of [
  ["DPoP", { AUTH_OIDC_DPOP: "on" }],
  ["the FAPI 2.0 profile", { AUTH_OIDC_PROFILE: "fapi2" }],
] as const) {
  const test = base.extend<object, { app: App }>({
    app: [
      // oxlint-disable-next-line no-empty-pattern
      async ({}, use, { project, workerIndex }) => {
        const label = `${Object.keys(strict).join("").toLowerCase()}-${workerIndex}`
        const app = await openApp({ project: project.name, label, strict })
        await use(app)
        await app.close()
      },
      appScope,
    ],
  })

  test(`with ${name} a persona signs in, the app calls the API with its token, and the persona signs out`, async ({
    page,
    app,
    records,
  }) => {
    const requests: string[] = []
    const issuer = app.servers.find(({ id }) => id === "oidc")?.address ?? ""
    page.on("request", (request) => {
      if (request.url().startsWith(`${issuer}/auth?`)) requests.push(request.url())
    })
    await signInAs(page, "member")
    const sent = requests.map((url) => [...new URL(url).searchParams.keys()].toSorted())
    if ("AUTH_OIDC_PROFILE" in strict)
      expect(sent, "the browser's address").toEqual([["client_id", "request_uri"]])
    expect(await records.query('SELECT "token_type" FROM "Account"')).toEqual([{ token_type: "dpop" }])

    const query = new URLSearchParams({ provider: "oidc", url: `${issuer}/me` })
    const call = await page.request.get(`${app.origin}/api/call?${query}`)
    expect(await call.json()).toMatchObject({ status: 200, body: expect.stringContaining('"sub"') })

    await page.goto("/signout")
    await page.getByRole("main").getByRole("button", { name: "Sign out" }).first().click()
    await expect(page).toHaveURL(`${app.origin}/`)
    const session = await page.request.get(`${app.origin}/api/auth/session`)
    expect(await session.json()).toBeNull()
  })
}
