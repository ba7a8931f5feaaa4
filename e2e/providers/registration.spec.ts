// Clients that are registered in different ways, all configured by variables only: each one is a custom provider with a name.
import { decodeJwt, jwtVerify, SignJWT } from "jose"
import { appScope, openApp } from "../support/app"
import { test as base, expect } from "../support/fixtures"
import { approve, begin, currentUser, errorCode, expectSignedIn, signIn } from "../support/flow"
import { rawResponse, type Behaviour, type HostileProvider } from "../support/hostile-provider"
import { clientId, clientSecret } from "../support/hostile-provider/client"

function variablesAt(origin: string): Record<string, string> {
  const openId = (name: string, extra: Record<string, string> = {}) =>
    prefixed(`OIDC_${name}`, { ISSUER: origin, ID: clientId, SECRET: clientSecret, ...extra })
  return {
    ...openId("HEADER", { TOKEN_AUTH: "client_secret_basic" }),
    ...openId("BODY", { TOKEN_AUTH: "client_secret_post" }),
    ...openId("ASSERTION", { TOKEN_AUTH: "client_secret_jwt" }),
    ...openId("PUBLIC", { TOKEN_AUTH: "none", SECRET: "" }),
    ...openId("SHARED", { ID_TOKEN_ALG: "HS256", NAME: "Shared secret" }),
    ...openId("LIGHTWEIGHT", { USERINFO: "off" }),
    ...openId("POSTED", { RESPONSE_MODE: "form_post" }),
    ...openId("PLAIN", { PKCE: "off" }),
    ...prefixed("OAUTH2_FULL", {
      ISSUER: origin,
      USERINFO: `${origin}/userinfo`,
      ID: clientId,
      SECRET: clientSecret,
      SCOPE: "profile mail",
      TOKEN_AUTH: "client_secret_post",
      PARAMS: "access_type=offline&audience={client_id}",
      TOKEN_PARAMS: "resource=https%3A%2F%2Fapi.example",
      SCOPE_SEPARATOR: ",",
      HEADERS: "x-api-key: {client_id}",
      PROFILE_ID: "{team}-{sub}",
      PROFILE_EMAIL_VERIFIED: "email_verified",
    }),
    ...prefixed("OAUTH2_STATED", {
      ISSUER: origin,
      AUTHORIZATION: `${origin}/authorize`,
      TOKEN: `${origin}/token`,
      USERINFO: `${origin}/userinfo`,
      ID: clientId,
      SECRET: clientSecret,
    }),
    ...prefixed("OAUTH2_EMBEDDED", {
      AUTHORIZATION: `${origin}/authorize`,
      TOKEN: `${origin}/token`,
      USERINFO: "off",
      ID: clientId,
      SECRET: clientSecret,
      PROFILE_ID: "token.user.id",
      PROFILE_NAME: "token.user.name",
    }),
    ...prefixed("OAUTH1_OLD_SERVICE", {
      REQUEST_TOKEN: `${origin}/oauth1/initiate`,
      AUTHORIZATION: `${origin}/oauth1/authorize`,
      TOKEN: `${origin}/oauth1/token`,
      USERINFO: `${origin}/oauth1/me`,
      ID: clientId,
      SECRET: clientSecret,
    }),
  }
}

function prefixed(name: string, values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([end, value]) => [`AUTH_${name}_${end}`, value]))
}

const test = base.extend({
  app: [
    async ({ hostile }, use, { project, workerIndex }) => {
      const env = variablesAt(hostile.origin)
      const app = await openApp({ project: project.name, label: `registration-${workerIndex}`, env })
      await use(app)
      await app.close()
    },
    appScope,
  ],
})

const key = new TextEncoder().encode(clientSecret)

/** How each client authenticates, as the token endpoint sees it. */
const methods: Record<string, NonNullable<Behaviour["client"]>> = {
  header: ({ headers, form }) =>
    headers.authorization === `Basic ${btoa(`${clientId}:${clientSecret}`)}` && !form.has("client_secret"),
  body: ({ headers, form }) =>
    headers.authorization === undefined && form.get("client_secret") === clientSecret,
  assertion: async ({ headers, form }) => {
    const assertion = form.get("client_assertion")
    if (!assertion) return false
    const { payload } = await jwtVerify(assertion, key, { algorithms: ["HS256"] })
    const isOnly = headers.authorization === undefined && !form.has("client_secret")
    return isOnly && payload.sub === clientId && payload.iss === clientId
  },
  public: ({ headers, form }) =>
    headers.authorization === undefined &&
    form.get("client_id") === clientId &&
    !form.has("client_secret") &&
    !form.has("client_assertion"),
}

