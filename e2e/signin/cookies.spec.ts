// The cookies and stored secrets of a sign-in, and the checks of cookies that come back.
import { createHash } from "node:crypto"
import { expect, test, Visitor } from "../support/fixtures"
import { approve, begin, currentUser, expectError, expectSignedIn, signIn } from "../support/flow"

test.use({ providerSet: "hostile" })

test(
  "the session cookie is HttpOnly, named after the port, and lasts 90 days",
  { tag: "@defaults" },
  async ({ visitor, app }) => {
    const { setCookies } = await signIn(visitor, "oidc")
    const line = setCookies.find((cookie) => cookie.startsWith("session-")) ?? ""
    const [pair = "", ...attributes] = line.split("; ")
    expect(pair).toMatch(new RegExp(`^session-${new URL(app.origin).port}=[\\w-]{43}$`))
    const named = attributes.filter((attribute) => !attribute.startsWith("Expires="))
    expect(named.map((attribute) => attribute.toLowerCase()).toSorted()).toEqual([
      "httponly",
      `max-age=${90 * 86_400}`,
      "path=/",
      "samesite=lax",
    ])
  },
)

test(
  "the attempt cookie is HttpOnly, lasts ten minutes and is small",
  { tag: "@defaults" },
  async ({ visitor }) => {
    const response = await visitor.post("/api/auth/signin/oidc", {
      form: { callbackUrl: "/dashboard?tab=settings" },
    })
    expect(response.setCookies).toHaveLength(1)
    const [line = ""] = response.setCookies
    expect(line).toMatch(/; HttpOnly/i)
    expect(line).toMatch(/; SameSite=lax/i)
    expect(line).toMatch(/; Max-Age=600/i)
    expect(line.split(";")[0]?.length).toBeLessThanOrEqual(600)
  },
)

test("the attempt cookie stays under a kilobyte with the longest destination and authorization params", async ({
  visitor,
}) => {
  const { setCookies } = await visitor.post("/api/auth/signin/oidc", {
    form: { callbackUrl: `/${"x".repeat(199)}`, max_age: "999999999", acr_values: "x".repeat(100) },
  })
  expect(setCookies).toHaveLength(1)
  expect(`${setCookies[0]?.split(";")[0]};`.length).toBeLessThan(1_000)
})

test("cookies at rest stay under a kilobyte", async ({ visitor, hostile }) => {
  const endless = "ü🌻".repeat(3_000)
  hostile.behave({
    user: { sub: "1", name: endless, email: `${"x".repeat(300)}@example.test`, picture: endless },
  })
  await signIn(visitor, "oidc")
  const all = [...visitor.cookies.values()].map(({ name, value }) => `${name}=${value}`).join("; ")
  expect(all.length).toBeLessThan(1_000)
})

test(
  "a second session cookie, which another path of the host can set over plain http, signs no visitor in to another account",
  { tag: "@fixation" },
  async ({ visitor, app, hostile }) => {
    await signIn(visitor, "oidc")
    const attacker = new Visitor(app.origin)
    hostile.behave({ user: { sub: "666", name: "Mallory" } })
    await signIn(attacker, "oidc")
    const pair = (of: Visitor) =>
      of.cookiesNamed("session-").map(({ name, value }) => `${name}=${value}`)[0] ?? ""
    const [own, planted] = [pair(visitor), pair(attacker)]
    const read = async (...cookies: string[]) => {
      const headers = { cookie: cookies.join("; ") }
      return (await new Visitor(app.origin).get("/api/auth/session", { headers })).text
    }
    expect(await read(own, planted)).toBe("null")
    expect(await read(planted, own)).toBe("null")
    const dead = planted.replace(/=.*/, `=${"A".repeat(43)}`)
    for (const cookies of [
      [own, own],
      [dead, own],
      [own, dead],
    ])
      expect(await read(...cookies)).toContain("Hanna Hostile")
  },
)

test(
  "the database stores only the hash of the session token",
  { tag: "@leak" },
  async ({ visitor, records }) => {
    await signIn(visitor, "oidc")
    const token = visitor.cookiesNamed("session-")[0]?.value ?? ""
    const [row] = await records.query<{ sessionToken: string }>('SELECT "sessionToken" FROM "Session"')
    const digest = createHash("sha256").update(token).digest()
    expect([digest.toString("base64url"), digest.toString("hex")]).toContain(row?.sessionToken)
    expect(await records.everything()).not.toContain(token)
  },
)

