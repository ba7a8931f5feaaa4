// Reverse proxies write the host in several ways. Forms and server actions work with each of them.
import { expect, test } from "../support/fixtures"
import { expectSignedIn } from "../support/flow"
import { seedUser } from "../support/seed"
import { submitAction } from "../support/server-action"

for (const [title, write] of [
  ["in capitals", (host: string) => ({ host: host.toUpperCase() })],
  ["forwarded in capitals", (host: string) => ({ "x-forwarded-host": host.toUpperCase() })],
  ["first in a list", (host: string) => ({ "x-forwarded-host": `${host}, 10.0.0.1:3000` })],
] as const)
  test(`a host ${title} is the app's own`, async ({ app, records }) => {
    const { visitor } = await seedUser(records, app.origin)
    const headers = write(new URL(app.origin).host)
    const linking = await submitAction(visitor, "/dashboard/accounts", { form: "Link ", headers })
    expect(linking.status).toBe(303)
    expect(visitor.cookiesNamed("attempt-")).toHaveLength(1)
    expect((await visitor.get("/signin", { headers })).status).toBe(200)
    const form = { callbackUrl: "/signin" }
    expectSignedIn(await visitor.post("/api/auth/signout", { headers, form }), `${app.origin}/signin`)
    expect(await records.count("Session")).toBe(0)
  })

for (const [title, write] of [
  ["with another port", (host: string) => ({ "x-forwarded-host": `${host}0` })],
  ["later in a list", (host: string) => ({ "x-forwarded-host": `evil.example, ${host}` })],
] as const)
  test(`a host ${title} runs no server action`, { tag: "@host-header" }, async ({ app, records }) => {
    const { visitor } = await seedUser(records, app.origin)
    const headers = write(new URL(app.origin).host)
    await submitAction(visitor, "/dashboard/accounts", { form: "Link ", headers })
    expect(visitor.cookiesNamed("attempt-")).toEqual([])
  })

test("a server action with Origin: null from the same origin runs, also with the host in capitals", async ({
  app,
  records,
}) => {
  const { visitor } = await seedUser(records, app.origin)
  const own = { origin: "null", "sec-fetch-site": "same-origin" }
  const host = new URL(app.origin).host.toUpperCase()
  for (const headers of [own, { ...own, host }]) {
    const { status, location } = await submitAction(visitor, "/dashboard/accounts", {
      form: "Link ",
      headers,
    })
    expect([status, location.startsWith(app.origin)]).toEqual([303, false])
  }
})
