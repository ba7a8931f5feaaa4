// OpenID Connect Back-Channel Logout: which logout token ends which session, and which tokens are rejected. The tests of each
// claim are in lib/auth/oauth/logout-token.test.ts.
import { expect, test, Visitor } from "../support/fixtures"
import { currentUser, errorCode, signIn } from "../support/flow"
import type { HostileProvider } from "../support/hostile-provider"
import { makeSigner } from "../support/hostile-provider/keys"
import type { RequestOptions } from "../support/visitor"

test.use({ providerSet: "hostile" })

const path = "/api/auth/oidc/backchannel-logout"
const now = () => Math.floor(Date.now() / 1000)

function logoutToken(hostile: HostileProvider, more: Record<string, unknown>): Promise<string> {
  const iat = now()
  const events = { "http://schemas.openid.net/event/backchannel-logout": {} }
  const valid = { iss: hostile.origin, aud: "client", iat, exp: iat + 120, jti: "j1", events }
  return hostile.sign({ ...valid, ...more })
}

/** Posts as a provider's server does: without Origin and cookies. */
async function post(origin: string, token: string, options: RequestOptions & { path?: string } = {}) {
  const form = { logout_token: token }
  return new Visitor(origin).request("POST", options.path ?? path, { form, ...options })
}

/** Signs in with `sid` as the session at the provider. */
async function enter(origin: string, hostile: HostileProvider, sid?: string, sub = "4711"): Promise<Visitor> {
  const visitor = new Visitor(origin)
  hostile.behave({ user: { sub }, claims: (claims) => ({ ...claims, ...(sid && { sid }) }) })
  await signIn(visitor, "oidc")
  expect(await currentUser(visitor)).not.toBeNull()
  return visitor
}

test(
  "a logout token with sid ends that session, and no other",
  { tag: "@session-end" },
  async ({ app, hostile, records }) => {
    const one = await enter(app.origin, hostile, "s1")
    const two = await enter(app.origin, hostile, "s2")
    const response = await post(app.origin, await logoutToken(hostile, { sid: "s1", sub: "4711" }))
    expect({ status: response.status, text: response.text }).toEqual({ status: 200, text: "" })
    expect(response.headers["cache-control"]).toContain("no-store")
    expect(response.setCookies).toEqual([])
    expect(await currentUser(one)).toBeNull()
    expect(await currentUser(two)).not.toBeNull()
    expect((await records.activity()).filter(({ event }) => event.startsWith("signed_out"))).toEqual([
      { event: "signed_out_by_provider", provider: "oidc", error: null },
    ])
  },
)

test(
  "a logout token with only sub ends every session of the user at this provider",
  {
    tag: ["@session-end", "@mix-up"],
  },
  async ({ app, hostile, records }) => {
    const ended = [await enter(app.origin, hostile, "s1"), await enter(app.origin, hostile)]
    const otherUser = await enter(app.origin, hostile, "s1", "4712")
    const [{ userId } = {}] = await records.query(
      `SELECT "userId" FROM "Account" WHERE "providerAccountId" = '4711'`,
    )
    await records.query(
      `INSERT INTO "Session" ("id", "sessionToken", "userId", "provider", "providerSid", "expires")
     VALUES ('elsewhere', 'elsewhere', $1, 'github', 's1', now() + interval '1 day')`,
      [userId],
    )
    expect((await post(app.origin, await logoutToken(hostile, { sub: "4711" }))).status).toBe(200)
    for (const visitor of ended) expect(await currentUser(visitor)).toBeNull()
    expect(await currentUser(otherUser)).not.toBeNull()
    const rest = await records.query<{ id: string }>(`SELECT "id" FROM "Session" WHERE "provider" = 'github'`)
    expect(rest, "the same sid at another provider is a different session").toEqual([{ id: "elsewhere" }])
  },
)

test(
  "a replayed logout token ends no session that began after it",
  { tag: "@replay" },
  async ({ app, hostile, records }) => {
    const token = await logoutToken(hostile, { sid: "s1", iat: now() - 2 })
    const again = await logoutToken(hostile, { sub: "4711", iat: now() - 2 })
    const visitor = await enter(app.origin, hostile, "s1")
    for (const replayed of [token, again]) expect((await post(app.origin, replayed)).status).toBe(200)
    expect(await currentUser(visitor)).not.toBeNull()
    expect((await records.activity()).map(({ event }) => event)).toEqual(["signed_in"])
    await records.query(`UPDATE "Session" SET "createdAt" = now() - interval '1 minute'`)
    expect((await post(app.origin, token)).status).toBe(200)
    expect(await currentUser(visitor), "control: an older session ends").toBeNull()
  },
)

