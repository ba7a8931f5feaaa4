// Clients that are not this site's pages: apps through the system's browser, and command-line tools with a code (docs/other-clients.md).
import { createHash, randomBytes } from "node:crypto"
import { appScope, openApp } from "../support/app"
import { test as base, expect, Visitor } from "../support/fixtures"
import { currentUser } from "../support/flow"
import { enter, seedUser } from "../support/seed"
import { actionForms, sendAction, submitAction } from "../support/server-action"

const appLink = "https://app.example.com/signed-in"
const scheme = "com.example.app:/signed-in"
const tools = "acme-cli"

/** Visitors without a known client IP share 20 times this limit, and a user has it for codes. */
const limit = 8

const test = base.extend({
  app: [
    async ({ hostile }, use, { project, workerIndex }) => {
      const app = await openApp({
        project: project.name,
        label: `other-clients-${workerIndex}`,
        env: {
          ...hostile.env,
          AUTH_MOBILE_APPS: `android=${appLink},ios=${scheme}`,
          AUTH_DEVICE_CLIENTS: `${tools},acme-deploy`,
          AUTH_RATE_LIMIT: String(limit),
        },
      })
      await use(app)
      await app.close()
    },
    appScope,
  ],
})

type Json = Record<string, unknown>
const json = (text: string) => JSON.parse(text) as Json
const sha256 = (text: string) => createHash("sha256").update(text).digest("base64url")

/** A client without a browser's cookies, which sends this token. */
function clientWith(visitor: Visitor, token: unknown): Visitor {
  const client = new Visitor(visitor.origin)
  for (const { name } of visitor.cookiesNamed("session")) client.setCookie(name, String(token))
  return client
}

const mobilePath = (challenge: string, clientId = "android") =>
  `/mobile?${new URLSearchParams({ client_id: clientId, code_challenge: challenge, state: "s-1" })}`

async function allowApp(visitor: Visitor, clientId = "android") {
  const verifier = randomBytes(32).toString("base64url")
  const { location } = await submitAction(visitor, mobilePath(sha256(verifier), clientId))
  return { verifier, location, code: new URL(location).searchParams.get("code") ?? "" }
}

function exchange(visitor: Visitor, form: Record<string, string>) {
  const body = { grant_type: "authorization_code", client_id: "android", ...form }
  return new Visitor(visitor.origin).request("POST", "/mobile/token", { form: body })
}

test(
  "an app gets a session by a code and its verifier, once",
  { tag: ["@replay", "@stripped-check"] },
  async ({ app, records }) => {
    const { visitor } = await seedUser(records, app.origin)
    const { verifier, location, code } = await allowApp(visitor)
    expect(location.startsWith(`${appLink}?`)).toBe(true)
    expect(new URL(location).searchParams.get("state")).toBe("s-1")
    for (const wrong of [
      { code_verifier: "x".repeat(43) },
      { code_verifier: "" },
      { code: `${code}x` },
      { code: "" },
      { client_id: "ios" },
    ] as Record<string, string>[])
      expect(json((await exchange(visitor, { code, code_verifier: verifier, ...wrong })).text)).toEqual({
        error: "invalid_grant",
      })
    expect((await exchange(visitor, { code, code_verifier: verifier, client_id: "unknown" })).status).toBe(
      401,
    )
    const both = await Promise.all([1, 2].map(() => exchange(visitor, { code, code_verifier: verifier })))
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 400])
    expect((await exchange(visitor, { code, code_verifier: verifier })).status, "a code works once").toBe(400)
    const response = json(both.find(({ status }) => status === 200)?.text ?? "")
    const port = new URL(app.origin).port
    expect(response).toMatchObject({
      token_type: "session",
      cookie: `session-${port}`,
      expires_in: 2_592_000,
    })
    const phone = clientWith(visitor, response.access_token)
    expect(await currentUser(phone)).toMatchObject({ email: "sam@example.test" })
    expect(await records.activity()).toEqual([{ event: "signed_in", provider: "github", error: null }])
  },
)

test(
  "a code is no session token, and ends after a minute",
  { tag: "@session-end" },
  async ({ app, records }) => {
    const { visitor } = await seedUser(records, app.origin)
    const { verifier, code } = await allowApp(visitor)
    for (const token of [
      code,
      `${code} android`,
      verifier,
      `${sha256(`${code} android`)}.${sha256(verifier)}`,
    ])
      expect(await currentUser(clientWith(visitor, encodeURIComponent(token)))).toBeNull()
    await records.query(
      `UPDATE "Session" SET "expires" = now() - interval '1 second' WHERE "userAgent" = 'client:android'`,
    )
    expect((await exchange(visitor, { code, code_verifier: verifier })).status).toBe(400)
  },
)

