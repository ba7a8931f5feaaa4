// Behind a proxy that passes the path on.
import { Visitor } from "../support/visitor"
import { basePath, expect, test } from "./fixtures"
import { testFlows } from "./flows"

testFlows()

test(
  "the cookies of an app at the root of the host are not those of the app below it",
  { tag: "@fixation" },
  async ({ page, app }) => {
    await page.goto(`${basePath}/signin`)
    await page.getByRole("button", { name: "Continue with GitHub" }).click()
    await page.getByRole("button", { name: "Milo Brandt" }).click()
    await expect(page).toHaveURL(`${basePath}/dashboard`)
    const session = (await page.context().cookies()).find(({ name }) => name.startsWith("session-"))
    expect(session?.name).toMatch(/^session-\d+~app~$/)
    const read = async (cookie: string) =>
      (await new Visitor(app.origin).get(`${basePath}/api/auth/session`, { headers: { cookie } })).text
    expect(await read(`${session?.name}=${session?.value}`)).toContain("Milo Brandt")
    expect(await read(`${session?.name.replace("~app~", "")}=${session?.value}`)).toBe("null")
    expect(await read(`${session?.name.replace("~app~", "~app~b~")}=${session?.value}`)).toBe("null")
  },
)
