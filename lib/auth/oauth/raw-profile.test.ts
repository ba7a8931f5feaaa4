import { createHmac } from "node:crypto"
import { expect } from "@playwright/test"
import type { Hooks } from "../providers/quirks"
import type { OAuth2Provider, Provider } from "../providers/types"
import {
  authorizationResponse,
  contextWith,
  providerAt,
  test,
  type RecordedRequest,
  type Responder,
} from "./context.fixture"
import { oauth2 } from "./oauth2"

const token = { access_token: "at", token_type: "bearer" }

/** Responds to token requests with `tokenResponse` and to other requests by path. */
function byPath(paths: Record<string, unknown>, tokenResponse: object = token): Responder {
  return ({ url }) => {
    if (url.pathname === "/token") return { body: tokenResponse }
    return url.pathname in paths ? { body: paths[url.pathname] } : { status: 404, body: {} }
  }
}

test("an error at userinfo keeps what the provider said: in a challenge, or in the body", async ({
  startServer,
}) => {
  for (const [response, details] of [
    [
      { headers: { "www-authenticate": 'Bearer error="invalid_token", error_description="Token expired"' } },
      { providerError: "invalid_token", description: "Token expired" },
    ],
    [
      { body: { errors: [{ code: 215, message: "Bad data" }] } },
      { providerError: "215", description: "Bad data" },
    ],
    [{ headers: { "www-authenticate": "Bearer" } }, {}],
  ] as const) {
    const { origin } = await startServer(({ url }) =>
      url.pathname === "/token" ? { body: token } : { status: 401, body: "", ...response },
    )
    await expect(signIn(providerAt(origin))).rejects.toMatchObject({
      code: "userinfo_invalid",
      details: { check: "userinfo_response", status: 401, ...details },
    })
  }
})

async function signIn(provider: Provider, response = authorizationResponse()) {
  return (await oauth2.complete(contextWith(provider), response)).profile
}

const placements: [
  placement: string,
  options: Partial<Provider>,
  actual: (request: RecordedRequest) => unknown,
  expected: unknown,
][] = [
  ["in the Authorization header", {}, ({ headers }) => headers.authorization, "Bearer at"],
  [
    "with another scheme",
    { headers: { authorization: "OAuth {access_token}" } },
    ({ headers }) => headers.authorization,
    "OAuth at",
  ],
  [
    "in the declared header instead of the Authorization header",
    { headers: { "x-token": "{access_token}" } },
    ({ headers }) => [headers["x-token"], headers.authorization],
    ["at", undefined],
  ],
  [
    "in a form",
    { userinfoForm: { access_token: "{access_token}" } },
    ({ method, body, headers }) => [method, body, headers["content-type"], headers.authorization],
    ["POST", "access_token=at", "application/x-www-form-urlencoded", undefined],
  ],
  [
    "with a POST without a body",
    { userinfoForm: {} },
    ({ method, body, headers }) => [method, body, headers["content-type"]],
    ["POST", "", undefined],
  ],
  [
    "with an unchanged GraphQL query",
    { graphql: "{ viewer { id } }" },
    ({ method, body, headers }) => [method, JSON.parse(body), headers.authorization],
    ["POST", { query: "{ viewer { id } }" }, "Bearer at"],
  ],
]
for (const [placement, options, actual, expected] of placements)
  test(`the access token is sent ${placement}`, async ({ startServer }) => {
    const { origin, requests } = await startServer(byPath({ "/userinfo": { id: 1 } }))
    await signIn(providerAt(origin, options))
    const request = requests[1]
    expect(request && actual(request)).toEqual(expected)
  })