test(
  "an app's session is as recent as the browser's that allowed it, and proves no more",
  { tag: ["@session-end", "@stripped-check"] },
  async ({ app, records }) => {
    const { visitor } = await seedUser(records, app.origin)
    for (const [minutes, isRecent] of [
      [1, true],
      [11, false],
    ] as const) {
      await records.query(
        `UPDATE "Session" SET "authenticatedAt" = now() - make_interval(mins => $1), "acr" = 'gold', "authTime" = NULL, "accountId" = 'a'`,
        [minutes],
      )
      const { verifier, code } = await allowApp(visitor)
      const phone = clientWith(
        visitor,
        json((await exchange(visitor, { code, code_verifier: verifier })).text).access_token,
      )
      const { location } = await phone.post("/dashboard/settings/export", { form: {} })
      expect(location.includes("confirm=1"), `after ${minutes} minutes`).toBe(!isRecent)
    }
    const rows = await records.query(
      `SELECT "acr", "authTime", "issuer", "accountId" FROM "Session" WHERE "userAgent" = 'client:android'`,
    )
    expect(rows).toEqual([1, 2].map(() => ({ acr: "gold", authTime: null, issuer: "", accountId: "a" })))
  },
)

test("an app's session is on the Sessions page, where the user ends it, and the app can sign out", async ({
  app,
  records,
}) => {
  const { visitor } = await seedUser(records, app.origin)
  const phones: Visitor[] = []
  for (const round of [1, 2]) {
    const { verifier, code } = await allowApp(visitor)
    const response = await exchange(visitor, { code, code_verifier: verifier })
    expect(response.status, `round ${round}`).toBe(200)
    phones.push(clientWith(visitor, json(response.text).access_token))
  }
  const [first = visitor, second = visitor] = phones
  expect((await visitor.get("/dashboard/sessions")).text).toContain("End the session of android")
  expect((await first.post("/api/auth/signout")).status).toBe(303)
  expect([await currentUser(first), (await currentUser(second))?.email]).toEqual([null, "sam@example.test"])
  await submitAction(visitor, "/dashboard/sessions", { form: "End the session of android" })
  expect(await currentUser(second)).toBeNull()
  expect(await currentUser(visitor)).not.toBeNull()
})

test(
  "a scheme of the app's own is opened by a page, which leads nowhere else",
  { tag: "@open-redirect" },
  async ({ page, context, app, records, visitor }) => {
    await enter(context, records, app.origin)
    await page.goto(mobilePath("x".repeat(43), "ios"))
    expect(await page.getByRole("link", { name: "Cancel" }).getAttribute("href")).toBe(
      `${scheme}?error=access_denied&state=s-1`,
    )
    await page.getByRole("button", { name: "Continue in the app" }).click()
    const link = page.getByRole("link", { name: "Open the app" })
    await expect(link).toHaveAttribute("href", /^com\.example\.app:\/signed-in\?code=[\w-]{43}&state=s-1$/)
    for (const query of [
      { client_id: "ios", to: "javascript:alert(1)" },
      { client_id: "ios", to: "https://evil.example/?x" },
      { client_id: "unknown", to: `${scheme}?code=1` },
      { to: `${scheme}?code=1` },
    ] as Record<string, string>[])
      expect((await visitor.get(`/mobile/done?${new URLSearchParams(query)}`)).status).toBe(404)
  },
)

test(
  "an app that the owner has not named gets no page and no redirect",
  { tag: "@open-redirect" },
  async ({ app, records }) => {
    const { visitor } = await seedUser(records, app.origin)
    for (const path of ["/mobile", mobilePath("x".repeat(43), "unknown"), mobilePath("short")])
      expect((await visitor.get(path)).status, path).toBe(404)
    const form =
      (await actionForms(visitor, mobilePath("x".repeat(43)))).find((one) => "client_id" in one) ?? {}
    const answer = await sendAction(visitor, mobilePath("x".repeat(43)), { ...form, client_id: "unknown" })
    expect(answer.location.startsWith(app.origin)).toBe(true)
    expect((await sendAction(new Visitor(app.origin), mobilePath("x".repeat(43)), form)).location).toContain(
      "/signin",
    )
    expect(await records.count("Session")).toBe(1)
  },
)

const deviceGrant = "urn:ietf:params:oauth:grant-type:device_code"

async function beginDevice(visitor: Visitor, clientId = tools) {
  const response = await new Visitor(visitor.origin).request("POST", "/device/code", {
    form: { client_id: clientId },
    headers: { "user-agent": "curl/8.0" },
  })
  return json(response.text) as { device_code: string; user_code: string } & Json
}