test(
  "a logout token that ended a session ends no session that began within the same second",
  { tag: "@replay" },
  async ({ app, hostile }) => {
    for (const about of [{ sid: "s1" }, { sub: "4711" }]) {
      // As far ahead as clocks may differ, so that all sessions count as opened before, also on a busy machine.
      const iat = now() + 25
      const token = await logoutToken(hostile, { ...about, iat })
      const first = await enter(app.origin, hostile, "s1")
      expect((await post(app.origin, token)).status).toBe(200)
      expect(await currentUser(first)).toBeNull()
      const second = await enter(app.origin, hostile, "s1")
      expect((await post(app.origin, token)).status).toBe(200)
      expect(await currentUser(second)).not.toBeNull()
      const another = await logoutToken(hostile, { ...about, iat, jti: "j2" })
      expect((await post(app.origin, another)).status).toBe(200)
      expect(await currentUser(second), "control: another token ends it").toBeNull()
    }
  },
)

test("a logout token for an unknown subject is answered with 200", async ({ app, hostile }) => {
  const visitor = await enter(app.origin, hostile, "s1")
  for (const about of [{ sid: "unknown" }, { sub: "unknown" }, { sid: "unknown", sub: "4711" }])
    expect((await post(app.origin, await logoutToken(hostile, about))).status).toBe(200)
  expect(await currentUser(visitor)).not.toBeNull()
})

test(
  "a token that is no logout token of this provider for this client is rejected",
  {
    tag: ["@session-end", "@stripped-check", "@mix-up", "@sealed-purpose"],
  },
  async ({ app, hostile }) => {
    const tokens: string[] = []
    const visitor = new Visitor(app.origin)
    hostile.behave({
      claims: (claims) => ({ ...claims, sid: "s1" }),
      token: (response) => {
        tokens.push(...["id_token", "access_token", "refresh_token"].map((name) => String(response[name])))
        return response
      },
    })
    await visitor.post("/api/auth/signin/oidc")
    await signIn(visitor, "oidc")
    const cookies = [...visitor.cookies.values()].map(({ value }) => value)
    expect(tokens).toHaveLength(3)
    expect(cookies, "attempt, session, finished attempt and last used provider").toHaveLength(4)
    const claims = { sid: "s1", iss: hostile.origin, aud: "client", iat: now(), jti: "j1" }
    const events = { "http://schemas.openid.net/event/backchannel-logout": {} }
    const forged = await hostile.forger.sign({ ...claims, events })
    const foreign = await hostile.sign({ ...claims, events, aud: "another" })
    for (const token of [...tokens, ...cookies, forged, foreign, await hostile.sign(claims)]) {
      const response = await post(app.origin, token)
      expect({ status: response.status, code: errorCode(response) }).toEqual({
        status: 400,
        code: "logout_token_invalid",
      })
      expect(response.headers["cache-control"]).toContain("no-store")
    }
    expect(await currentUser(visitor)).not.toBeNull()
  },
)

test(
  "a session id that the database cannot hold is rejected, at sign-in and at logout",
  { tag: ["@session-end", "@malformed"] },
  async ({ app, hostile, records }) => {
    const visitor = await enter(app.origin, hostile, "s1")
    for (const id of ["s1\0", "\0", "s1\ud800", "s".repeat(6_000)]) {
      for (const about of [{ sid: id }, { sub: id }]) {
        const response = await post(app.origin, await logoutToken(hostile, about))
        expect({ status: response.status, code: errorCode(response) }).toEqual({
          status: 400,
          code: "logout_token_invalid",
        })
      }
      hostile.behave({ claims: (claims) => ({ ...claims, sid: id }) })
      expect(errorCode(await signIn(new Visitor(app.origin), "oidc"))).toBe("id_token_invalid")
    }
    expect(await currentUser(visitor)).not.toBeNull()
    expect(await records.count("Session")).toBe(1)
  },
)

