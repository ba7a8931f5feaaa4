// Back after a sign-in: the provider sends the state of a finished attempt again.
import { choosePersona, chooseProvider, expect, test } from "../support/fixtures"

test("Back to the provider after a sign-in leads to the destination without an error", async ({
  page,
  records,
}) => {
  await page.goto("/signin?callbackUrl=%2Fdashboard%2Fsessions")
  await chooseProvider(page, "github")
  await choosePersona(page, "member")
  await expect(page).toHaveURL("/dashboard/sessions")
  await page.goBack()
  await choosePersona(page, "member")
  await expect(page).toHaveURL("/dashboard/sessions")
  expect(await records.count("Session")).toBe(1)
  expect((await records.activity()).map(({ event }) => event)).toEqual(["signed_in"])
})
