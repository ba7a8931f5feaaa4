// OpenID Connect Back-Channel Logout: which token ends which session, and what is refused. The claims, one by one,
// are in lib/auth/oauth/logout-token.test.ts.
import { expect, test, Visitor } from "../support/fixtures"
import { codeOf, signIn, whoAmI } from "../support/flow"
import type { HostileProvider } from "../support/hostile-provider"
import type { Sending } from "../support/visitor"

test.use({ cast: "hostile" })

const path = "/api/auth/oidc/backchannel-logout"
const now = () => Math.floor(Date.now() / 1000)

function logoutToken(hostile: HostileProvider, more: Record<string, unknown>): Promise<string> {
  const iat = now()
  const events = { "http://schemas.openid.net/event/backchannel-logout": {} }
  const sound = { iss: hostile.origin, aud: "client", iat, exp: iat + 120, jti: "j1", events }
  return hostile.sign({ ...sound, ...more })
}

/** Posts as a provider's server does: from nowhere, without cookies. */
async function post(origin: string, token: string, sending: Sending & { path?: string } = {}) {
  const form = { logout_token: token }
  return new Visitor(origin).request("POST", sending.path ?? path, { form, ...sending })
}

/** Signs in with `sid` as the provider's own session. */
async function enter(origin: string, hostile: HostileProvider, sid?: string, sub = "4711"): Promise<Visitor> {
  const visitor = new Visitor(origin)
  hostile.behave({ person: { sub }, claims: (claims) => ({ ...claims, ...(sid && { sid }) }) })
  await signIn(visitor, "oidc")
  expect(await whoAmI(visitor)).not.toBeNull()
  return visitor
}

test("sid ends that session, and no other", { tag: "@session-end" }, async ({ app, hostile, records }) => {
  const one = await enter(app.origin, hostile, "s1")
  const two = await enter(app.origin, hostile, "s2")
  const answer = await post(app.origin, await logoutToken(hostile, { sid: "s1", sub: "4711" }))
  expect({ status: answer.status, text: answer.text }).toEqual({ status: 200, text: "" })
  expect(answer.headers["cache-control"]).toContain("no-store")
  expect(answer.setCookies).toEqual([])
  expect(await whoAmI(one)).toBeNull()
  expect(await whoAmI(two)).not.toBeNull()
  expect((await records.activity()).filter(({ event }) => event !== "signed_in")).toEqual([
    { event: "signed_out_by_provider", provider: "oidc", error: null },
  ])
})

test(
  "sub alone ends every session that the person opened with this provider",
  {
    tag: ["@session-end", "@mix-up"],
  },
  async ({ app, hostile, records }) => {
    const ended = [await enter(app.origin, hostile, "s1"), await enter(app.origin, hostile)]
    const somebodyElse = await enter(app.origin, hostile, "s1", "4712")
    const [{ userId } = {}] = await records.query(
      `SELECT "userId" FROM "Account" WHERE "providerAccountId" = '4711'`,
    )
    await records.query(
      `INSERT INTO "Session" ("id", "sessionToken", "userId", "provider", "providerSid", "expires")
     VALUES ('elsewhere', 'elsewhere', $1, 'github', 's1', now() + interval '1 day')`,
      [userId],
    )
    expect((await post(app.origin, await logoutToken(hostile, { sub: "4711" }))).status).toBe(200)
    for (const visitor of ended) expect(await whoAmI(visitor)).toBeNull()
    expect(await whoAmI(somebodyElse)).not.toBeNull()
    const rest = await records.query<{ id: string }>(`SELECT "id" FROM "Session" WHERE "provider" = 'github'`)
    expect(rest, "the same sid at another provider is another session").toEqual([{ id: "elsewhere" }])
  },
)

test(
  "the same token again ends nothing that was opened since",
  { tag: "@replay" },
  async ({ app, hostile, records }) => {
    const token = await logoutToken(hostile, { sid: "s1", iat: now() - 2 })
    const again = await logoutToken(hostile, { sub: "4711", iat: now() - 2 })
    const visitor = await enter(app.origin, hostile, "s1")
    for (const replayed of [token, again]) expect((await post(app.origin, replayed)).status).toBe(200)
    expect(await whoAmI(visitor)).not.toBeNull()
    expect((await records.activity()).map(({ event }) => event)).toEqual(["signed_in"])
    await records.query(`UPDATE "Session" SET "createdAt" = now() - interval '1 minute'`)
    expect((await post(app.origin, token)).status).toBe(200)
    expect(await whoAmI(visitor), "the control: an older session ends").toBeNull()
  },
)

