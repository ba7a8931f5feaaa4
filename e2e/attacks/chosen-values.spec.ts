// What a caller cannot choose: what the request to the provider says, and what we seal.
import { expect, test } from "../support/fixtures"
import { approve, begin, expectRefused, expectSignedIn } from "../support/flow"

test.use({ cast: "hostile" })

for (const { name, code, status } of [
  { name: "state", code: "attempt_missing", status: 400 },
  { name: "nonce", code: "id_token_invalid", status: 502 },
  // The provider checks it, and so holds the visitor's browser to what we began.
  { name: "code_challenge", code: "token_refused", status: 502 },
])
  test(
    `an authorization request from which ${name} was taken away signs nobody in`,
    { tag: ["@stripped-check", "@GHSA-7r7x-4c4q-c4qf"] },
    async ({ visitor, records, hostile }) => {
      // To the hostile provider a request without a nonce is none of OpenID Connect.
      const id_token = await hostile.sign(claimsWithoutNonce(hostile.origin))
      if (name === "nonce") hostile.behave({ token: (it) => ({ ...it, id_token }) })
      const authorization = new URL(await begin(visitor, "oidc"))
      authorization.searchParams.delete(name)
      const callback = new URL(await approve(visitor, authorization.href))
      callback.searchParams.set("iss", hostile.origin)
      expectRefused(await visitor.get(callback.href), code, status)
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
  "fields of the form choose nothing that we send to the provider",
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

test("each sign-in has secrets of its own", { tag: "@state" }, async ({ visitor }) => {
  const one = new URL(await begin(visitor, "oidc")).searchParams
  const other = new URL(await begin(visitor, "oidc")).searchParams
  const secrets = ["state", "nonce", "code_challenge"].flatMap((name) => [one.get(name), other.get(name)])
  expect(new Set(secrets).size).toBe(6)
})

test(
  "a state that the caller chose gets no cookie and opens none",
  { tag: ["@signing-oracle", "@CVE-2026-121802"] },
  async ({ visitor }) => {
    await begin(visitor, "oidc", chosen)
    const cookies = visitor.cookiesNamed("attempt-")
    const refused = await visitor.get("/api/auth/oidc/callback?state=chosen-by-the-caller&code=x")
    expectRefused(refused, "attempt_missing", 400)
    expect(visitor.cookiesNamed("attempt-")).toEqual(cookies)
  },
)

test(
  "a destination adds nothing to the request to the provider",
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
