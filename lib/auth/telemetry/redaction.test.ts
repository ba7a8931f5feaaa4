import { expect, test } from "@playwright/test"
import { redact } from "./redaction"

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

test("fields without secrets are unchanged", () => {
  const fields = {
    client_id: "app",
    scope: "openid",
    code_challenge_method: "S256",
    session_state: "x",
    n: [1],
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