test("a userinfo address can contain the token, its proof and fields of the token response", async ({
  startServer,
}) => {
  const { origin, requests } = await startServer(
    byPath({ "/users/a%2Fb": { id: 1 } }, { ...token, user: { id: "a/b" } }),
  )
  const userinfo = `${origin}/users/{token.user.id}?access_token={access_token}&proof={token_hmac}`
  await signIn(providerAt(origin, { userinfo }))
  const url = requests[1]?.url
  expect(url?.searchParams.get("access_token")).toBe("at")
  expect(url?.searchParams.get("proof")).toBe(createHmac("sha256", "secret").update("at").digest("hex"))
  expect(requests[1]?.headers.authorization).toBeUndefined()
})

test("the token is sent in its header if the address contains the proof only", async ({ startServer }) => {
  const { origin, requests } = await startServer(byPath({ "/me": { id: 1 } }))
  await signIn(providerAt(origin, { userinfo: `${origin}/me?proof={token_hmac}` }))
  expect(requests[1]?.headers.authorization).toBe("Bearer at")
})

test("a userinfo address can start with a host from the token response", async ({ startServer }) => {
  const api = await startServer(byPath({ "/me": { id: 5 } }))
  const { origin } = await startServer(byPath({}, { ...token, instance_url: `${api.origin}/` }))
  expect(await signIn(providerAt(origin, { userinfo: "{token.instance_url}/me" }))).toMatchObject({ id: "5" })
})

test("a userinfo address is not requested without the field it needs", async ({ startServer }) => {
  const { origin, requests } = await startServer(byPath({ "/users/": { id: 1 } }))
  const userinfo = `${origin}/users/{token.user_id}`
  await expect(signIn(providerAt(origin, { userinfo }))).rejects.toThrow("userinfo_invalid")
  expect(requests).toHaveLength(1)
})

test("an extra address can contain a field of the first response", async ({ startServer }) => {
  const { origin } = await startServer(
    byPath({ "/userinfo": { data: { id: "7" } }, "/users/7": { name: "Ada" } }),
  )
  const extraRequests = { user: `${origin}/users/{data.id}` }
  const profile = { id: "data.id", name: "user.name" }
  expect(await signIn(providerAt(origin, { extraRequests, profile }))).toMatchObject({ id: "7", name: "Ada" })
})

test("an error is accepted from an extra address, but not from the userinfo endpoint", async ({
  startServer,
}) => {
  const { origin } = await startServer(byPath({ "/userinfo": { id: 1 } }))
  expect(await signIn(providerAt(origin, { extraRequests: { emails: `${origin}/emails` } }))).toMatchObject({
    id: "1",
  })
  await expect(signIn(providerAt(origin, { userinfo: `${origin}/none` }))).rejects.toThrow("userinfo_invalid")
})

test("the token response can contain the profile", async ({ startServer }) => {
  const { origin, requests } = await startServer(byPath({}, { ...token, owner: { user: { id: "u1" } } }))
  const provider = providerAt(origin, { profile: { id: "token.owner.user.id" } })
  delete (provider as { userinfo?: string }).userinfo
  expect(await signIn(provider)).toMatchObject({ id: "u1" })
  expect(requests).toHaveLength(1)
})

test("a profile can be read from the first item of a list, or from the item that a path selects", async ({
  startServer,
}) => {
  const list = [
    { id: 1, email: "a@example.com", primary: false },
    { id: 2, email: "b@example.com", primary: true },
  ]
  const { origin } = await startServer(byPath({ "/userinfo": list }))
  const profile = { id: "0.id", email: "[primary=true].email" }
  expect(await signIn(providerAt(origin, { profile }))).toMatchObject({ id: "1", email: "b@example.com" })
})

test(
  "an id that JavaScript cannot represent exactly is kept",
  { tag: "@identity" },
  async ({ startServer }) => {
    const { origin } = await startServer(({ url }) => ({
      body: url.pathname === "/token" ? token : '{"id":17841405793187218123,"name":"1234567890123456789"}',
    }))
    expect(await signIn(providerAt(origin))).toMatchObject({
      id: "17841405793187218123",
      name: "1234567890123456789",
    })
  },
)

