import { expect, test } from "@playwright/test"
import "../../environment.fixture"
import { seal } from "../crypto/seal"
import { isSealed, rowName, type TokenRow } from "../crypto/sealing.mjs"
import type { Tokens } from "../oauth"
import {
  openBoundToken,
  openExtended,
  openLogoutHint,
  openToken,
  sealExtended,
  sealLogoutHint,
  sealPlaintext,
  sealTokens,
  sessionOfToken,
  tokensOfSession,
} from "./sealed-tokens"

const tokens: Tokens = {
  accessToken: "the-access-token",
  refreshToken: "the-refresh-token",
  idToken: "the.id.token",
  tokenType: "bearer",
  scope: "profile",
  expiresAt: 2_000_000_000,
  extra: { oauth_token_secret: "the-secret" },
}

const github = { provider: "github", issuer: "https://github.com/login/oauth", providerAccountId: "1" }

const empty = { access_token: null, refresh_token: null, id_token: null, extra: null, extendedTokens: null }

async function sealedFor(row: TokenRow, session?: string) {
  return { ...empty, ...(await sealTokens(tokens, row, session)) }
}

test("sealed tokens open for their row", async () => {
  const sealed = await sealedFor(github)
  expect(await openToken(sealed, "access_token", github)).toBe("the-access-token")
  expect(await openToken(sealed, "refresh_token", github)).toBe("the-refresh-token")
  expect(await openToken(sealed, "id_token", github)).toBe("the.id.token")
  expect(await openToken(sealed, "extra", github)).toEqual({ oauth_token_secret: "the-secret" })
  expect(JSON.stringify(sealed)).not.toMatch(/the-|the\./)
})

test("a bound token opens with its key in its own row only", { tag: "@sealed-purpose" }, async () => {
  const dpopKey = { kty: "EC", crv: "P-256", x: "x", y: "y", d: "the-d" } as const
  const sealed = { ...empty, ...(await sealTokens({ ...tokens, dpopKey }, github, undefined)) }
  for (const column of ["access_token", "refresh_token"] as const) {
    expect(await openBoundToken(sealed, column, github)).toMatchObject({ dpopKey })
    expect(await openBoundToken(sealed, column, { ...github, providerAccountId: "2" })).toBeUndefined()
  }
  expect(JSON.stringify(sealed)).not.toContain("the-d")
  const bearer = await sealedFor(github)
  expect(await openBoundToken(bearer, "access_token", github)).toEqual({
    token: "the-access-token",
    dpopKey: undefined,
  })
})

test("a sealed token does not open in another row", { tag: "@sealed-purpose" }, async () => {
  const sealed = await sealedFor(github)
  expect(await openToken(sealed, "access_token", { ...github, providerAccountId: "2" })).toBeUndefined()
  expect(await openToken(sealed, "access_token", { ...github, provider: "google" })).toBeUndefined()
})

test("a sealed token does not open for another issuer", { tag: ["@sealed-purpose", "@mix-up"] }, async () => {
  const sealed = await sealedFor(github)
  expect(
    await openToken(sealed, "access_token", { ...github, issuer: "https://git.example" }),
  ).toBeUndefined()
})

test("a token that was sealed before accounts had an issuer opens in its row", async () => {
  const sealed = await sealedFor({ ...github, issuer: "" })
  expect(await openToken(sealed, "access_token", github)).toBe("the-access-token")
  expect(await openToken(sealed, "access_token", { ...github, providerAccountId: "2" })).toBeUndefined()
})

test("a sealed token does not open in another column", { tag: "@sealed-purpose" }, async () => {
  const sealed = await sealedFor(github)
  const moved = { ...sealed, access_token: sealed.refresh_token }
  expect(await openToken(moved, "access_token", github)).toBeUndefined()
})

test("a value sealed for another purpose is rejected as a token", { tag: "@sealed-purpose" }, async () => {
  const claim = { row: rowName(github), column: "access_token", value: "forged" }
  const sealed = { ...empty, access_token: await seal("attempt", claim) }
  expect(await openToken(sealed, "access_token", github)).toBeUndefined()
})

test("tokens name the session whose sign-in gave them", async () => {
  const sealed = await sealedFor(github, "s1")
  expect(await sessionOfToken(sealed, "refresh_token", github)).toBe("s1")
  expect(await sessionOfToken(await sealedFor(github), "refresh_token", github)).toBeUndefined()
  expect(await sessionOfToken(sealed, "refresh_token", { ...github, provider: "google" })).toBeUndefined()
})

/** The names of the tokens that a session may revoke or send. */
async function ownTokens(sealed: Awaited<ReturnType<typeof sealedFor>>, session: string): Promise<string[]> {
  const own = await tokensOfSession({ ...sealed, row: github }, session)
  return (["access_token", "refresh_token", "id_token"] as const).filter((column) => own[column] !== null)
}

