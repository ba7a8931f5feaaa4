// Without their variables, apps and tools have no routes.
import { expect, test } from "../support/fixtures"
import { seedUser } from "../support/seed"

test("apps and tools that no variable names get nothing", { tag: "@defaults" }, async ({ app, records }) => {
  const { visitor } = await seedUser(records, app.origin)
  for (const path of [
    `/mobile?client_id=ios&code_challenge=${"x".repeat(43)}`,
    "/mobile/done?client_id=ios",
    "/device",
  ])
    expect((await visitor.get(path)).status, path).toBe(404)
  for (const path of ["/mobile/token", "/device/code", "/device/token"]) {
    const response = await visitor.request("POST", path, { form: { client_id: "ios", grant_type: "x" } })
    expect([response.status, response.text], path).toEqual([401, '{"error":"invalid_client"}'])
  }
  expect(await records.query('SELECT 1 FROM "DeviceAuthorization"')).toEqual([])
})