test(
  "userinfo with status 200 and an error is rejected",
  { tag: ["@fail-open", "@CVE-2021-41580"] },
  async ({ startServer }) => {
    const { origin } = await startServer(
      byPath({ "/userinfo": { id: 1, error: { code: "scope_not_authorized" } } }),
    )
    await expect(signIn(providerAt(origin, { success: "error.code=ok" }))).rejects.toThrow("userinfo_invalid")
  },
)

test("a hook can change the raw profile", async ({ startServer }) => {
  const { origin } = await startServer(byPath({ "/userinfo": { href: "/people/9" } }))
  const rawProfile = ({ href }: Readonly<Record<string, unknown>>) => ({ id: String(href).split("/").at(-1) })
  expect(await signIn(providerAt(origin, { hooks: { rawProfile } }))).toMatchObject({ id: "9" })
})

test("a hook can sign the requests with the access token, and reads the client's credentials", async ({
  startServer,
}) => {
  const { origin, requests } = await startServer(byPath({ "/userinfo": { id: 1 }, "/more": {} }))
  const hooks: Hooks = {
    resourceRequest(url, headers, { clientId, clientSecret, accessToken }) {
      url.searchParams.set("sig", [clientId, clientSecret, accessToken].join("."))
      headers.delete("authorization")
    },
  }
  await signIn(providerAt(origin, { hooks, extraRequests: { more: `${origin}/more?a=1` } }))
  const [, ...resources] = requests
  expect(resources.map(({ url, headers }) => `${url.search} ${headers.authorization}`).toSorted()).toEqual([
    "?a=1&sig=client.secret.at undefined",
    "?sig=client.secret.at undefined",
  ])
})

test("a hook can remove a prefix from the text of every response", async ({ startServer }) => {
  const start = "&&&START&&&"
  const { origin } = await startServer(({ url }) => ({
    type: "text/plain",
    body: start + JSON.stringify(url.pathname === "/token" ? token : { id: "12345678901234567890" }),
  }))
  const options: Partial<OAuth2Provider> = {
    tokenFormat: "json",
    hooks: { responseText: (text) => text.replace(start, "") },
  }
  expect(await signIn(providerAt(origin, options))).toMatchObject({ id: "12345678901234567890" })
  await expect(signIn(providerAt(origin, { tokenFormat: "json" }))).rejects.toThrow("token_invalid")
})

test(
  "only the name is read from the visitor's request",
  { tag: ["@identity", "@GHSA-99h5-pjcv-gr6v"] },
  async ({ startServer }) => {
    const { origin } = await startServer(byPath({ "/userinfo": { id: 1 } }))
    const user = JSON.stringify({
      id: "9",
      email: "x@example.com",
      name: { firstName: "Ada", lastName: "L" },
    })
    const profile = {
      id: "user.id|id",
      email: "user.email",
      name: "{user.name.firstName} {user.name.lastName}",
    }
    const response = authorizationResponse({ user })
    expect(await signIn(providerAt(origin, { profile, userInCallback: true }), response)).toEqual({
      id: "1",
      name: "Ada L",
      email: null,
      emailVerified: false,
      image: null,
    })
    expect(await signIn(providerAt(origin, { profile }), authorizationResponse({ user }))).toMatchObject({
      name: null,
    })
  },
)

for (const user of [
  "",
  "null",
  "[]",
  "7",
  '"x"',
  "{",
  '{"name":7}',
  '{"__proto__":{"name":{"firstName":"x"}}}',
])
  test(`a sign-in succeeds with the user parameter ${JSON.stringify(user)}`, async ({ startServer }) => {
    const { origin } = await startServer(byPath({ "/userinfo": { id: 1 } }))
    const profile = { id: "id", name: "user.name.firstName" }
    const provider = providerAt(origin, { profile, userInCallback: true })
    expect(await signIn(provider, authorizationResponse({ user }))).toMatchObject({ id: "1", name: null })
  })
