// Callers cannot choose the parameters of the authorization request or sealed values.
import { expect, test } from "../support/fixtures"
import { approve, begin, expectError, expectSignedIn } from "../support/flow"

test.use({ providerSet: "hostile" })

for (const { name, code, status } of [
  { name: "state", code: "attempt_missing", status: 400 },
  { name: "nonce", code: "id_token_invalid", status: 502 },
  // The provider checks it, so the visitor's browser cannot remove it unnoticed.
  { name: "code_challenge", code: "token_refused", status: 502 },
])
  test(
    `an authorization request from which ${name} was removed does not sign in`,
    { tag: ["@stripped-check", "@GHSA-7r7x-4c4q-c4qf"] },
    async ({ visitor, records, hostile }) => {
      // Without a nonce the hostile provider does not treat the request as OpenID Connect.
      const id_token = await hostile.sign(claimsWithoutNonce(hostile.origin))
      if (name === "nonce") hostile.behave({ token: (it) => ({ ...it, id_token }) })
      const authorization = new URL(await begin(visitor, "oidc"))
      authorization.searchParams.delete(name)
      const callback = new URL(await approve(visitor, authorization.href))
      callback.searchParams.set("iss", hostile.origin)
      expectError(await visitor.get(callback.href), code, status)
      expect(await records.count("User")).toBe(0)
    },
  )

const chosen = {
  state: "chosen-by-the-caller",
  nonce: "chosen-by-the-caller",
  seed: "chosen-by-the-caller",
  code_verifier: "v".repeat(43),
  code_challenge: "c".repeat(43),
  redirect_uri: "https://evil.example/",
  client_id: "evil",
  scope: "admin",
  response_mode: "fragment",
}

test(
  "form fields do not change the authorization request",
  { tag: ["@signing-oracle", "@CVE-2026-121802"] },
  async ({ visitor, app }) => {
    const sent = new URL(await begin(visitor, "oidc", chosen)).searchParams
    const plain = new URL(await begin(visitor, "oidc")).searchParams
    expect([...sent.keys()].toSorted()).toEqual([...plain.keys()].toSorted())
    for (const [name, value] of Object.entries(chosen))
      expect([name, sent.get(name)]).not.toEqual([name, value])
    expect([...sent.values()]).not.toContain(chosen.seed)
    expect(sent.get("redirect_uri")).toBe(`${app.origin}/api/auth/oidc/callback`)
  },
)

test("each sign-in has its own state, nonce and code challenge", { tag: "@state" }, async ({ visitor }) => {
  const one = new URL(await begin(visitor, "oidc")).searchParams
  const other = new URL(await begin(visitor, "oidc")).searchParams
  const secrets = ["state", "nonce", "code_challenge"].flatMap((name) => [one.get(name), other.get(name)])
  expect(new Set(secrets).size).toBe(6)
})

test(
  "a state that the caller chose is rejected",
  { tag: ["@signing-oracle", "@CVE-2026-121802"] },
  async ({ visitor }) => {
    await begin(visitor, "oidc", chosen)
    const cookies = visitor.cookiesNamed("attempt-")
    const rejected = await visitor.get("/api/auth/oidc/callback?state=chosen-by-the-caller&code=x")
    expectError(rejected, "attempt_missing", 400)
    expect(visitor.cookiesNamed("attempt-")).toEqual(cookies)
  },
)

test(
  "a destination adds no parameters to the authorization request",
  { tag: ["@open-redirect", "@CVE-2025-67716"] },
  async ({ visitor, app }) => {
    const callbackUrl = "/dashboard?redirect_uri=https://evil.example&scope=admin&prompt=none#&client_id=evil"
    const authorization = new URL(await begin(visitor, "oidc", { callbackUrl }))
    expect(authorization.href).not.toContain("evil")
    expect(authorization.searchParams.has("prompt")).toBe(false)
    expectSignedIn(await visitor.get(await approve(visitor, authorization.href)), app.origin + callbackUrl)
  },
)

function claimsWithoutNonce(iss: string) {
  const now = Math.floor(Date.now() / 1000)
  return { iss, aud: "client", sub: "4711", iat: now, exp: now + 300 }
}
