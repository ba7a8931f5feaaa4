// OpenID Connect Core section 3.1.3.7: what an ID token must say, and who must have signed it.
import { decodeJwt } from "jose"
import { expect, test } from "./fixtures"
import { codeOf, signIn, whoAmI } from "./flow"
import { type Lie, refuseEach } from "./lies"

test.use({ cast: "hostile" })

const now = () => Math.floor(Date.now() / 1000)

const idTokens: Omit<Lie, "code">[] = [
  { title: "is missing", behaviour: { token: (it) => ({ ...it, id_token: undefined }) } },
  { title: "is for another audience", behaviour: { claims: (it) => ({ ...it, aud: "another-client" }) } },
  {
    title: "has two audiences and no authorized party",
    behaviour: { claims: (it) => ({ ...it, aud: ["client", "b"] }) },
  },
  {
    title: "is from another issuer",
    behaviour: { claims: (it) => ({ ...it, iss: "https://attacker.example" }) },
  },
  { title: "has another nonce", behaviour: { claims: (it) => ({ ...it, nonce: "another" }) } },
  { title: "has no nonce", behaviour: { claims: (it) => ({ ...it, nonce: undefined }) } },
  { title: "has expired", behaviour: { claims: (it) => ({ ...it, iat: now() - 900, exp: now() - 600 }) } },
  { title: "never expires", behaviour: { claims: (it) => ({ ...it, exp: undefined }) } },
  { title: "has no subject", behaviour: { claims: (it) => ({ ...it, sub: undefined }) } },
  {
    title: "has no signature",
    behaviour: {
      idToken: (token) => {
        const head = Buffer.from('{"alg":"none"}').toString("base64url")
        return `${head}.${token.split(".")[1]}.`
      },
    },
  },
  {
    title: "was changed after it was signed",
    behaviour: { idToken: (token) => withClaims(token, { name: "Admin" }) },
  },
  { title: "is no token", behaviour: { idToken: () => "a.b.c" } },
]

refuseEach(
  idTokens.map((lie) => ({ ...lie, code: "id_token_invalid" })),
  (lie) => `an ID token that ${lie} is refused`,
)

test("an ID token signed with a key that the issuer does not have is refused", async ({
  visitor,
  hostile,
}) => {
  hostile.behave({ idToken: (token) => hostile.forger.sign(decodeJwt(token)) })
  const answer = await signIn(visitor, "oidc")
  expect(codeOf(answer)).toBe("id_token_invalid")
  expect(await whoAmI(visitor)).toBeNull()
})

/** Replaces claims and keeps the signature. */
function withClaims(token: string, claims: Record<string, unknown>): string {
  const [head, , signature] = token.split(".")
  const body = Buffer.from(JSON.stringify({ ...decodeJwt(token), ...claims })).toString("base64url")
  return [head, body, signature].join(".")
}
