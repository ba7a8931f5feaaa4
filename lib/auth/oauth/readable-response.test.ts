import { expect } from "@playwright/test"
import { SignJWT } from "jose"
import { authorizationResponse, contextAt, test } from "./context.fixture"
import { idTokenClaims, issuerResponder, type Issuer } from "./issuer.fixture"
import { oidc } from "./oidc"

const secret = new TextEncoder().encode("secret")
const withSecret: Issuer = {
  // As Keycloak does, the issuer announces both.
  document: () => ({ id_token_signing_alg_values_supported: ["ES256", "HS256"] }),
  idToken: async (origin) =>
    new SignJWT(idTokenClaims(origin)).setProtectedHeader({ alg: "HS256" }).sign(secret),
}

const unusable: [title: string, issuer: Issuer, code: string, check: string, hint: string][] = [
  [
    "a response without an ID token",
    { token: { id_token: undefined } },
    "id_token_invalid",
    "token_response",
    "scope openid",
  ],
  [
    "an ID token signed with the client secret",
    withSecret,
    "id_token_invalid",
    "id_token_alg",
    "choose RS256 or ES256",
  ],
  ["a page", { page: "<p>Please log in</p>" }, "token_invalid", "token_response", "a firewall"],
  [
    "a firewall's page",
    { page: "<p>Blocked</p>", tokenStatus: 403 },
    "token_invalid",
    "token_response",
    "a firewall",
  ],
]
for (const [title, issuer, code, check, hint] of unusable)
  test(`${title} is named, and the hint says what to do`, async ({ startServer }) => {
    const { origin } = await startServer(issuerResponder(issuer))
    await expect(oidc.complete(contextAt(origin), authorizationResponse())).rejects.toMatchObject({
      code,
      details: { check, hint: expect.stringContaining(hint) as unknown },
    })
  })

test("a page in place of the response to a pushed request is named", async ({ startServer }) => {
  const document = (origin: string) => ({ pushed_authorization_request_endpoint: `${origin}/token` })
  const { origin } = await startServer(
    issuerResponder({ document, page: "<p>Blocked</p>", tokenStatus: 403 }),
  )
  await expect(oidc.begin(contextAt(origin), {})).rejects.toMatchObject({
    code: "provider_refused",
    details: { check: "pushed_request", status: 403, hint: expect.stringContaining("a firewall") as unknown },
  })
})

test("an ID token signed with the client secret is accepted where the owner chose it", async ({
  startServer,
}) => {
  const { origin } = await startServer(issuerResponder(withSecret))
  const { profile } = await oidc.complete(contextAt(origin, { idTokenAlg: "HS256" }), authorizationResponse())
  expect(profile.id).toBe("ada")
})
