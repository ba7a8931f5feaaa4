import { expect } from "@playwright/test"
import type { OAuth2Provider } from "../providers/types"
import { answer, contextWith, providerAt, test, type Answered } from "./context.fixture"
import { oauth2 } from "./oauth2"

const token = { access_token: "at", token_type: "Bearer" }

/** Signs in at a provider with `options`, whose token endpoint answers `said`. */
function signingIn(options: Partial<OAuth2Provider>, said: Answered = { body: token }) {
  return { options, said }
}

test.describe("the token request", () => {
  const requests: [rule: string, options: Partial<OAuth2Provider>, expected: Record<string, unknown>][] = [
    [
      "uses the provider's names for parameters",
      { tokenParamNames: { client_id: "client_key", client_secret: "key", grant_type: "grantType" } },
      { client_key: "client", key: "secret", grantType: "authorization_code", client_id: undefined },
    ],
    [
      "adds what the provider wants and takes away what it does not",
      { tokenParams: { device_id: "1", redirect_uri: null } },
      { device_id: "1", redirect_uri: undefined, code: "the-code" },
    ],
    ["carries no verifier where PKCE is rejected", { pkce: false }, { code_verifier: undefined }],
    [
      "is changed by a hook last of all",
      { hooks: { tokenRequest: (body) => body.set("sign", `${body.get("code")}!`) } },
      { sign: "the-code!" },
    ],
  ]
  for (const [rule, options, expected] of requests)
    for (const tokenRequest of [undefined, "json", "query"] as const)
      test(`${rule}, as ${tokenRequest ?? "a form"}`, async ({ serve }) => {
        const { origin, asked } = await serve(({ url }) => ({
          body: url.pathname === "/token" ? token : { id: 1 },
        }))
        const provider = providerAt(origin, { ...options, ...(tokenRequest && { tokenRequest }) })
        await oauth2.complete(contextWith(provider), answer())
        const [request] = asked
        if (!request) throw new Error("nothing was asked")
        const sent =
          tokenRequest === "json"
            ? (JSON.parse(request.body) as Record<string, unknown>)
            : Object.fromEntries(tokenRequest ? request.url.searchParams : new URLSearchParams(request.body))
        for (const [name, value] of Object.entries(expected))
          expect([name, sent[name]]).toEqual([name, value])
        expect(request.method).toBe(tokenRequest === "query" ? "GET" : "POST")
      })

  test("carries the provider's headers", async ({ serve }) => {
    const { origin, asked } = await serve(({ url }) => ({
      body: url.pathname === "/token" ? token : { id: 1 },
    }))
    const provider = providerAt(origin, { tokenHeaders: { "client-id": "client" } })
    await oauth2.complete(contextWith(provider), answer())
    expect(asked[0]?.headers).toMatchObject({ "client-id": "client", accept: "application/json" })
  })
})

test.describe("the token answer is understood", () => {
  const adaptTokenResponse: Record<string, ReturnType<typeof signingIn>> = {
    "as a form": signingIn(
      { tokenFormat: "form" },
      { type: "application/x-www-form-urlencoded", body: "access_token=at&token_type=bearer&expires_in=60" },
    ),
    "as JSON under another content type": signingIn(
      { tokenFormat: "json" },
      { type: "text/plain", body: token },
    ),
    "within a wrapper and under other names": signingIn(
      { tokenPaths: { access_token: "data.accessToken", token_type: "data.type" } },
      { body: { data: { accessToken: "at", type: "Bearer" } } },
    ),
    "without a token type": signingIn({ tokenType: "bearer" }, { body: { access_token: "at" } }),
    "with a scope that is a list": signingIn({}, { body: { ...token, scope: ["a", "b"] } }),
    "with a lifetime that is text": signingIn({}, { body: { ...token, expires_in: "3600" } }),
    "with optional fields of a wrong type": signingIn(
      {},
      { body: { ...token, expires_in: {}, refresh_token: null, scope: 7, id_token: "no JWT" } },
    ),
    "after a hook": signingIn(
      { hooks: { tokenResponse: ({ key }) => ({ access_token: key, token_type: "bearer" }) } },
      { body: { key: "at" } },
    ),
    "when it says that it succeeded": signingIn({ success: "ok=true" }, { body: { ...token, ok: true } }),
    "when it says nothing about success": signingIn({ success: "errcode=0" }),
  }
  for (const [how, { options, said }] of Object.entries(adaptTokenResponse))
    test(how, async ({ serve }) => {
      const { origin } = await serve(({ url }) => (url.pathname === "/token" ? said : { body: { id: 7 } }))
      const { profile, tokens } = await oauth2.complete(contextWith(providerAt(origin, options)), answer())
      expect(profile.id).toBe("7")
      expect(tokens.accessToken).toBe("at")
    })
})

test.describe("the token answer is refused", { tag: ["@fail-open", "@CVE-2021-41580"] }, () => {
  const refused: Record<string, ReturnType<typeof signingIn> & { code?: string }> = {
    "with a form that the provider does not declare": {
      ...signingIn(
        {},
        { type: "application/x-www-form-urlencoded", body: "access_token=at&token_type=bearer" },
      ),
      code: "token_invalid",
    },
    "without a token type that the provider declares": {
      ...signingIn({}, { body: { access_token: "at" } }),
      code: "token_invalid",
    },
    "with an error and status 200": signingIn({}, { body: { error: "invalid_grant" } }),
    "with a failure of the provider's own kind": signingIn(
      { success: "errcode=0" },
      { body: { ...token, errcode: 40029, errmsg: "invalid code" } },
    ),
    "with success that is denied": signingIn({ success: "ok=true" }, { body: { ...token, ok: false } }),
    "with a status and an error of the provider's own kind": signingIn(
      {},
      { status: 403, body: { status: 403, message: "invalid client secret" } },
    ),
  }
  for (const [how, { options, said, code = "token_refused" }] of Object.entries(refused))
    test(how, async ({ serve }) => {
      const { origin } = await serve(({ url }) => (url.pathname === "/token" ? said : { body: { id: 7 } }))
      await expect(oauth2.complete(contextWith(providerAt(origin, options)), answer())).rejects.toThrow(code)
    })
})