for (const [name, client] of Object.entries(methods))
  test(`a client that is registered as ${name} signs in, and no other one`, async ({
    visitor,
    hostile,
    app,
  }) => {
    hostile.behave({ client })
    expectSignedIn(await signIn(visitor, `oidc-${name}`), `${app.origin}/dashboard`)
    expect(await currentUser(visitor)).toMatchObject({ name: "Hanna Hostile" })
    for (const other of Object.keys(methods).filter((method) => method !== name))
      expect(errorCode(await signIn(visitor, `oidc-${other}`))).toBe("token_refused")
  })

test("the sign-in page has a button for each custom provider, with its own address and label", async ({
  page,
  visitor,
  app,
}) => {
  await page.goto("/signin")
  for (const label of ["Shared secret", "Lightweight", "Full", "Old Service"])
    await expect(page.getByRole("button", { name: label })).toBeVisible()
  const providers = JSON.parse((await visitor.get("/api/auth/providers")).text) as Record<string, unknown>
  expect(providers["oauth1-old-service"]).toEqual({
    id: "oauth1-old-service",
    name: "Old Service",
    protocol: "oauth1",
    signinUrl: `${app.origin}/api/auth/signin/oauth1-old-service`,
    callbackUrl: `${app.origin}/api/auth/oauth1-old-service/callback`,
  })
  expect(Object.keys(providers)).not.toContain("oidc")
})

test("two custom providers with the same issuer have accounts of their own", async ({
  visitor,
  hostile,
  records,
}) => {
  hostile.behave({ user: { sub: "1", name: "Ann" } })
  await signIn(visitor, "oidc-header")
  await signIn(visitor.copy(), "oidc-body")
  const accounts = 'SELECT "provider", "issuer" FROM "Account" ORDER BY 1'
  expect(await records.query(accounts)).toEqual([
    { provider: "oidc-body", issuer: hostile.origin },
    { provider: "oidc-header", issuer: hostile.origin },
  ])
})

/** Signs the ID token again, with a shared secret. */
const signedWith =
  (secret: Uint8Array, alg = "HS256") =>
  (token: string) =>
    new SignJWT(decodeJwt(token)).setProtectedHeader({ alg }).sign(secret)

test("a client of AUTH_<PROVIDER>_ID_TOKEN_ALG=HS256 accepts an ID token that is signed with its secret", async ({
  visitor,
  hostile,
  app,
}) => {
  hostile.behave({ idToken: signedWith(key) })
  expectSignedIn(await signIn(visitor, "oidc-shared"), `${app.origin}/dashboard`)
  expect(await currentUser(visitor)).toMatchObject({ name: "Hanna Hostile" })
})

for (const [title, providerId, idToken] of [
  ["another secret", "oidc-shared", signedWith(new TextEncoder().encode("another secret of 32 characters!"))],
  ["the issuer's key", "oidc-shared", (token: string) => token],
  ["the secret, by another client", "oidc-header", signedWith(key)],
  ["the client id", "oidc-shared", signedWith(new TextEncoder().encode(clientId.padEnd(32, "\0")))],
] as const)
  test(
    `an ID token that is signed with ${title} is rejected`,
    { tag: ["@identity", "@stripped-check"] },
    async ({ visitor, hostile }) => {
      hostile.behave({ idToken })
      expect(errorCode(await signIn(visitor, providerId))).toBe("id_token_invalid")
      expect(await currentUser(visitor)).toBeNull()
    },
  )

test("AUTH_<PROVIDER>_USERINFO=off signs in although userinfo rejects the access token", async ({
  visitor,
  hostile,
  app,
}) => {
  const behaviour: Behaviour = {
    claims: (claims) => ({ ...claims, preferred_username: "Hanna" }),
    userinfo: () => rawResponse({ status: 401, body: "{}" }),
  }
  hostile.behave(behaviour)
  expectSignedIn(await signIn(visitor, "oidc-lightweight"), `${app.origin}/dashboard`)
  expect(await currentUser(visitor)).toMatchObject({ name: "Hanna", email: null })
  expect(hostile.received.map(({ path }) => path)).not.toContain("/userinfo")
  hostile.behave(behaviour)
  expect(errorCode(await signIn(visitor.copy(), "oidc-header"))).toBe("userinfo_invalid")
})