test(
  "provider tokens are sealed in the database and appear in no cookie",
  { tag: "@leak" },
  async ({ visitor, hostile, records }) => {
    const secrets: string[] = []
    hostile.behave({
      token: (response) => {
        const all = { ...response, custom_secret: "custom-secret-of-the-provider" }
        secrets.push(
          ...["access_token", "refresh_token", "id_token", "custom_secret"].map((name) =>
            String(all[name as keyof typeof all]),
          ),
        )
        return all
      },
    })
    await signIn(visitor, "oidc")
    expect(secrets).toHaveLength(4)
    const stored = await records.everything()
    expect(stored, "the search finds unencrypted values").toContain("Hanna Hostile")
    const cookies = JSON.stringify([...visitor.cookies.values()])
    for (const secret of secrets) {
      expect(stored).not.toContain(secret)
      expect(cookies).not.toContain(secret)
    }
    const [account] = await records.query('SELECT "access_token", "refresh_token", "id_token" FROM "Account"')
    for (const value of Object.values(account ?? {})) expect(String(value).length).toBeGreaterThan(40)
  },
)

const garbage = [
  "",
  "x",
  "a.b.c.d.e",
  "%",
  "%00",
  "\u00ff",
  "null",
  "{}",
  "eyJhbGciOiJub25lIn0..",
  "a".repeat(4_000),
]

for (const value of garbage) {
  const name = JSON.stringify(value.slice(0, 24))
  test(`cookies with the value ${name} are ignored`, { tag: "@malformed" }, async ({ visitor, app }) => {
    const port = new URL(app.origin).port
    const cookie = [
      `session-${port}=${value}`,
      `attempt-${port}-x=${value}`,
      `attempt-${port}=${value}`,
      value,
    ].join("; ")
    const headers = { cookie: Buffer.from(cookie).toString("latin1") }
    expect((await visitor.get("/api/auth/session", { headers })).text).toBe("null")
    expect((await visitor.get("/dashboard", { headers })).status).toBe(307)
    expect((await visitor.get("/signin", { headers })).status).toBe(200)
    expect((await visitor.post("/api/auth/signin/oidc", { headers })).status).toBe(303)
    expect((await visitor.post("/api/auth/signout", { headers })).status).toBe(303)
    const callback = await visitor.get("/api/auth/oidc/callback?state=x&code=y", { headers })
    expect(callback.status).toBe(400)
  })
}

test(
  "an attempt cookie whose value was swapped or truncated is rejected",
  { tag: ["@state", "@GHSA-wxw3-q3m9-c3jr", "@GHSA-fg6f-75jq-6523"] },
  async ({ visitor, app }) => {
    const first = await approve(visitor, await begin(visitor, "oidc"))
    const second = await approve(visitor, await begin(visitor, "oidc"))
    const [one, two] = visitor.cookiesNamed("attempt-")
    const swapped = `${one?.name}=${two?.value}; ${two?.name}=${one?.value}`
    const truncated = `${one?.name}=${one?.value.slice(0, -2)}; ${two?.name}=x${two?.value}`
    for (const cookie of [swapped, truncated])
      for (const callback of [first, second])
        expectError(await visitor.copy().get(callback, { headers: { cookie } }), "attempt_missing", 400)
    expectSignedIn(await visitor.get(first), `${app.origin}/dashboard`)
  },
)

test(
  "a session token in an attempt cookie, and a sealed attempt in a session cookie, are rejected",
  { tag: ["@sealed-purpose", "@GHSA-v64w-49xw-qq89"] },
  async ({ visitor }) => {
    await signIn(visitor, "oidc")
    const session = visitor.cookiesNamed("session-")[0]
    const callback = await approve(visitor, await begin(visitor, "oidc"))
    const attempt = visitor.cookiesNamed("attempt-")[0]
    const cookie = `${session?.name}=${attempt?.value}; ${attempt?.name}=${session?.value}`
    expect((await visitor.get("/api/auth/session", { headers: { cookie } })).text).toBe("null")
    expect((await visitor.get(callback, { headers: { cookie } })).status).toBe(400)
    expect(await currentUser(visitor)).not.toBeNull()
  },
)