async function poll(visitor: Visitor, device_code: string, form: Record<string, string> = {}) {
  const body = { grant_type: deviceGrant, client_id: tools, device_code, ...form }
  const response = await new Visitor(visitor.origin).request("POST", "/device/token", { form: body })
  return { status: response.status, ...json(response.text) } as {
    status: number
    error?: string
    access_token?: string
  }
}

/** Puts the last request of a tool into the past, in place of waiting. */
const wait = `UPDATE "DeviceAuthorization" SET "polledAt" = "polledAt" - interval '1 minute'`

/** Puts it into the future, so that the next one comes too early also on a busy machine. */
const hurry = `UPDATE "DeviceAuthorization" SET "polledAt" = now() AT TIME ZONE 'UTC' + interval '1 minute'`

const blocked = `SELECT count(*)::int AS "count" FROM pg_stat_activity
  WHERE datname = current_database() AND wait_event_type = 'Lock'`

const decision = (visitor: Visitor, user_code: string, button: "Allow" | "Deny") =>
  submitAction(visitor, `/device?user_code=${user_code}`, { form: `>${button}<` })

test(
  "a tool gets a session once its user has allowed it, once",
  { tag: ["@replay", "@identity"] },
  async ({ app, records }) => {
    const { visitor } = await seedUser(records, app.origin)
    const begun = await beginDevice(visitor)
    expect(begun).toMatchObject({
      user_code: expect.stringMatching(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/),
      device_code: expect.stringMatching(/^[\w-]{43}$/),
      verification_uri: `${app.origin}/device`,
      verification_uri_complete: `${app.origin}/device?user_code=${begun.user_code}`,
      expires_in: 600,
      interval: 5,
    })
    expect(await poll(visitor, begun.device_code)).toEqual({ status: 400, error: "authorization_pending" })
    const { text } = await visitor.get(`/device?user_code=${begun.user_code}`)
    for (const shown of [tools, begun.user_code, "they would be signed in as you"])
      expect(text).toContain(shown)
    expect((await decision(visitor, begun.user_code, "Allow")).location).toContain("decided=allowed")
    await records.query(wait)
    // Both requests have read the row before either one changes it.
    const sent = await records.db.$transaction(
      async (tx) => {
        await tx.$queryRaw`SELECT 1 FROM "DeviceAuthorization" FOR UPDATE`
        const polls = [1, 2].map(() => poll(visitor, begun.device_code))
        await expect
          .poll(() => records.query(blocked), { message: "both requests wait for the row" })
          .toEqual([{ count: 2 }])
        return polls
      },
      { maxWait: 60_000, timeout: 60_000 },
    )
    const both = await Promise.all(sent)
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1)
    const { access_token } = both.find(({ status }) => status === 200) ?? {}
    expect((await poll(visitor, begun.device_code)).error).toBe("invalid_grant")
    expect(await currentUser(clientWith(visitor, access_token))).toMatchObject({ email: "sam@example.test" })
    expect((await visitor.get("/dashboard/sessions")).text).toContain(`End the session of ${tools}`)
    expect(await records.query('SELECT 1 FROM "DeviceAuthorization"')).toEqual([])
  },
)

test("a tool that asks too often has to wait longer", { tag: "@rate-limit" }, async ({ app, records }) => {
  const { visitor } = await seedUser(records, app.origin)
  const { device_code, user_code } = await beginDevice(visitor)
  expect((await poll(visitor, device_code)).error).toBe("authorization_pending")
  for (const interval of [10, 15]) {
    await records.query(hurry)
    expect((await poll(visitor, device_code)).error).toBe("slow_down")
    expect(await records.query('SELECT "interval" FROM "DeviceAuthorization"')).toEqual([{ interval }])
  }
  await decision(visitor, user_code, "Allow")
  await records.query(hurry)
  expect((await poll(visitor, device_code)).error, "also once it is allowed").toBe("slow_down")
  await records.query(wait)
  expect((await poll(visitor, device_code)).status).toBe(200)
})

