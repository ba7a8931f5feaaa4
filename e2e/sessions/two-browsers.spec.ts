// A sign-out at the provider in one browser leaves the same user's other browsers alone. Both have one account, whose tokens are
// those of the later sign-in.
import type { Browser, Page } from "@playwright/test"
import { decodeJwt } from "jose"
import { deriveKey, openWith } from "../../lib/auth/crypto/sealing.mjs"
import { appScope, openApp, type App } from "../support/app"
import { test as base, expect, porticoId, signInAs } from "../support/fixtures"
import { Records } from "../support/records"

/** An app and its database. */
type Side = { app: App; records: Records }

const test = base.extend<object, { withoutSid: Side }>({
  /** Its provider sends no `sid`, and no logout tokens. */
  withoutSid: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use, { project, workerIndex }) => {
      const label = `without-sid-${workerIndex}`
      const app = await openApp({ project: project.name, label, backchannelLogout: false })
      const records = new Records(app.database)
      await use({ app, records })
      await records.close()
      await app.close()
    },
    appScope,
  ],
})

const button = `Sign out of ${porticoId} too`

function issuerOf({ servers }: App): string {
  return servers.find(({ id }) => id === "oidc")?.address ?? ""
}

/** Signs in. Returns the ID token of this sign-in. */
async function enter(page: Page, { app, records }: Side): Promise<string> {
  await signInAs(page, "member")
  const [account] = await records.query<{ id_token: string }>('SELECT "id_token" FROM "Account"')
  const opened = await openWith([deriveKey("token", app.secret)], account?.id_token ?? "")
  return String(opened?.["value"])
}

/** Two browsers of one user, who is signed in in both. */
async function enterTwice(browser: Browser, side: Side) {
  const open = async () => (await browser.newContext({ baseURL: side.app.origin })).newPage()
  const [first, second] = [await open(), await open()]
  const idTokens = [await enter(first, side), await enter(second, side)] as const
  const close = async () => void (await Promise.all([first, second].map((page) => page.context().close())))
  return { first, second, idTokens, close }
}

/** Signs out here and at the provider. Returns the ID token with which the provider is asked to end its session. */
async function leave(page: Page): Promise<string | null> {
  // The page waits half a second for the provider's metadata.
  await expect(async () => {
    await page.goto("/signout")
    await expect(page.getByRole("button", { name: button })).toBeVisible({ timeout: 5_000 })
  }).toPass()
  await page.getByRole("button", { name: button }).click()
  await expect(page.getByRole("heading", { name: `Sign out of ${porticoId}?` })).toBeVisible()
  const hint = new URL(page.url()).searchParams.get("id_token_hint")
  await page.getByRole("button", { name: "Sign out" }).click()
  await expect(page).toHaveURL("/")
  return hint
}

const tokens = 'SELECT "access_token", "refresh_token" FROM "Account"'

for (const sid of [true, false]) {
  const name = sid ? "a provider with sid" : "a provider without sid"

  test(
    `${name}: signing out in the first browser ends its own session, and revokes no token of the second`,
    { tag: "@session-end" },
    async ({ browser, app, records, withoutSid }) => {
      const tested: Side = sid ? { app, records } : withoutSid
      await tested.records.empty()
      const { first, second, idTokens, close } = await enterTwice(browser, tested)
      const [before] = await tested.records.query(tokens)
      expect(await tested.records.count("Account")).toBe(1)

      expect(await leave(first)).toBe(idTokens[0])
      expect("sid" in decodeJwt(idTokens[0])).toBe(sid)
      await second.goto("/dashboard")
      await expect(second).toHaveURL("/dashboard")
      expect(await tested.records.query(tokens)).toEqual([before])

      expect(await leave(second), "control: its own hint").toBe(idTokens[1])
      await expect
        .poll(() => tested.records.query(tokens), "control: its own tokens")
        .toEqual([{ access_token: null, refresh_token: null }])
      await close()
    },
  )

  test(
    `${name}: signing out in the second browser leaves the session of the first`,
    { tag: "@session-end" },
    async ({ browser, app, records, withoutSid }) => {
      const tested: Side = sid ? { app, records } : withoutSid
      await tested.records.empty()
      const { first, second, idTokens, close } = await enterTwice(browser, tested)
      await leave(second)
      await expect
        .poll(() => tested.records.query(tokens))
        .toEqual([{ access_token: null, refresh_token: null }])
      await first.goto("/dashboard")
      await expect(first).toHaveURL("/dashboard")
      expect(await leave(first)).toBe(idTokens[0])
      await close()
    },
  )
}

for (const leaving of ["first", "second"] as const)
  test(
    `after a sign-out in the ${leaving} browser, the provider still ends the session of the other one`,
    { tag: "@session-end" },
    async ({ browser, app, records }) => {
      const browsers = await enterTwice(browser, { app, records })
      await leave(browsers[leaving])
      expect(await records.count("Session")).toBe(1)
      const staying = leaving === "first" ? browsers.second : browsers.first
      await staying.goto(`${issuerOf(app)}/session/end`)
      await staying.getByRole("button", { name: "Sign out" }).click()
      await expect(staying.getByRole("heading", { name: "You are signed out" })).toBeVisible()
      await expect.poll(() => records.count("Session"), "by its sid").toBe(0)
      await browsers.close()
    },
  )
