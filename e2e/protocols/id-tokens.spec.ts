// OpenID Connect Core section 3.1.3.7: what an ID token must say, and who must have signed it.
import { decodeJwt } from "jose"
import { expect, test } from "../support/fixtures"
import { approve, begin, codeOf, expectSignedIn, signIn, whoAmI } from "../support/flow"
import { type Lie, refuseEach } from "../support/invalid-responses"

test.use({ cast: "hostile" })

const now = () => Math.floor(Date.now() / 1000)

const idTokens: Omit<Lie, "code">[] = [
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
  { title: "is no token", tag: "@malformed", behaviour: { idToken: () => "a.b.c" } },
]

refuseEach(
  idTokens.map((lie) => ({ ...lie, code: "id_token_invalid" })),
  (lie) => `an ID token that ${lie} is refused`,
)

test(
  "an ID token signed with a key that the issuer does not have is refused",
  { tag: "@identity" },
  async ({ visitor, hostile }) => {
    hostile.behave({ idToken: (token) => hostile.forger.sign(decodeJwt(token)) })
    const answer = await signIn(visitor, "oidc")
    expect(codeOf(answer)).toBe("id_token_invalid")
    expect(await whoAmI(visitor)).toBeNull()
  },
)

for (const [wish, value, claim, good, bad] of [
  ["max_age", "60", "auth_time", now(), now() - 600],
  ["acr_values", "gold silver", "acr", "silver", "bronze"],
] as const)
  test(
    `a wish for ${wish} is remembered until the ID token is there, and checked`,
    { tag: "@stripped-check" },
    async ({ visitor, hostile, app }) => {
      for (const said of [undefined, bad, good]) {
        hostile.behave({ claims: (it) => ({ ...it, [claim]: said }) })
        const authorization = await begin(visitor, "oidc", { [wish]: value })
        expect(new URL(authorization).searchParams.get(wish)).toBe(value)
        const answer = await visitor.get(await approve(visitor, authorization))
        if (said === good) expectSignedIn(answer, `${app.origin}/dashboard`)
        else expect(codeOf(answer)).toBe("id_token_invalid")
      }
    },
  )

test("wishes that only an ID token could show are refused without one", async ({ visitor }) => {
  for (const form of [{ max_age: "60" }, { acr_values: "gold" }] as Record<string, string>[]) {
    const answer = await visitor.post("/api/auth/signin/oauth2", { form })
    expect({ status: answer.status, code: codeOf(answer) }).toEqual({ status: 400, code: "invalid_request" })
    expect(visitor.cookiesNamed("attempt-")).toEqual([])
  }
})

/** Replaces claims and keeps the signature. */
function withClaims(token: string, claims: Record<string, unknown>): string {
  const [head, , signature] = token.split(".")
  const body = Buffer.from(JSON.stringify({ ...decodeJwt(token), ...claims })).toString("base64url")
  return [head, body, signature].join(".")
}
