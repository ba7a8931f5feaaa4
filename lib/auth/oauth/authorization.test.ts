import { expect } from "@playwright/test"
import type { Provider } from "../providers/types"
import { answer, contextWith, providerAt, test } from "./context.fixture"
import { oauth2 } from "./oauth2"

const origin = "https://service.example.com"

async function begin(options: Partial<Provider>, params = {}): Promise<Record<string, string>> {
  const { url } = await oauth2.begin(contextWith(providerAt(origin, options)), params)
  return Object.fromEntries(url.searchParams)
}

const rules: [rule: string, options: Partial<Provider>, expected: Record<string, string | undefined>][] = [
  [
    "asks for a code with S256",
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
  ["has no scope where there is none", { scope: "" }, { scope: undefined }],
  [
    "has no challenge where it is rejected",
    { pkce: false },
    { code_challenge: undefined, code_challenge_method: undefined },
  ],
  [
    "has a plain challenge where only that is known",
    { pkce: "plain" },
    { code_challenge: "v".repeat(43), code_challenge_method: "plain" },
  ],
  ["asks for a posted answer where declared", { responseMode: "form_post" }, { response_mode: "form_post" }],
  ["carries the provider's parameters", { params: { access_type: "offline" } }, { access_type: "offline" }],
  [
    "keeps state, redirect URI and client from the provider's parameters",
    {
      params: { state: "x", redirect_uri: "x", client_id: "x", response_type: "token", code_challenge: "x" },
    },
    { state: "our-state", client_id: "client", response_type: "code" },
  ],
  [
    "is changed by a hook last of all",
    { hooks: { authorization: (url) => url.searchParams.delete("scope") } },
    { scope: undefined },
  ],
]
for (const [rule, options, expected] of rules)
  test(`the authorization request ${rule}`, { tag: ["@defaults", "@GHSA-9h47-pqcx-hjr4"] }, async () => {
    const sent = await begin(options)
    for (const [name, value] of Object.entries(expected)) expect([name, sent[name]]).toEqual([name, value])
  })

for (const states of [["another"], ["our-state", "another"], []])
  test(`an answer with ${states.join(" and ") || "no"} state is refused`, { tag: "@state" }, async () => {
    const parameters = new URLSearchParams([["code", "x"], ...states.map((state) => ["state", state])])
    const ctx = contextWith(providerAt(origin))
    await expect(oauth2.complete(ctx, parameters)).rejects.toThrow("answer_invalid")
  })

test("what a caller asks for wins over the provider's own parameters, and over nothing else", async () => {
  const params = { prompt: "consent", state: "x", client_id: "x" }
  expect(await begin({ params: { prompt: "none" } }, params)).toMatchObject({
    prompt: "consent",
    state: "our-state",
    client_id: "client",
  })
})

for (const wish of [{ max_age: "0" }, { acr_values: "gold" }])
  test(`${Object.keys(wish).join()} is refused where no answer could prove it`, async () => {
    await expect(begin({}, wish)).rejects.toThrow("invalid_request")
  })

test("a fragment of the authorization address stays", async () => {
  const provider = providerAt(origin, { authorization: `${origin}/connect#redirect` } as Partial<Provider>)
  expect((await oauth2.begin(contextWith(provider), {})).url.hash).toBe("#redirect")
})

test("the code may have another name in the answer, and still comes once", async ({ serve }) => {
  const served = await serve(({ url }) => ({
    body: url.pathname === "/token" ? { access_token: "at", token_type: "bearer" } : { id: 1 },
  }))
  const ctx = contextWith(providerAt(served.origin, { codeParam: "authCode" }))
  const brought = new URLSearchParams({ authCode: "x", state: "our-state" })
  expect((await oauth2.complete(ctx, brought)).profile.id).toBe("1")
  expect(new URLSearchParams(served.asked[0]?.body).get("code")).toBe("x")
  await expect(oauth2.complete(ctx, answer({ authCode: "y" }))).rejects.toThrow("answer_invalid")
})

test("an OAuth 2.0 provider may announce its addresses", async ({ serve }) => {
  const { origin: issuer, asked } = await serve(({ url, headers }) => ({
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
  expect((await oauth2.complete(ctx, answer())).profile.id).toBe("3")
  const token = asked.find(({ url }) => url.pathname === "/t")
  expect(new URLSearchParams(token?.body).get("client_secret")).toBe("secret")
})