test("AUTH_<PROVIDER>_RESPONSE_MODE=form_post asks for a POST, and accepts it", async ({ visitor, app }) => {
  const authorization = await begin(visitor, "oidc-posted")
  expect(new URL(authorization).searchParams.get("response_mode")).toBe("form_post")
  const { pathname, searchParams } = new URL(await approve(visitor, authorization))
  const posted = await visitor.post(pathname, {
    form: Object.fromEntries(searchParams),
    headers: { origin: "https://id.example", cookie: null },
  })
  expect(posted.status).toBe(303)
  expectSignedIn(await visitor.get(posted.location), `${app.origin}/dashboard`)
})

test("AUTH_<PROVIDER>_PKCE=off sends neither challenge nor verifier", async ({ visitor, hostile }) => {
  const authorization = new URL(await begin(visitor, "oidc-plain"))
  expect(authorization.searchParams.has("code_challenge")).toBe(false)
  await visitor.get(await approve(visitor, authorization.href))
  const token = hostile.received.find(({ path }) => path === "/token")
  expect(token?.form.has("code_verifier")).toBe(false)
})

test("an OAuth 2.0 service has every option that its variables state", async ({
  visitor,
  hostile,
  records,
  app,
}) => {
  hostile.behave(withTeam(hostile))
  const authorization = await begin(visitor, "oauth2-full")
  expect(Object.fromEntries(new URL(authorization).searchParams)).toMatchObject({
    access_type: "offline",
    audience: clientId,
    scope: "profile,mail",
  })
  expectSignedIn(await visitor.get(await approve(visitor, authorization)), `${app.origin}/dashboard`)
  expect(hostile.received.map(({ path }) => path)).toContain("/.well-known/oauth-authorization-server")
  const token = hostile.received.find(({ path }) => path === "/token")
  expect(token?.headers.authorization).toBeUndefined()
  expect(Object.fromEntries(token?.form ?? [])).toMatchObject({
    client_secret: clientSecret,
    resource: "https://api.example",
  })
  const userinfo = hostile.received.find(({ path }) => path === "/userinfo")
  expect(userinfo?.headers["x-api-key"]).toBe(clientId)
  const query =
    'SELECT "issuer", "providerAccountId" AS id, u."emailVerified" IS NOT NULL AS verified FROM "Account" JOIN "User" u ON u."id" = "userId"'
  expect(await records.query(query)).toEqual([{ issuer: hostile.origin, id: "blue-4711", verified: true }])
})

test("with both endpoints and an issuer, no metadata is read, and a response without `iss` signs in", async ({
  visitor,
  hostile,
  app,
}) => {
  expectSignedIn(await signIn(visitor, "oauth2-stated"), `${app.origin}/dashboard`)
  expect(hostile.received.map(({ path }) => path)).not.toContain("/.well-known/oauth-authorization-server")
})

for (const [title, providerId, iss] of [
  ["another issuer", "oauth2-full", "https://attacker.example"],
  ["another issuer than the stated one", "oauth2-stated", "https://attacker.example"],
  ["no issuer, although the metadata announces one", "oauth2-full", undefined],
] as const)
  test(
    `with AUTH_OAUTH2_<NAME>_ISSUER an authorization response that names ${title} is rejected`,
    { tag: "@mix-up" },
    async ({ visitor, hostile }) => {
      hostile.behave({
        ...withTeam(hostile),
        authorizationResponse: (parameters) => (iss ? parameters.set("iss", iss) : parameters.delete("iss")),
      })
      expect(errorCode(await signIn(visitor, providerId))).toBe("issuer_mismatch")
    },
  )

test("AUTH_OAUTH2_<NAME>_USERINFO=off reads the profile from the token response", async ({
  visitor,
  hostile,
}) => {
  hostile.behave({ token: (response) => ({ ...response, user: { id: 7, name: "Ann" } }) })
  await signIn(visitor, "oauth2-embedded")
  expect(await currentUser(visitor)).toMatchObject({ name: "Ann" })
  expect(hostile.received.map(({ path }) => path)).not.toContain("/userinfo")
})

test("a named OAuth 1.0a service signs in", async ({ visitor, app }) => {
  expectSignedIn(await signIn(visitor, "oauth1-old-service"), `${app.origin}/dashboard`)
  expect(await currentUser(visitor)).toMatchObject({ name: "Hanna Hostile" })
})

function withTeam(hostile: HostileProvider): Behaviour {
  return {
    userinfo: (claims) => ({ ...claims, team: "blue" }),
    authorizationResponse: (parameters) => parameters.set("iss", hostile.origin),
  }
}
