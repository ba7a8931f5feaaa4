// What a user does at the app and the server, in Chromium. Each step ends in "ok", or in a word for what happened in place of it.
import { setTimeout } from "node:timers/promises"

/**
 * @typedef {import("@playwright/test").Page} Page
 *
 * @typedef {object} Form a page of the server that needs the user
 * @property {(page: Page) => import("@playwright/test").Locator} find what only this page has
 * @property {(page: Page) => Promise<unknown>} submit
 *
 * @typedef {object} Running a started server with a client for the app
 * @property {string} providerId
 * @property {Record<string, string>} env the app's variables for it
 * @property {Record<string, string>} [wrongSecret] those that differ for a client whose secret is wrong
 * @property {Readonly<Record<string, Form>>} forms `login` is the one that asks who the user is
 * @property {string} [name] what the visitor enters first, where the sign-in page asks for an account or a server
 * @property {string} [api] an address that a token opens, such as userinfo
 * @property {string} [endSession] where a browser that comes without a client ends the user's session, so that the app must hear of it
 * @property {() => Promise<unknown>} [endSessions] the same, by the server's administrator
 * @property {() => Promise<unknown>} [rotateKeys]
 *
 * @typedef {object} Setting
 * @property {import("./app.mjs").App} app
 * @property {Running} server
 * @property {() => Promise<Page>} newPage of a new visitor
 * @property {Record<string, unknown>} notes what a later step compares
 *
 * @typedef {(setting: Setting) => Promise<string>} Step
 */

/** @type {Readonly<Record<string, Step>>} */
export const steps = {
  "sign-in": async (setting) => {
    const page = await setting.newPage()
    setting.notes["page"] = page
    const { outcome } = await signIn(setting, page)
    return outcome === "ok" ? signedIn(setting, page) : outcome
  },

  repeat: async (setting) => {
    const page = pageOf(setting)
    await page.goto(`${setting.app.origin}/signout`)
    await page.locator('form[action$="/api/auth/signout"] button').first().click()
    await page.waitForURL((url) => url.pathname !== "/signout")
    const { outcome } = await signIn(setting, page)
    return outcome === "ok" ? signedIn(setting, page) : outcome
  },

  refresh: async (setting) => {
    const before = await callApi(setting)
    if (before.token !== "ok") return `${before.token}`
    await setting.app.query('UPDATE "Account" SET "expires_at" = 1')
    const after = await callApi(setting)
    if (after.token !== "ok") return after.token
    return after.digest === before.digest ? "the same token" : "ok"
  },

  "API call": async (setting) => {
    if (setting.server.api === undefined) return "–"
    const { api, type } = await callApi(setting)
    return api === 200 ? (type === "DPoP" ? "ok, DPoP" : "ok") : String(api)
  },

  confirmation: async (setting) => {
    const page = pageOf(setting)
    await setting.app.query(`UPDATE "Session" SET "authenticatedAt" = now() - interval '11 minutes'`)
    const path = "/signin?confirm=1&callbackUrl=/dashboard/settings"
    const { outcome, asked } = await signIn(setting, page, path)
    if (outcome !== "ok") return outcome
    if (!asked.includes("login")) return "not asked"
    const [row] = await setting.app.query(
      `SELECT "authenticatedAt" > now() - interval '2 minutes' AS "recent" FROM "Session" ORDER BY "createdAt" DESC LIMIT 1`,
    )
    return row?.["recent"] === true ? "ok" : "not recent"
  },

  "key rotation": async (setting) => {
    if (!setting.server.rotateKeys) return "–"
    await setting.server.rotateKeys()
    return (await signIn(setting, await setting.newPage())).outcome
  },

  "back-channel logout": async (setting) => {
    const { server, app } = setting
    if (!server.endSession && !server.endSessions) return "–"
    const page = await setting.newPage()
    const { outcome } = await signIn(setting, page)
    if (outcome !== "ok") return outcome
    if (server.endSessions) await server.endSessions()
    else if (server.endSession) {
      const other = await page.context().newPage()
      await other.goto(server.endSession)
      const form = server.forms["logout"]
      if (form) {
        await form
          .find(other)
          .first()
          .waitFor({ timeout: 30_000 })
          .catch(() => {})
        if (await isShown(form, other)) await submit(form, other)
      }
    }
    // The server sends its token when it likes.
    for (let tries = 0; tries < 50; tries++) {
      if ((await sessionOf(page, app.origin)) === null) return "ok"
      await setTimeout(200)
    }
    return app.lastFailure()?.code ?? "no token came"
  },

  "sign-out there": async (setting) => {
    const { app } = setting
    const page = await setting.newPage()
    const first = await signIn(setting, page)
    if (first.outcome !== "ok") return first.outcome
    const button = page.locator('button[name="federated"][value="true"]')
    // The page waits half a second for the server's metadata.
    for (let tries = 0; tries < 5 && !(await button.isVisible()); tries++)
      await page.goto(`${app.origin}/signout`)
    if (!(await button.isVisible())) return "–"
    await button.click()
    const { outcome } = await through(
      setting,
      page,
      (url) => url.origin === app.origin && url.pathname !== "/signout",
    )
    if (outcome !== "ok") return outcome
    if ((await sessionOf(page, app.origin)) !== null) return "still signed in here"
    const again = await signIn(setting, page)
    if (again.outcome !== "ok") return again.outcome
    return again.asked.includes("login") ? "ok" : "still signed in there"
  },

  "wrong secret": async (setting) => {
    const { app, server } = setting
    if (!server.wrongSecret) return "–"
    await app.restart({ ...server.env, ...server.wrongSecret })
    const { outcome } = await signIn(setting, await setting.newPage())
    return outcome
  },

  ...Object.fromEntries(
    [-0.5, 0.5, -10, 10].map((minutes) => [
      clockStep(minutes),
      async (/** @type {Setting} */ setting) => {
        await setting.app.restart(setting.server.env, minutes)
        const page = await setting.newPage()
        const { outcome } = await signIn(setting, page)
        if (outcome !== "ok") return outcome
        return (await sessionOf(page, setting.app.origin)) === null ? "no session" : "ok"
      },
    ]),
  ),
}

