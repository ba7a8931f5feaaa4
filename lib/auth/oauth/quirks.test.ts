import { expect } from "@playwright/test"
import type { OAuth2Provider } from "../providers/types"
import {
  authorizationResponse,
  contextWith,
  providerAt,
  test,
  type MockResponse,
  type RecordedRequest,
} from "./context.fixture"
import { oauth2 } from "./oauth2"

const token = { access_token: "at", token_type: "Bearer" }

type Case = { options?: Partial<OAuth2Provider>; tokenResponse?: MockResponse; code?: string }

test.describe("the token request", () => {
  const rules: [rule: string, options: Partial<OAuth2Provider>, expected: Record<string, unknown>][] = [
    [
      "uses the provider's names for parameters",
      { tokenParamNames: { client_id: "client_key", client_secret: "key", grant_type: "grantType" } },
      { client_key: "client", key: "secret", grantType: "authorization_code", client_id: undefined },
    ],
    [
      "adds and removes the parameters that the provider declares",
      { tokenParams: { device_id: "1", redirect_uri: null } },
      { device_id: "1", redirect_uri: undefined, code: "the-code" },
    ],
    ["has no verifier if the provider rejects PKCE", { pkce: false }, { code_verifier: undefined }],
    [
      "is changed by a hook at the end",
      { hooks: { tokenRequest: (body) => body.set("sign", `${body.get("code")}!`) } },
      { sign: "the-code!" },
    ],
    [
      "can be signed by a hook with the client's credentials",
      {
        hooks: {
          tokenRequest: (body, _, { clientId, clientSecret }) =>
            body.set("sign", `${clientId}+${clientSecret}`),
        },
      },
      { sign: "client+secret" },
    ],
  ]
  for (const [rule, options, expected] of rules)
    for (const tokenRequest of [undefined, "json", "query"] as const)
      test(`${rule}, as ${tokenRequest ?? "a form"}`, async ({ startServer }) => {
        const { origin, requests } = await startServer(({ url }) => ({
          body: url.pathname === "/token" ? token : { id: 1 },
        }))
        const provider = providerAt(origin, { ...options, ...(tokenRequest && { tokenRequest }) })
        await oauth2.complete(contextWith(provider), authorizationResponse())
        const [request] = requests
        if (!request) throw new Error("no request was received")
        const sent = parametersOf(request, tokenRequest)
        for (const [name, value] of Object.entries(expected))
          expect([name, sent[name]]).toEqual([name, value])
        expect(request.method).toBe(tokenRequest === "query" ? "GET" : "POST")
      })

  test("has the provider's headers", async ({ startServer }) => {
    const { origin, requests } = await startServer(({ url }) => ({
      body: url.pathname === "/token" ? token : { id: 1 },
    }))
    const provider = providerAt(origin, { tokenHeaders: { "client-id": "client" } })
    await oauth2.complete(contextWith(provider), authorizationResponse())
    expect(requests[0]?.headers).toMatchObject({ "client-id": "client", accept: "application/json" })
  })
})

test.describe("a token response is accepted", () => {
  const accepted: Record<string, Case> = {
    "as a form": {
      options: { tokenFormat: "form" },
      tokenResponse: {
        type: "application/x-www-form-urlencoded",
        body: "access_token=at&token_type=bearer&expires_in=60",
      },
    },
    "as JSON under another content type": {
      options: { tokenFormat: "json" },
      tokenResponse: { type: "text/plain", body: token },
    },
    "with a wrapper and other names": {
      options: { tokenPaths: { access_token: "data.accessToken", token_type: "data.type" } },
      tokenResponse: { body: { data: { accessToken: "at", type: "Bearer" } } },
    },
    "without a token type": {
      options: { tokenType: "bearer" },
      tokenResponse: { body: { access_token: "at" } },
    },
    "with a scope that is a list": { tokenResponse: { body: { ...token, scope: ["a", "b"] } } },
    "with a lifetime that is a string": { tokenResponse: { body: { ...token, expires_in: "3600" } } },
    "with optional fields of a wrong type": {
      tokenResponse: {
        body: { ...token, expires_in: {}, refresh_token: null, scope: 7, id_token: "no JWT" },
      },
    },
    "that a hook adapts": {
      options: { hooks: { tokenResponse: ({ key }) => ({ access_token: key, token_type: "bearer" }) } },
      tokenResponse: { body: { key: "at" } },
    },
    "with the declared success value": {
      options: { success: "ok=true" },
      tokenResponse: { body: { ...token, ok: true } },
    },
    "without the declared success field": { options: { success: "errcode=0" } },
  }
  for (const [title, { options, tokenResponse = { body: token } }] of Object.entries(accepted))
    test(title, async ({ startServer }) => {
      const { origin } = await startServer(({ url }) =>
        url.pathname === "/token" ? tokenResponse : { body: { id: 7 } },
      )
      const { profile, tokens } = await oauth2.complete(
        contextWith(providerAt(origin, options)),
        authorizationResponse(),
      )
      expect(profile.id).toBe("7")
      expect(tokens.accessToken).toBe("at")
    })
})

test.describe("a token response is rejected", { tag: ["@fail-open", "@CVE-2021-41580"] }, () => {
  const rejected: Record<string, Case> = {
    "as a form that the provider does not declare": {
      tokenResponse: {
        type: "application/x-www-form-urlencoded",
        body: "access_token=at&token_type=bearer",
      },
      code: "token_invalid",
    },
    "without a token type or a declared default": {
      tokenResponse: { body: { access_token: "at" } },
      code: "token_invalid",
    },
    "with an error and status 200": { tokenResponse: { body: { error: "invalid_grant" } } },
    "with an error field of the provider's own": {
      options: { success: "errcode=0" },
      tokenResponse: { body: { ...token, errcode: 40029, errmsg: "invalid code" } },
    },
    "with another success value than the declared one": {
      options: { success: "ok=true" },
      tokenResponse: { body: { ...token, ok: false } },
    },
    "with an error status and an error field of the provider's own": {
      tokenResponse: { status: 403, body: { status: 403, message: "invalid client secret" } },
    },
  }
  for (const [title, { options, tokenResponse = { body: token }, code = "token_refused" }] of Object.entries(
    rejected,
  ))
    test(title, async ({ startServer }) => {
      const { origin } = await startServer(({ url }) =>
        url.pathname === "/token" ? tokenResponse : { body: { id: 7 } },
      )
      await expect(
        oauth2.complete(contextWith(providerAt(origin, options)), authorizationResponse()),
      ).rejects.toThrow(code)
    })
})

function parametersOf(
  { body, url }: RecordedRequest,
  format: "json" | "query" | undefined,
): Record<string, unknown> {
  if (format === "json") return JSON.parse(body) as Record<string, unknown>
  return Object.fromEntries(format === "query" ? url.searchParams : new URLSearchParams(body))
}