test("a token about nobody whom we know is thanked for", async ({ app, hostile }) => {
  const visitor = await enter(app.origin, hostile, "s1")
  for (const about of [{ sid: "unknown" }, { sub: "unknown" }, { sid: "unknown", sub: "4711" }])
    expect((await post(app.origin, await logoutToken(hostile, about))).status).toBe(200)
  expect(await whoAmI(visitor)).not.toBeNull()
})

test(
  "what is no logout token of this provider for us is refused",
  {
    tag: ["@session-end", "@stripped-check", "@mix-up", "@sealed-purpose"],
  },
  async ({ app, hostile }) => {
    const issued: string[] = []
    const visitor = new Visitor(app.origin)
    hostile.behave({
      claims: (claims) => ({ ...claims, sid: "s1" }),
      token: (answer) => {
        issued.push(...["id_token", "access_token", "refresh_token"].map((name) => String(answer[name])))
        return answer
      },
    })
    await visitor.post("/api/auth/signin/oidc")
    await signIn(visitor, "oidc")
    const cookies = [...visitor.cookies.values()].map(({ value }) => value)
    expect(issued).toHaveLength(3)
    expect(cookies, "attempt, session, and the provider last used").toHaveLength(3)
    const sound = { sid: "s1", iss: hostile.origin, aud: "client", iat: now(), jti: "j1" }
    const events = { "http://schemas.openid.net/event/backchannel-logout": {} }
    const forged = await hostile.forger.sign({ ...sound, events })
    const foreign = await hostile.sign({ ...sound, events, aud: "another" })
    for (const token of [...issued, ...cookies, forged, foreign, await hostile.sign(sound)]) {
      const answer = await post(app.origin, token)
      expect({ status: answer.status, code: codeOf(answer) }).toEqual({
        status: 400,
        code: "logout_token_invalid",
      })
      expect(answer.headers["cache-control"]).toContain("no-store")
    }
    expect(await whoAmI(visitor)).not.toBeNull()
  },
)

test("a token of one provider is no good at another", { tag: "@mix-up" }, async ({ app, hostile }) => {
  const visitor = await enter(app.origin, hostile, "s1")
  const token = await logoutToken(hostile, { sid: "s1" })
  for (const [provider, status, code] of [
    ["unknown", 404, "unknown_provider"],
    ["github", 404, "not_found"],
    ["google", 502, "provider_misconfigured"],
  ] as const) {
    const answer = await post(app.origin, token, { path: `/api/auth/${provider}/backchannel-logout` })
    expect({ provider, status: answer.status, code: codeOf(answer) }).toEqual({ provider, status, code })
  }
  expect(await whoAmI(visitor)).not.toBeNull()
})

const multipart = (parts: string[]) => ({
  headers: { "content-type": "multipart/form-data; boundary=x" },
  body: `${parts.map((part) => `--x\r\nContent-Disposition: form-data; name="logout_token"${part}\r\n`).join("")}--x--\r\n`,
})

const malformed: [what: string, sending: Sending][] = [
  ["nothing", { form: {} }],
  ["another field", { form: { id_token: "x" } }],
  ["two tokens", { body: "logout_token=a&logout_token=b" }],
  ["a file", multipart(['; filename="a"\r\n\r\nx'])],
  ["JSON", { headers: { "content-type": "application/json" }, body: '{"logout_token":"x"}' }],
  ["20 kB", { form: { logout_token: "x".repeat(20_000) } }],
  ["no form at all", { headers: { "content-type": "multipart/form-data" }, body: "\0" }],
]
for (const [what, sending] of malformed)
  test(
    `a post of ${what} is refused, to a server as to a browser`,
    { tag: "@malformed" },
    async ({ app }) => {
      for (const accept of ["*/*", "text/html, image/gif, */*; q=.2"]) {
        const headers = { "content-type": "application/x-www-form-urlencoded", ...sending.headers, accept }
        const answer = await new Visitor(app.origin).request("POST", path, { ...sending, headers })
        expect({ status: answer.status, code: codeOf(answer) }).toEqual({
          status: 400,
          code: "invalid_request",
        })
      }
    },
  )

test("it is for posts, and needs no page of ours", async ({ app, hostile }) => {
  const visitor = await enter(app.origin, hostile, "s1")
  const refused = await visitor.get(`${path}?logout_token=${await logoutToken(hostile, { sid: "s1" })}`)
  expect({ status: refused.status, allow: refused.headers.allow }).toEqual({ status: 405, allow: "POST" })
  const headers = { origin: "https://op.example", "sec-fetch-site": "cross-site" }
  const token = await logoutToken(hostile, { sid: "s1" })
  expect((await post(app.origin, token, { headers: { ...formType, ...headers } })).status).toBe(200)
  expect(await whoAmI(visitor)).toBeNull()
})

const formType = { "content-type": "application/x-www-form-urlencoded" }
