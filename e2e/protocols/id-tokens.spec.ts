// ID token validation (OpenID Connect Core section 3.1.3.7).
import { decodeJwt } from "jose"
import { expect, test } from "../support/fixtures"
import { approve, begin, currentUser, errorCode, expectSignedIn, signIn } from "../support/flow"
import { testInvalidResponses, type InvalidResponse } from "../support/invalid-responses"

test.use({ providerSet: "hostile" })

const now = () => Math.floor(Date.now() / 1000)

const idTokens: Omit<InvalidResponse, "code">[] = [
  {
    title: "is missing",
    tag: "@stripped-check",
    behaviour: { token: (it) => ({ ...it, id_token: undefined }) },
  },
  {
    title: "is for another audience",
    tag: ["@identity", "@GHSA-p2fr-6hmx-4528"],
    behaviour: { claims: (it) => ({ ...it, aud: "another-client" }) },
  },
  {
    title: "has two audiences and no authorized party",
    tag: ["@identity", "@GHSA-p2fr-6hmx-4528"],
    behaviour: { claims: (it) => ({ ...it, aud: ["client", "b"] }) },
  },
  {
    title: "is from another issuer",
    tag: "@mix-up",
    behaviour: { claims: (it) => ({ ...it, iss: "https://attacker.example" }) },
  },
  {
    title: "has another nonce",
    tag: "@replay",
    behaviour: { claims: (it) => ({ ...it, nonce: "another" }) },
  },
  {
    title: "has no nonce",
    tag: "@stripped-check",
    behaviour: { claims: (it) => ({ ...it, nonce: undefined }) },
  },
  {
    title: "has expired",
    tag: "@replay",
    behaviour: { claims: (it) => ({ ...it, iat: now() - 900, exp: now() - 600 }) },
  },
  {
    title: "never expires",
    tag: "@stripped-check",
    behaviour: { claims: (it) => ({ ...it, exp: undefined }) },
  },
  { title: "has no subject", tag: "@identity", behaviour: { claims: (it) => ({ ...it, sub: undefined }) } },
  {
    title: "has no signature",
    tag: "@stripped-check",
    behaviour: {
      idToken: (token) => {
        const head = Buffer.from('{"alg":"none"}').toString("base64url")
        return `${head}.${token.split(".")[1]}.`
      },
    },
  },
  {
    title: "was changed after it was signed",
    tag: "@identity",
    behaviour: { idToken: (token) => withClaims(token, { name: "Admin" }) },
  },
  { title: "is not a JWT", tag: "@malformed", behaviour: { idToken: () => "a.b.c" } },
]

testInvalidResponses(
  idTokens.map((invalid) => ({ ...invalid, code: "id_token_invalid" })),
  (title) => `an ID token that ${title} is rejected`,
)

test(
  "an ID token signed with a key that the issuer does not have is rejected",
  { tag: "@identity" },
  async ({ visitor, hostile }) => {
    hostile.behave({ idToken: (token) => hostile.forger.sign(decodeJwt(token)) })
    const response = await signIn(visitor, "oidc")
    expect(errorCode(response)).toBe("id_token_invalid")
    expect(await currentUser(visitor)).toBeNull()
  },
)

for (const [param, value, claim, valid, invalid, code] of [
  ["max_age", "60", "auth_time", now, () => now() - 600, "not_asked_again"],
  ["acr_values", "gold silver", "acr", () => "silver", () => "bronze", "insufficient_user_authentication"],
] as const)
  test(
    `the requested ${param} is checked against the ID token`,
    { tag: "@stripped-check" },
    async ({ visitor, hostile, app }) => {
      for (const received of [() => undefined, invalid, valid]) {
        hostile.behave({ claims: (it) => ({ ...it, [claim]: received() }) })
        const authorization = await begin(visitor, "oidc", { [param]: value })
        expect(new URL(authorization).searchParams.get(param)).toBe(value)
        const response = await visitor.get(await approve(visitor, authorization))
        if (received === valid) expectSignedIn(response, `${app.origin}/dashboard`)
        else expect(errorCode(response)).toBe(code)
      }
    },
  )

test("authorization params that need an ID token are rejected for OAuth 2.0", async ({ visitor }) => {
  for (const form of [{ max_age: "60" }, { acr_values: "gold" }] as Record<string, string>[]) {
    const response = await visitor.post("/api/auth/signin/oauth2", { form })
    expect({ status: response.status, code: errorCode(response) }).toEqual({
      status: 403,
      code: "insufficient_user_authentication",
    })
    expect(visitor.cookiesNamed("attempt-")).toEqual([])
  }
})

/** Replaces claims and keeps the signature. */
function withClaims(token: string, claims: Record<string, unknown>): string {
  const [head, , signature] = token.split(".")
  const body = Buffer.from(JSON.stringify({ ...decodeJwt(token), ...claims })).toString("base64url")
  return [head, body, signature].join(".")
}
