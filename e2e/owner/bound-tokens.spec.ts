// Tokens that are bound to a key (DPoP, RFC 9449), at a provider that accepts no others, and an owner's calls of its API.
import { calculateJwkThumbprint, decodeJwt, decodeProtectedHeader } from "jose"
import { appScope, openApp, type App } from "../support/app"
import { test as base, expect, Visitor } from "../support/fixtures"
import { begin, expectSignedIn } from "../support/flow"
import { Records } from "../support/records"
import { startStrictProvider, type StrictProvider } from "../support/strict-provider"

const test = base.extend<object, { strict: StrictProvider; app: App; rows: Records }>({
  strict: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const strict = await startStrictProvider()
      await use(strict)
      await strict.close()
    },
    { scope: "worker" },
  ],
  app: [
    async ({ strict }, use, { project, workerIndex }) => {
      const env = { ...strict.env, AUTH_OIDC_USERINFO: "" }
      const app = await openApp({ project: project.name, label: `bound-${workerIndex}`, env })
      await use(app)
      await app.close()
    },
    appScope,
  ],
  rows: [
    async ({ app }, use) => {
      const rows = new Records(app.database)
      await use(rows)
      await rows.close()
    },
    { scope: "worker" },
  ],
})

test.beforeEach(async ({ strict, rows }) => {
  await rows.query('DELETE FROM "User"')
  strict.sent.length = 0
})

async function signIn(app: App): Promise<Visitor> {
  const visitor = new Visitor(app.origin)
  let url = await begin(visitor, "oidc")
  while (!url.startsWith(visitor.origin)) url = (await visitor.get(url)).location
  expectSignedIn(await visitor.get(url), `${visitor.origin}/dashboard`)
  return visitor
}

async function json(visitor: Visitor, path: string): Promise<Record<string, unknown>> {
  return JSON.parse((await visitor.get(path)).text) as Record<string, unknown>
}

const call = (visitor: Visitor, url: string) =>
  json(visitor, `/api/call?provider=oidc&url=${encodeURIComponent(url)}`)

/** The requests with a proof. */
function proven({ sent }: StrictProvider): string[] {
  return sent.filter(({ proof }) => proof !== undefined).map(({ request }) => request)
}

/** The thumbprints of the keys of all proofs. */
async function keysOf({ sent }: StrictProvider): Promise<string[]> {
  const proofs = sent.flatMap(({ proof }) => (proof === undefined ? [] : [proof]))
  const thumbprints = proofs.map((proof) => calculateJwkThumbprint(decodeProtectedHeader(proof).jwk ?? {}))
  return [...new Set(await Promise.all(thumbprints))]
}

test("a user signs in with a key of the sign-in, and again with another key", async ({ app, strict }) => {
  await signIn(app)
  // The pushed request brings the nonce for all further ones.
  expect(proven(strict)).toEqual(["POST /request", "POST /request", "POST /token", "GET /me"])
  const [first] = await keysOf(strict)
  expect(await keysOf(strict)).toHaveLength(1)
  strict.sent.length = 0
  await signIn(app)
  expect(await keysOf(strict)).toHaveLength(1)
  expect((await keysOf(strict))[0]).not.toBe(first)
})

test(
  "getAccessToken says that the token is bound, and does not return the key",
  { tag: "@leak" },
  async ({ app }) => {
    const visitor = await signIn(app)
    const token = await json(visitor, "/api/token?provider=oidc")
    expect(token).toMatchObject({ status: "ok", tokenType: "DPoP", tokenSecret: null })
    expect(Object.keys(token).toSorted()).toEqual([
      "accessToken",
      "expiresAt",
      "scope",
      "status",
      "tokenSecret",
      "tokenType",
    ])
  },
)

test("providerFetch calls the API with proofs by the token's key and the API's nonce", async ({
  app,
  strict,
}) => {
  const visitor = await signIn(app)
  const [key] = await keysOf(strict)
  strict.sent.length = 0
  expect(await call(visitor, `${strict.issuer}/api?x=1`)).toEqual({ status: 200, body: '{"user":"ada"}' })
  expect(strict.sent.map(({ request, scheme }) => `${scheme} ${request}`)).toEqual([
    "DPoP GET /api",
    "DPoP GET /api",
  ])
  expect(await keysOf(strict)).toEqual([key])
  expect(await call(visitor, `${strict.issuer}/api`)).toMatchObject({ status: 200 })
  expect(strict.sent, "the nonce is used again").toHaveLength(3)
})

test(
  "providerFetch refreshes a token that the API rejects, once, with the same key",
  { tag: "@refresh-race" },
  async ({ app, strict }) => {
    const visitor = await signIn(app)
    const [key] = await keysOf(strict)
    await strict.endAccessToken()
    strict.sent.length = 0
    const results = await Promise.all([1, 2, 3].map(() => call(visitor, `${strict.issuer}/api`)))
    expect(results).toEqual([1, 2, 3].map(() => ({ status: 200, body: '{"user":"ada"}' })))
    expect(strict.sent.filter(({ request }) => request === "POST /token")).toHaveLength(1)
    expect(await keysOf(strict)).toEqual([key])
  },
)

test(
  "the key survives in the row alone, and opens in no other row",
  { tag: "@sealed-purpose" },
  async ({ app, strict, rows }) => {
    const visitor = await signIn(app)
    const columns = await rows.query('SELECT to_jsonb(a)::text AS "text" FROM "Account" a')
    expect(JSON.stringify(columns)).not.toMatch(/P-256|"d"/)
    await rows.query(`UPDATE "Account" SET "providerAccountId" = 'another'`)
    expect(await call(visitor, `${strict.issuer}/api`)).toEqual({
      status: "consent_needed",
      reason: "unreadable",
    })
  },
)

test("a token reaches no host that the owner did not name", { tag: "@ssrf" }, async ({ app, strict }) => {
  const visitor = await signIn(app)
  strict.sent.length = 0
  for (const url of [
    "https://attacker.example/api",
    strict.issuer.replace("localhost", "127.0.0.1"),
    strict.issuer.replace(/:\d+$/, ":1"),
    strict.issuer.replace("http:", "https:"),
    `${strict.issuer}@attacker.example/`,
    "file:///etc/passwd",
  ]) {
    const { thrown } = await call(visitor, url)
    expect(String(thrown), url).toMatch(/is no API of .* AUTH_OIDC_APIS/)
  }
  expect(strict.sent).toEqual([])
})

test("a visitor without a session calls no API", { tag: "@idor" }, async ({ app, strict }) => {
  expect(await call(new Visitor(app.origin), `${strict.issuer}/api`)).toEqual({ status: "signed_out" })
  expect(await json(await signIn(app), "/api/call?provider=github&url=https://api.github.com/user")).toEqual({
    status: "not_linked",
  })
})

test("signing out at the provider revokes the tokens with proofs by their key", async ({ app, strict }) => {
  const visitor = await signIn(app)
  const [key] = await keysOf(strict)
  strict.sent.length = 0
  await visitor.post("/api/auth/signout", { form: { federated: "true" } })
  await expect
    .poll(() => proven(strict).filter((request) => request === "POST /token/revocation").length)
    .toBe(2)
  expect(await keysOf(strict)).toEqual([key])
  const proof = strict.sent.find(({ request }) => request === "POST /token/revocation")?.proof ?? ""
  expect(decodeJwt(proof)).toMatchObject({ htm: "POST", htu: `${strict.issuer}/token/revocation` })
})