test("tokens belong to the session whose sign-in gave them", { tag: "@session-end" }, async () => {
  const all = ["access_token", "refresh_token", "id_token"]
  const sealed = await sealedFor(github, "s2")
  expect(await ownTokens(sealed, "s2")).toEqual(all)
  expect(await ownTokens(sealed, "s1")).toEqual([])
  expect(await ownTokens(await sealedFor(github), "s1"), "tokens of an older version").toEqual(all)
})

test(
  "an access token is left while the refresh token belongs to another session",
  { tag: "@session-end" },
  async () => {
    const { refresh_token } = await sealedFor(github, "s1")
    const mixed = { ...(await sealedFor(github, "s2")), refresh_token }
    expect(await ownTokens(mixed, "s1")).toEqual(["refresh_token"])
    expect(await ownTokens(mixed, "s2")).toEqual(["id_token"])
    expect(await ownTokens({ ...mixed, refresh_token: null }, "s2")).toEqual(["access_token", "id_token"])
  },
)

test("the logout hint of a session opens only for that session", { tag: "@sealed-purpose" }, async () => {
  const hint = await sealLogoutHint("the.id.token", "s1")
  expect(await openLogoutHint(hint, "s1")).toBe("the.id.token")
  expect(await openLogoutHint(hint, "s2")).toBeUndefined()
  expect(await openToken({ ...empty, id_token: hint }, "id_token", github)).toBeUndefined()
  expect(await openLogoutHint((await sealedFor(github, "s1")).id_token, "s1")).toBeUndefined()
  expect([await sealLogoutHint(null, "s1"), await openLogoutHint(null, "s1")]).toEqual([null, undefined])
})

test("a plaintext token does not open, and can be sealed for its row", async () => {
  const plain = { ...empty, access_token: "plain", refresh_token: "plain too" }
  expect(await openToken(plain, "access_token", github)).toBeUndefined()
  const sealed = await sealPlaintext(plain, github)
  expect(Object.keys(sealed ?? {})).toEqual(["access_token", "refresh_token"])
  expect(await openToken({ ...empty, ...sealed }, "refresh_token", github)).toBe("plain too")
})

test("a sealed token is not sealed again", async () => {
  const sealed = await sealedFor(github)
  expect(await sealPlaintext(sealed, github)).toBeNull()
  expect(Object.keys((await sealPlaintext({ ...sealed, id_token: "plain" }, github)) ?? {})).toEqual([
    "id_token",
  ])
})

const otherTokens = {
  "an opaque token": "gho_16C7e42F292c6912E7710c838347Ae178B4a",
  "an empty text": "",
  "a signed JWT": "eyJhbGciOiJSUzI1NiJ9.e30.c2ln",
  // Auth0 issues these as opaque access tokens.
  "an encrypted JWT of a provider": `${header({ alg: "dir", enc: "A256GCM", iss: "https://x.eu.auth0.com/" })}..iv.text.tag`,
  "an encrypted JWT that names a long key id": `${header({ alg: "dir", enc: "A256GCM", kid: "2024-06-rotation" })}..iv.text.tag`,
}
for (const [title, token] of Object.entries(otherTokens))
  test(`${title} is not recognized as sealed`, () => {
    expect(isSealed(token)).toBe(false)
  })

function header(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url")
}

test("tokens of further scopes open for their row and column only", { tag: "@sealed-purpose" }, async () => {
  const { extendedTokens, extendedScope } = await sealExtended(tokens, github, "s1")
  expect(extendedScope).toBe("profile")
  expect(extendedTokens).not.toContain("the-")
  const stored = { ...empty, extendedTokens }
  expect(await openExtended(stored, github)).toEqual({
    accessToken: "the-access-token",
    refreshToken: "the-refresh-token",
    expiresAt: 2_000_000_000,
    extra: tokens.extra,
  })
  expect(await openExtended(stored, { ...github, providerAccountId: "2" })).toBeUndefined()
  expect(
    await openExtended({ ...empty, extendedTokens: (await sealedFor(github)).extra }, github),
  ).toBeUndefined()
  expect(await openExtended(empty, github)).toBeUndefined()
})

test(
  "tokens of further scopes belong to the session that was allowed them",
  { tag: "@session-end" },
  async () => {
    const { extendedTokens } = await sealExtended(tokens, github, "s1")
    const stored = { ...empty, extendedTokens, row: github }
    expect((await tokensOfSession(stored, "s1")).extendedTokens).toBe(extendedTokens)
    expect((await tokensOfSession(stored, "s2")).extendedTokens).toBeNull()
  },
)