test(
  "a logout token by another algorithm than the client's ID tokens is rejected",
  { tag: ["@session-end", "@stripped-check"] },
  async ({ app, hostile, records }) => {
    const visitor = await enter(app.origin, hostile, "s1")
    await enter(app.origin, hostile, "s2", "4712")
    const [own] = hostile.signers
    hostile.rotate(await makeSigner("rsa", "RS256"), { keepOlder: true })
    for (const about of [{ sid: "s1", sub: "4711" }, { sid: "s1" }, { sub: "4711" }]) {
      const response = await post(app.origin, await logoutToken(hostile, about))
      expect({ status: response.status, code: errorCode(response) }).toEqual({
        status: 400,
        code: "logout_token_invalid",
      })
    }
    // Of an account without an ID token, the others of the issuer tell the algorithm.
    await records.query(`UPDATE "Account" SET "id_token" = NULL WHERE "providerAccountId" = '4711'`)
    expect((await post(app.origin, await logoutToken(hostile, { sid: "s1" }))).status).toBe(400)
    expect(await currentUser(visitor)).not.toBeNull()
    hostile.rotate(own)
    expect((await post(app.origin, await logoutToken(hostile, { sid: "s1" }))).status).toBe(200)
    expect(await currentUser(visitor), "control: the algorithm of the ID tokens").toBeNull()
  },
)

test(
  "a logout token of one provider is rejected at another",
  { tag: "@mix-up" },
  async ({ app, hostile }) => {
    const visitor = await enter(app.origin, hostile, "s1")
    const token = await logoutToken(hostile, { sid: "s1" })
    for (const [providerId, status, code] of [
      ["unknown", 404, "unknown_provider"],
      ["github", 404, "not_found"],
      ["google", 502, "provider_misconfigured"],
    ] as const) {
      const response = await post(app.origin, token, { path: `/api/auth/${providerId}/backchannel-logout` })
      expect({ providerId, status: response.status, code: errorCode(response) }).toEqual({
        providerId,
        status,
        code,
      })
    }
    expect(await currentUser(visitor)).not.toBeNull()
  },
)

const multipart = (parts: string[]) => ({
  headers: { "content-type": "multipart/form-data; boundary=x" },
  body: `${parts.map((part) => `--x\r\nContent-Disposition: form-data; name="logout_token"${part}\r\n`).join("")}--x--\r\n`,
})

const malformed: [title: string, options: RequestOptions][] = [
  ["nothing", { form: {} }],
  ["another field", { form: { id_token: "x" } }],
  ["two tokens", { body: "logout_token=a&logout_token=b" }],
  ["a file", multipart(['; filename="a"\r\n\r\nx'])],
  ["JSON", { headers: { "content-type": "application/json" }, body: '{"logout_token":"x"}' }],
  ["20 kB", { form: { logout_token: "x".repeat(20_000) } }],
  ["no form at all", { headers: { "content-type": "multipart/form-data" }, body: "\0" }],
]
for (const [title, options] of malformed)
  test(
    `a post of ${title} is rejected with JSON, for a server and for a browser`,
    { tag: "@malformed" },
    async ({ app }) => {
      for (const accept of ["*/*", "text/html, image/gif, */*; q=.2"]) {
        const headers = { "content-type": "application/x-www-form-urlencoded", ...options.headers, accept }
        const response = await new Visitor(app.origin).request("POST", path, { ...options, headers })
        expect({ status: response.status, code: errorCode(response) }).toEqual({
          status: 400,
          code: "invalid_request",
        })
      }
    },
  )

test("the endpoint accepts only POST, and from any origin", async ({ app, hostile }) => {
  const visitor = await enter(app.origin, hostile, "s1")
  const rejected = await visitor.get(`${path}?logout_token=${await logoutToken(hostile, { sid: "s1" })}`)
  expect({ status: rejected.status, allow: rejected.headers.allow }).toEqual({ status: 405, allow: "POST" })
  const headers = { origin: "https://op.example", "sec-fetch-site": "cross-site" }
  const token = await logoutToken(hostile, { sid: "s1" })
  expect((await post(app.origin, token, { headers: { ...formType, ...headers } })).status).toBe(200)
  expect(await currentUser(visitor)).toBeNull()
})

const formType = { "content-type": "application/x-www-form-urlencoded" }
