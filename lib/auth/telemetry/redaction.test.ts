import { expect, test } from "@playwright/test"
import { redact, redacted } from "./redaction"

const names = [
  "code",
  "authCode",
  "auth_code",
  "state",
  "nonce",
  "code_verifier",
  "access_token",
  "refreshToken",
  "oauth_token",
  "oauth_token_secret",
  "client_secret",
  "clientSecret",
  "secret",
  "appsecret_proof",
  "oauth_verifier",
  "request_uri",
  "password",
]

for (const name of names)
  test(`${name} is redacted at any depth`, { tag: "@leak" }, () => {
    const text = JSON.stringify(redact({ [name]: "s3cret", list: [{ deep: { [name]: ["s3cret"] } }] }))
    expect(text).not.toContain("s3cret")
  })

test("a field of an unknown name is shown without its value", { tag: "@leak" }, () => {
  const fields = {
    api_key: "s3cret",
    list: ["s3cret"],
    pin: 4711,
    sid: "s3cret",
    deep: { "x-session": "s3cret" },
  }
  expect(redact(fields)).toEqual({
    api_key: "[redacted]",
    list: ["[redacted]"],
    pin: "[redacted]",
    sid: "[redacted]",
    deep: { "x-session": "[redacted]" },
  })
})

test("the private members of a key are redacted", { tag: "@leak" }, () => {
  const keys = [{ kty: "RSA", kid: "one", n: "n", e: "AQAB", d: "s3cret", p: "s3cret", k: "s3cret" }]
  const shown = [{ kty: "RSA", kid: "one", n: "n", e: "AQAB", d: redacted, p: redacted, k: redacted }]
  expect(redact({ body: { keys } })).toEqual({ body: { keys: shown } })
})

test("an address is shown without its query", { tag: "@leak" }, () => {
  expect(redact({ avatar_url: "https://cdn.example/p.png?signature=s3cret" })).toEqual({
    avatar_url: "https://cdn.example/p.png?[redacted]",
  })
})

test("the text of an error is shown without words that may be a token", { tag: "@leak" }, () => {
  const error_description = "The code 0123456789abcdefghij is expired"
  expect(redact({ error_description })).toEqual({ error_description: "The code [redacted] is expired" })
  expect(redact({ message: "hunter22x is no secret of ada@example.com, see client_secret_basic" })).toEqual({
    message: "[redacted] is no secret of [redacted], see client_secret_basic",
  })
  const words = "invalidRequestMessage: token_endpoint_auth_method."
  expect(redact({ detail: `${words} a-token-of-the-provider AbcdefghIjklmnopqrstuvwxyz` })).toEqual({
    detail: `${words} [redacted] [redacted]`,
  })
})

test("known fields are unchanged", () => {
  const fields = {
    client_id: "app",
    scope: "openid",
    code_challenge_method: "S256",
    session_state: "x",
    n: [1],
    scopes_supported: ["openid"],
    displayName: "Ada",
    avatarUrl: "https://cdn.example/p.png",
    newsletter: true,
    nothing: null,
  }
  expect(redact(fields)).toEqual(fields)
})

test("only known headers and the scheme of Authorization are kept", { tag: "@leak" }, () => {
  const headers = {
    accept: "application/json",
    authorization: "Basic czNjcmV0",
    "x-api-key": "s3cret",
    "freelancer-oauth-v1": "s3cret",
  }
  expect(redact({ headers })).toEqual({
    headers: {
      accept: "application/json",
      authorization: "Basic [redacted]",
      "x-api-key": "[redacted]",
      "freelancer-oauth-v1": "[redacted]",
    },
  })
  expect(redact({ headers: { authorization: "s3cret" } })).toEqual({
    headers: { authorization: "[redacted]" },
  })
})

test("an ID token is shown with its claims, without nonce and signature", { tag: "@leak" }, () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url")
  const header = { alg: "ES256", kid: "one" }
  const id_token = [part(header), part({ iss: "https://i.example", nonce: "s3cret" }), "c2lnbmF0dXJl"].join(
    ".",
  )
  expect(redact({ id_token })).toEqual({
    id_token: { header, claims: { iss: "https://i.example", nonce: "[redacted]" } },
  })
  expect(redact({ id_token: "s3cret" })).toEqual({ id_token: "[redacted]" })
})