test(
  "a denied, expired or foreign device code opens no session",
  { tag: ["@fail-open", "@session-end"] },
  async ({ app, records }) => {
    const { visitor } = await seedUser(records, app.origin)
    const denied = await beginDevice(visitor)
    await decision(visitor, denied.user_code, "Deny")
    expect((await poll(visitor, denied.device_code)).error).toBe("access_denied")
    const expired = await beginDevice(visitor)
    await decision(visitor, expired.user_code, "Allow")
    await records.query(`UPDATE "DeviceAuthorization" SET "expires" = now() WHERE "deniedAt" IS NULL`)
    expect((await poll(visitor, expired.device_code)).error).toBe("expired_token")
    const other = await beginDevice(visitor)
    await decision(visitor, other.user_code, "Allow")
    for (const form of [
      { client_id: "acme-deploy" },
      { device_code: other.user_code },
      { device_code: sha256(other.device_code) },
      { device_code: "" },
    ] as Record<string, string>[])
      expect((await poll(visitor, other.device_code, form)).error).toBe("invalid_grant")
    expect((await poll(visitor, other.device_code, { client_id: "unknown" })).error).toBe("invalid_client")
    expect((await poll(visitor, other.device_code, { grant_type: "x" })).error).toBe("unsupported_grant_type")
    await records.query('DELETE FROM "Session"')
    expect((await poll(visitor, other.device_code)).error, "the user has signed out since").toBe(
      "access_denied",
    )
    expect(await records.count("Session")).toBe(0)
  },
)

test("only the signed-in user who has the code decides, once", { tag: "@idor" }, async ({ app, records }) => {
  const { visitor, userId } = await seedUser(records, app.origin)
  const { device_code, user_code } = await beginDevice(visitor)
  const path = `/device?user_code=${user_code}`
  const signedOut = await new Visitor(app.origin).get(path)
  expect(new URL(signedOut.location).searchParams.get("callbackUrl")).toBe(path)
  const forms = (await actionForms(visitor, path)).filter((form) => "user_code" in form)
  expect(forms).toHaveLength(2)
  for (const form of forms)
    expect((await sendAction(new Visitor(app.origin), path, form)).location).toContain("/signin")
  for (const form of forms) {
    const headers = { origin: "https://evil.example" }
    expect((await sendAction(visitor, path, form, headers)).location).not.toContain("decided")
  }
  expect((await poll(visitor, device_code)).error).toBe("authorization_pending")
  await decision(visitor, user_code, "Allow")
  const mallory = await seedUser(records, app.origin, { email: "mallory@example.test" })
  for (const form of forms) {
    const refused = await sendAction(mallory.visitor, path, form)
    expect(refused.location).toContain("error=not_found")
  }
  await records.query(wait)
  const { access_token } = await poll(visitor, device_code)
  const [session] = await records.query('SELECT "userId" FROM "Session" WHERE "sessionToken" = $1', [
    sha256(access_token ?? ""),
  ])
  expect(session).toEqual({ userId })
})

test("codes cannot be found by trying", { tag: "@rate-limit" }, async ({ app, records }) => {
  const { visitor } = await seedUser(records, app.origin)
  const { user_code } = await beginDevice(visitor)
  for (let count = 0; count < limit; count++)
    expect((await visitor.get("/device?user_code=BBBB-BBBB")).text).toContain("There is no such code")
  const { text } = await visitor.get(`/device?user_code=${user_code}`)
  expect(text).not.toContain(tools)
  expect(text).toContain("too many attempts")
})

test("a form of more than 10 kB is not read", { tag: "@malformed" }, async ({ visitor }) => {
  const padding = "x".repeat(10_000)
  for (const [path, client_id] of [
    ["/device/code", tools],
    ["/device/token", tools],
    ["/mobile/token", "android"],
  ] as const) {
    const { status, text } = await visitor.request("POST", path, { form: { client_id, padding } })
    expect([path, status, json(text)]).toEqual([path, 401, { error: "invalid_client" }])
  }
})

test("requests for codes are limited", { tag: "@rate-limit" }, async ({ visitor, records }) => {
  await beginDevice(visitor)
  // The requests can take longer than the minute in which they count.
  await records.query(`UPDATE "RateLimit" SET "until" = "until" + interval '1 hour'`)
  for (let count = 1; count < limit * 20; count++) await beginDevice(visitor)
  expect(await beginDevice(visitor)).toEqual({ error: "slow_down" })
})

test(
  "a device code is stored as a hash, and neither code is in the log",
  { tag: "@leak" },
  async ({ visitor, records }) => {
    const { device_code } = await beginDevice(visitor)
    expect(await records.everything()).not.toContain(device_code)
  },
)

test("a user types the code of a device and allows it", async ({ page, context, app, records, visitor }) => {
  await enter(context, records, app.origin)
  const { user_code } = await beginDevice(visitor)
  await page.goto("/device")
  await page.getByLabel("Code").fill("bbbbbbbb")
  await page.getByRole("button", { name: "Continue" }).click()
  await expect(page.getByText("There is no such code")).toBeVisible()
  await page.getByLabel("Code").fill(user_code.toLowerCase())
  await page.getByRole("button", { name: "Continue" }).click()
  await expect(page.getByText(user_code)).toBeVisible()
  await page.getByRole("button", { name: "Allow" }).click()
  await expect(page.getByRole("heading", { name: "The device is signed in" })).toBeVisible()
})
