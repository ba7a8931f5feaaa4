import { createHmac } from "node:crypto"
import { expect } from "@playwright/test"
import type { Provider } from "../providers/types"
import { answer, contextWith, providerAt, test, type Answer, type Asked } from "./context.fixture"
import { oauth2 } from "./oauth2"

const token = { access_token: "at", token_type: "bearer" }

/** Answers the token request with `tokenResponse`, and the rest by path. */
function by(paths: Record<string, unknown>, tokenResponse: object = token): Answer {
  return ({ url }) => {
    if (url.pathname === "/token") return { body: tokenResponse }
    return url.pathname in paths ? { body: paths[url.pathname] } : { status: 404, body: {} }
  }
}

async function signIn(provider: Provider, brought = answer()) {
  return (await oauth2.complete(contextWith(provider), brought)).profile
}

const carried: [
  how: string,
  options: Partial<Provider>,
  seen: (request: Asked) => unknown,
  expected: unknown,
][] = [
  ["in the standard header", {}, ({ headers }) => headers.authorization, "Bearer at"],
  [
    "under another scheme",
    { headers: { authorization: "OAuth {access_token}" } },
    ({ headers }) => headers.authorization,
    "OAuth at",
  ],
  [
    "in a header of its own, and not in the standard one",
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
    "with a GraphQL query whose braces stay",
    { graphql: "{ viewer { id } }" },
    ({ method, body, headers }) => [method, JSON.parse(body), headers.authorization],
    ["POST", { query: "{ viewer { id } }" }, "Bearer at"],
  ],
]
for (const [how, options, seen, expected] of carried)
  test(`the access token travels ${how}`, async ({ serve }) => {
    const { origin, asked } = await serve(by({ "/userinfo": { id: 1 } }))
    await signIn(providerAt(origin, options))
    const request = asked[1]
    expect(request && seen(request)).toEqual(expected)
  })

test("an address may hold the token, its proof and what the token answer named", async ({ serve }) => {
  const { origin, asked } = await serve(by({ "/users/a%2Fb": { id: 1 } }, { ...token, user: { id: "a/b" } }))
  const userinfo = `${origin}/users/{token.user.id}?access_token={access_token}&proof={token_hmac}`
  await signIn(providerAt(origin, { userinfo }))
  const url = asked[1]?.url
  expect(url?.searchParams.get("access_token")).toBe("at")
  expect(url?.searchParams.get("proof")).toBe(createHmac("sha256", "secret").update("at").digest("hex"))
  expect(asked[1]?.headers.authorization).toBeUndefined()
})

test("a proof alone in the address leaves the token in its header", async ({ serve }) => {
  const { origin, asked } = await serve(by({ "/me": { id: 1 } }))
  await signIn(providerAt(origin, { userinfo: `${origin}/me?proof={token_hmac}` }))
  expect(asked[1]?.headers.authorization).toBe("Bearer at")
})

test("an address may start with the host that the token answer names", async ({ serve }) => {
  const api = await serve(by({ "/me": { id: 5 } }))
  const { origin } = await serve(by({}, { ...token, instance_url: `${api.origin}/` }))
  expect(await signIn(providerAt(origin, { userinfo: "{token.instance_url}/me" }))).toMatchObject({ id: "5" })
})

test("an address is not asked when what it needs was not answered", async ({ serve }) => {
  const { origin, asked } = await serve(by({ "/users/": { id: 1 } }))
  const userinfo = `${origin}/users/{token.user_id}`
  await expect(signIn(providerAt(origin, { userinfo }))).rejects.toThrow("userinfo_invalid")
  expect(asked).toHaveLength(1)
})

test("a second address may need what the first answered", async ({ serve }) => {
  const { origin } = await serve(by({ "/userinfo": { data: { id: "7" } }, "/users/7": { name: "Ada" } }))
  const extraRequests = { user: `${origin}/users/{data.id}` }
  const profile = { id: "data.id", name: "user.name" }
  expect(await signIn(providerAt(origin, { extraRequests, profile }))).toMatchObject({ id: "7", name: "Ada" })
})

test("a second address may be refused, and the first may not", async ({ serve }) => {
  const { origin } = await serve(by({ "/userinfo": { id: 1 } }))
  expect(await signIn(providerAt(origin, { extraRequests: { emails: `${origin}/emails` } }))).toMatchObject({
    id: "1",
  })
  await expect(signIn(providerAt(origin, { userinfo: `${origin}/none` }))).rejects.toThrow("userinfo_invalid")
})

test("the token answer itself may name the person", async ({ serve }) => {
  const { origin, asked } = await serve(by({}, { ...token, owner: { user: { id: "u1" } } }))
  const provider = providerAt(origin, { profile: { id: "token.owner.user.id" } })
  delete (provider as { userinfo?: string }).userinfo
  expect(await signIn(provider)).toMatchObject({ id: "u1" })
  expect(asked).toHaveLength(1)
})

test("a person may be the first of a list, or the one that a path names", async ({ serve }) => {
  const list = [
    { id: 1, email: "a@example.com", primary: false },
    { id: 2, email: "b@example.com", primary: true },
  ]
  const { origin } = await serve(by({ "/userinfo": list }))
  const profile = { id: "0.id", email: "[primary=true].email" }
  expect(await signIn(providerAt(origin, { profile }))).toMatchObject({ id: "1", email: "b@example.com" })
})

test("an id that JavaScript would round stays exact", { tag: "@identity" }, async ({ serve }) => {
  const { origin } = await serve(({ url }) => ({
    body: url.pathname === "/token" ? token : '{"id":17841405793187218123,"name":"1234567890123456789"}',
  }))
  expect(await signIn(providerAt(origin))).toMatchObject({
    id: "17841405793187218123",
    name: "1234567890123456789",
  })
})

test(
  "userinfo with status 200 that says it failed is refused",
  { tag: ["@fail-open", "@CVE-2021-41580"] },
  async ({ serve }) => {
    const { origin } = await serve(by({ "/userinfo": { id: 1, error: { code: "scope_not_authorized" } } }))
    await expect(signIn(providerAt(origin, { success: "error.code=ok" }))).rejects.toThrow("userinfo_invalid")
  },
)

test("a hook may change what the paths read", async ({ serve }) => {
  const { origin } = await serve(by({ "/userinfo": { href: "/people/9" } }))
  const rawProfile = ({ href }: Readonly<Record<string, unknown>>) => ({ id: String(href).split("/").at(-1) })
  expect(await signIn(providerAt(origin, { hooks: { rawProfile } }))).toMatchObject({ id: "9" })
})

test(
  "of what the visitor brings, the name alone is read",
  { tag: ["@identity", "@GHSA-99h5-pjcv-gr6v"] },
  async ({ serve }) => {
    const { origin } = await serve(by({ "/userinfo": { id: 1 } }))
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
    const brought = answer({ user })
    expect(await signIn(providerAt(origin, { profile, userInCallback: true }), brought)).toEqual({
      id: "1",
      name: "Ada L",
      email: null,
      emailVerified: false,
      image: null,
    })
    expect(await signIn(providerAt(origin, { profile }), answer({ user }))).toMatchObject({ name: null })
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
  test(`${JSON.stringify(user)} from the visitor fails no sign-in`, async ({ serve }) => {
    const { origin } = await serve(by({ "/userinfo": { id: 1 } }))
    const profile = { id: "id", name: "user.name.firstName" }
    const provider = providerAt(origin, { profile, userInCallback: true })
    expect(await signIn(provider, answer({ user }))).toMatchObject({ id: "1", name: null })
  })
