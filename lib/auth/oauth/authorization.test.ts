import { expect } from "@playwright/test"
import type { Provider } from "../providers/types"
import { authorizationResponse, contextWith, providerAt, test } from "./context.fixture"
import { oauth2 } from "./oauth2"

const origin = "https://service.example.com"

async function begin(options: Partial<Provider>, params = {}): Promise<Record<string, string>> {
  const { url } = await oauth2.begin(contextWith(providerAt(origin, options)), params)
  return Object.fromEntries(url.searchParams)
}

const rules: [rule: string, options: Partial<Provider>, expected: Record<string, string | undefined>][] = [
  [
    "requests a code with an S256 challenge",
    {},
    { response_type: "code", code_challenge_method: "S256", scope: "profile" },
  ],
  [
    "uses the provider's names",
    { paramNames: { client_id: "client_key" } },
    { client_key: "client", client_id: undefined },
  ],
  [
    "puts the provider's separator between scopes",
    { scope: "a b c", scopeSeparator: "," },
    { scope: "a,b,c" },
  ],
  ["has no scope if the provider declares none", { scope: "" }, { scope: undefined }],
  [
    "has no challenge if the provider rejects PKCE",
    { pkce: false },
    { code_challenge: undefined, code_challenge_method: undefined },
  ],
  [
    "has a plain challenge if the provider supports no other",
    { pkce: "plain" },
    { code_challenge: "v".repeat(43), code_challenge_method: "plain" },
  ],
  [
    "requests a form-post response if the provider declares it",
    { responseMode: "form_post" },
    { response_mode: "form_post" },
  ],
  ["carries the provider's parameters", { params: { access_type: "offline" } }, { access_type: "offline" }],
  [
    "leaves out a parameter whose setting is empty",
    { params: { hd: "", access_type: "offline" } },
    { hd: undefined, access_type: "offline" },
  ],
  [
    "has its own state, redirect URI and client id despite the provider's parameters",
    {
      params: { state: "x", redirect_uri: "x", client_id: "x", response_type: "token", code_challenge: "x" },
    },
    { state: "our-state", client_id: "client", response_type: "code" },
  ],
  [
    "is changed by a hook at the end",
    { hooks: { authorization: (url) => url.searchParams.delete("scope") } },
    { scope: undefined },
  ],
  [
    "can be signed by a hook with the client's credentials",
    {
      hooks: {
        authorization: (url, { clientId, clientSecret }) =>
          url.searchParams.set("sig", `${clientId}:${clientSecret.length}`),
      },
    },
    { sig: "client:6" },
  ],
]
for (const [rule, options, expected] of rules)
  test(`the authorization request ${rule}`, { tag: ["@defaults", "@GHSA-9h47-pqcx-hjr4"] }, async () => {
    const sent = await begin(options)
    for (const [name, value] of Object.entries(expected)) expect([name, sent[name]]).toEqual([name, value])
  })

for (const states of [["another"], ["our-state", "another"], []])
  test(
    `an authorization response with ${states.join(" and ") || "no"} state is rejected`,
    { tag: "@state" },
    async () => {
      const parameters = new URLSearchParams([["code", "x"], ...states.map((state) => ["state", state])])
      const ctx = contextWith(providerAt(origin))
      await expect(oauth2.complete(ctx, parameters)).rejects.toThrow("answer_invalid")
    },
  )

test("a caller's parameters override the provider's parameters, but no protocol parameters", async () => {
  const params = { prompt: "consent", state: "x", client_id: "x" }
  expect(await begin({ params: { prompt: "none" } }, params)).toMatchObject({
    prompt: "consent",
    state: "our-state",
    client_id: "client",
  })
})

for (const params of [{ max_age: "0" }, { acr_values: "gold" }])
  test(`${Object.keys(params).join()} is rejected if no response could prove it`, async () => {
    await expect(begin({}, params)).rejects.toThrow("insufficient_user_authentication")
  })

test("a fragment of the authorization endpoint is kept", async () => {
  const provider = providerAt(origin, { authorization: `${origin}/connect#redirect` } as Partial<Provider>)
  expect((await oauth2.begin(contextWith(provider), {})).url.hash).toBe("#redirect")
})

test("a code under another parameter name is accepted once", async ({ startServer }) => {
  const provider = await startServer(({ url }) => ({
    body: url.pathname === "/token" ? { access_token: "at", token_type: "bearer" } : { id: 1 },
  }))
  const ctx = contextWith(providerAt(provider.origin, { codeParam: "authCode" }))
  const response = new URLSearchParams({ authCode: "x", state: "our-state" })
  expect((await oauth2.complete(ctx, response)).profile.id).toBe("1")
  expect(new URLSearchParams(provider.requests[0]?.body).get("code")).toBe("x")
  await expect(oauth2.complete(ctx, authorizationResponse({ authCode: "y" }))).rejects.toThrow(
    "answer_invalid",
  )
})

test("an OAuth 2.0 provider's endpoints are read from its metadata", async ({ startServer }) => {
  const { origin: issuer, requests } = await startServer(({ url, headers }) => ({
    body: {
      "/.well-known/oauth-authorization-server/base": {
        issuer: `http://${headers.host}/base`,
        authorization_endpoint: `http://${headers.host}/a`,
        token_endpoint: `http://${headers.host}/t`,
        token_endpoint_auth_methods_supported: ["client_secret_post"],
      },
      "/t": { access_token: "at", token_type: "bearer" },
      "/me": { id: 3 },
    }[url.pathname],
  }))
  const provider: Provider = {
    id: "service",
    name: "Service",
    protocol: "oauth2",
    discovery: "oauth2",
    issuer: `${issuer}/base`,
    userinfo: `${issuer}/me`,
    scope: "",
    profile: { id: "id" },
  }
  const ctx = contextWith(provider, { tokenAuth: undefined })
  expect((await oauth2.begin(ctx, {})).url.pathname).toBe("/a")
  expect((await oauth2.complete(ctx, authorizationResponse())).profile.id).toBe("3")
  const token = requests.find(({ url }) => url.pathname === "/t")
  expect(new URLSearchParams(token?.body).get("client_secret")).toBe("secret")
})