/** @param {number} minutes by which the app's clock is ahead */
function clockStep(minutes) {
  const amount = Math.abs(minutes) < 1 ? `${Math.abs(minutes) * 60} s` : `${Math.abs(minutes)} min`
  return `clock ${minutes < 0 ? "−" : "+"}${amount}`
}

/** @param {Setting} setting @returns {Page} */
function pageOf({ notes }) {
  return /** @type {Page} */ (notes["page"])
}

/**
 * Begins a sign-in and follows it to its end.
 * @param {Setting} setting
 * @param {Page} page
 */
async function signIn(setting, page, path = "/signin") {
  const { origin } = setting.app
  const { providerId, name } = setting.server
  await page.goto(origin + path)
  const form = page.locator(`form[action$="/api/auth/signin/${providerId}"]`)
  if (name !== undefined) await form.locator('input[name="login_hint"]').fill(name)
  await form.locator("button").first().click()
  return through(setting, page, (url) => url.origin === origin && /^\/(dashboard|signin)/.test(url.pathname))
}

/**
 * Answers what the server asks until the browser is at an address.
 * @param {Setting} setting
 * @param {Page} page
 * @param {(url: URL) => boolean} isEnd
 * @returns {Promise<{ outcome: string, asked: string[] }>} asked: the names of the forms
 */
async function through({ app, server }, page, isEnd) {
  /** @type {string[]} */
  const asked = []
  // On a page of the server without a form, the user is at a dead end. Elsewhere it ends a hang only.
  let address = ""
  let deadline = 0
  for (;;) {
    const url = new URL(page.url())
    if (url.href !== address) {
      address = url.href
      deadline = Date.now() + (url.origin === app.origin ? 180_000 : 30_000)
    }
    if (Date.now() > deadline) break
    const error = url.searchParams.get("error")
    if (url.origin === app.origin && error) return { outcome: failure(error, app.lastFailure()), asked }
    // A visitor who has just clicked is still at the sign-in page.
    if (isEnd(url) && (url.pathname !== "/signin" || asked.length > 0)) return { outcome: "ok", asked }
    for (const [name, form] of Object.entries(server.forms)) {
      if (url.origin === app.origin || !(await isShown(form, page))) continue
      asked.push(name)
      if (asked.length > 8) return { outcome: `${name} again and again`, asked }
      await submit(form, page)
      break
    }
    await setTimeout(50)
  }
  const text = await page.locator("body").innerText()
  const { origin, pathname } = new URL(page.url())
  console.log(`  The browser stayed at ${origin}${pathname}: ${text.slice(0, 300)}`)
  return { outcome: "ends at the server", asked }
}

/** @param {string} code @param {import("./app.mjs").LogLine | undefined} line */
function failure(code, line) {
  const reason = line?.code === code ? (line.error ?? line.check) : undefined
  return reason ? `${code} (${reason})` : code
}

/** @param {Form} form @param {Page} page */
async function isShown(form, page) {
  return form
    .find(page)
    .first()
    .isVisible()
    .catch(() => false)
}

/** @param {Form} form @param {Page} page */
async function submit(form, page) {
  const navigated = page.waitForEvent("framenavigated", { timeout: 120_000 })
  // A single-page application shows its next form at the same address.
  const gone = form.find(page).first().waitFor({ state: "hidden", timeout: 120_000 })
  await Promise.all([Promise.race([navigated, gone]), form.submit(page)])
}

/** @param {Page} page @param {string} origin @returns {Promise<{ user: { id: string, email: string | null } } | null>} */
async function sessionOf(page, origin) {
  return (await page.request.get(`${origin}/api/auth/session`)).json()
}

/**
 * The first user who signed in must be the only one.
 * @param {Setting} setting
 * @param {Page} page
 */
async function signedIn({ app, notes }, page) {
  await page.getByRole("heading", { level: 1 }).waitFor()
  const id = (await sessionOf(page, app.origin))?.user.id
  if (id === undefined) return "no session"
  const [row] = await app.query('SELECT count(*)::int AS "users" FROM "User"')
  if (row?.["users"] !== 1) return `${String(row?.["users"])} users`
  if (notes["user"] !== undefined && notes["user"] !== id) return "another user"
  notes["user"] = id
  return "ok"
}

/**
 * @param {Setting} setting
 * @returns {Promise<{ token: string, type: string | null, digest: string | null, api: number | string | null }>}
 */
async function callApi(setting) {
  const query = new URLSearchParams({ provider: setting.server.providerId, api: setting.server.api ?? "" })
  if (setting.server.api === undefined) query.delete("api")
  return (await pageOf(setting).request.get(`${setting.app.origin}/api/interop?${query}`)).json()
}
