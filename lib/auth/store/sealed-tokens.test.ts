import { expect, test } from "@playwright/test"
import "../../environment.fixture"
import { seal } from "../crypto/seal"
import { isSealed, rowName, type TokenRow } from "../crypto/sealing.mjs"
import type { Tokens } from "../oauth"
import { openToken, sealPlaintext, sealTokens } from "./sealed-tokens"

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

const empty = { access_token: null, refresh_token: null, id_token: null, extra: null }

async function sealedFor(row: TokenRow) {
  return { ...empty, ...(await sealTokens(tokens, row)) }
}

test("sealed tokens open for their row", async () => {
  const sealed = await sealedFor(github)
  expect(await openToken(sealed, "access_token", github)).toBe("the-access-token")
  expect(await openToken(sealed, "refresh_token", github)).toBe("the-refresh-token")
  expect(await openToken(sealed, "id_token", github)).toBe("the.id.token")
  expect(await openToken(sealed, "extra", github)).toEqual({ oauth_token_secret: "the-secret" })
  expect(JSON.stringify(sealed)).not.toMatch(/the-|the\./)
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
