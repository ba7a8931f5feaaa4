import { expect } from "@playwright/test"
import { SignJWT, type JWTPayload } from "jose"
import type { OidcProvider } from "../providers/types"
import { authorizationResponse, codeOf, contextAt, test } from "./context.fixture"
import { requireEndpoints } from "./discovery"
import {
  idTokenClaims,
  issuerResponder,
  otherKey,
  publicJwk,
  sign,
  signText,
  type Issuer,
} from "./issuer.fixture"
import { oidc } from "./oidc"

test.describe("an issuer for many tenants", () => {
  const tenant: Issuer = {
    document: (origin) => ({ issuer: `${origin}/{tenantid}/v2.0` }),
    idToken: async (origin) => sign(idTokenClaims(`${origin}/t1/v2.0`, { tid: "t1" })),
  }

  test("is accepted with the tenant that the ID token names", async ({ startServer }) => {
    const { origin } = await startServer(issuerResponder(tenant))
    const { profile } = await oidc.complete(
      contextAt(`${origin}/common/v2.0`, { tenantClaim: "tid" }),
      authorizationResponse(),
    )
    expect(profile.id).toBe("ada")
  })

  test(
    "is rejected if the provider declares no tenant claim",
    { tag: "@mix-up" },
    async ({ startServer }) => {
      const { origin } = await startServer(issuerResponder(tenant))
      await expect(
        oidc.complete(contextAt(`${origin}/common/v2.0`), authorizationResponse()),
      ).rejects.toThrow("provider_misconfigured")
    },
  )

  for (const [condition, tid, issuer] of [
    ["names another tenant than its issuer", "t2", "/t1/v2.0"],
    ["names no tenant", undefined, "/t1/v2.0"],
    ["names a tenant with a path", "t1/../t2", "/t1/../t2/v2.0"],
    ["names another issuer", "t1", "/t1/v1.0"],
  ] as const)
    test(`is rejected if the ID token ${condition}`, { tag: "@mix-up" }, async ({ startServer }) => {
      const { origin } = await startServer(
        issuerResponder({
          ...tenant,
          idToken: async (at) => sign(idTokenClaims(`${at}${issuer}`, { ...(tid && { tid }) })),
        }),
      )
      const ctx = contextAt(`${origin}/common/v2.0`, { tenantClaim: "tid" })
      await expect(oidc.complete(ctx, authorizationResponse())).rejects.toThrow("id_token_invalid")
    })

  for (const [issuer, isAccepted] of [
    ["/{tenantid}/v2.0", true],
    ["/t1/v2.0", true],
    ["/t2/v2.0", false],
    ["/{tenantid}/v1.0", false],
  ] as const)
    test(
      `a key for the issuer ${issuer} ${isAccepted ? "signs" : "does not sign"} for the tenant t1`,
      { tag: "@mix-up" },
      async ({ startServer }) => {
        const { origin } = await startServer(
          issuerResponder({ ...tenant, key: (at) => ({ issuer: at + issuer }) }),
        )
        const ctx = contextAt(`${origin}/common/v2.0`, { tenantClaim: "tid" })
        const completed = oidc.complete(ctx, authorizationResponse())
        if (isAccepted) expect((await completed).profile.id).toBe("ada")
        else await expect(completed).rejects.toThrow("id_token_invalid")
      },
    )

  const guid = "9188040d-6c67-4c5b-b112-36a304b66dad"
  const otherGuid = "0a1b2c3d-0000-4000-8000-00000000000a"

  for (const name of ["consumers", "contoso.example.com"])
    test(`may name the tenant ${name}, and announce its GUID`, async ({ startServer }) => {
      const { origin } = await startServer(
        issuerResponder({
          document: (at) => ({ issuer: `${at}/${guid}/v2.0` }),
          idToken: async (at) => sign(idTokenClaims(`${at}/${guid}/v2.0`, { tid: guid })),
        }),
      )
      const ctx = contextAt(`${origin}/${name}/v2.0`, { tenantClaim: "tid" })
      expect((await oidc.complete(ctx, authorizationResponse())).profile.id).toBe("ada")
    })

  test(
    "is rejected if its document announces the GUID of another tenant",
    { tag: "@mix-up" },
    async ({ startServer }) => {
      const { origin } = await startServer(
        issuerResponder({ document: (at) => ({ issuer: `${at}/${otherGuid}/v2.0` }) }),
      )
      const ctx = contextAt(`${origin}/${guid}/v2.0`, { tenantClaim: "tid" })
      await expect(oidc.complete(ctx, authorizationResponse())).rejects.toThrow("provider_misconfigured")
    },
  )

  test(
    "is rejected if the ID token names another tenant than the announced GUID",
    { tag: "@mix-up" },
    async ({ startServer }) => {
      const { origin } = await startServer(
        issuerResponder({
          document: (at) => ({ issuer: `${at}/${guid}/v2.0` }),
          idToken: async (at) => sign(idTokenClaims(`${at}/${otherGuid}/v2.0`, { tid: otherGuid })),
        }),
      )
      const ctx = contextAt(`${origin}/consumers/v2.0`, { tenantClaim: "tid" })
      await expect(oidc.complete(ctx, authorizationResponse())).rejects.toThrow("id_token_invalid")
    },
  )

  test("is rejected if its template has another path", { tag: "@mix-up" }, async ({ startServer }) => {
    const { origin } = await startServer(
      issuerResponder({ ...tenant, document: (at) => ({ issuer: `${at}/elsewhere/{tenantid}/v2.0` }) }),
    )
    const ctx = contextAt(`${origin}/common/v2.0`, { tenantClaim: "tid" })
    await expect(oidc.complete(ctx, authorizationResponse())).rejects.toThrow("provider_misconfigured")
  })
})

test(
  "a discovery document at another address must name the configured issuer",
  { tag: "@mix-up" },
  async ({ startServer }) => {
    const { origin, requests } = await startServer(issuerResponder({}))
    const discovery = `${origin}/other/.well-known/openid-configuration`
    await oidc.complete(contextAt(origin, { discovery }), authorizationResponse())
    expect(requests[0]?.url.pathname).toBe("/other/.well-known/openid-configuration")
    const otherIssuer = contextAt(`${origin}/issuer`, { discovery })
    await expect(oidc.complete(otherIssuer, authorizationResponse())).rejects.toThrow(
      "provider_misconfigured",
    )
  },
)

test.describe("an ID token signed with the client secret", { tag: "@identity" }, () => {
  const clientSecret = "a client secret of thirty-two bytes"
  const signedWith = (secret: string): Issuer => ({
    document: () => ({ id_token_signing_alg_values_supported: ["HS256", "ES256"] }),
    idToken: async (at) =>
      new SignJWT(idTokenClaims(at))
        .setProtectedHeader({ alg: "HS256" })
        .sign(new TextEncoder().encode(secret)),
  })
  const rules: [title: string, secret: string, options: Partial<OidcProvider>, isAccepted: boolean][] = [
    ["is accepted if the provider declares HS256", clientSecret, { idTokenAlg: "HS256" }, true],
    ["is rejected if the provider does not declare HS256", clientSecret, {}, false],
    ["is rejected with another secret", `${clientSecret}x`, { idTokenAlg: "HS256" }, false],
    ["is rejected with the issuer's public key as the secret", JSON.stringify(publicJwk), {}, false],
  ]
  for (const [title, secret, options, isAccepted] of rules)
    test(title, async ({ startServer }) => {
      const { origin } = await startServer(issuerResponder(signedWith(secret)))
      const signIn = oidc.complete(contextAt(origin, options, { clientSecret }), authorizationResponse())
      await (isAccepted
        ? expect(signIn).resolves.toBeDefined()
        : expect(signIn).rejects.toThrow("id_token_invalid"))
    })
})

test.describe("a nonce", { tag: "@stripped-check" }, () => {
  const withNonce = (nonce: string | undefined): Issuer => ({
    idToken: async (origin) => sign(idTokenClaims(origin, { nonce })),
  })
  const rules: [nonce: string | undefined, nonceEchoed: false | undefined, isAccepted: boolean][] = [
    ["our-nonce", undefined, true],
    ["another", undefined, false],
    [undefined, undefined, false],
    ["our-nonce", false, true],
    ["another", false, false],
    [undefined, false, true],
  ]
  for (const [nonce, nonceEchoed, isAccepted] of rules)
    test(`${nonce === undefined ? "that is missing" : `with the value ${nonce}`} is ${isAccepted ? "accepted" : "rejected"}${nonceEchoed === false ? " if the provider declares nonceEchoed: false" : ""}`, async ({
      startServer,
    }) => {
      const { origin } = await startServer(issuerResponder(withNonce(nonce)))
      const signIn = oidc.complete(
        contextAt(origin, nonceEchoed === false ? { nonceEchoed } : {}),
        authorizationResponse(),
      )
      await (isAccepted
        ? expect(signIn).resolves.toBeDefined()
        : expect(signIn).rejects.toThrow("id_token_invalid"))
    })
})

test.describe("with max_age and acr_values in the request", { tag: "@stripped-check" }, () => {
  const now = Math.floor(Date.now() / 1000)
  const rules: [title: string, claims: JWTPayload, code?: string][] = [
    ["a recent auth_time and a requested acr", { auth_time: now - 60, acr: "gold" }],
    ["a requested vector of trust", { auth_time: now - 60, vot: "gold" }],
    ["an ID token without auth_time", { acr: "gold" }, "not_asked_again"],
    ["an auth_time that is too old", { auth_time: now - 700, acr: "gold" }, "not_asked_again"],
    ["an auth_time in the future", { auth_time: now + 9999, acr: "gold" }, "not_asked_again"],
    ["an auth_time in milliseconds", { auth_time: now * 1000, acr: "gold" }, "not_asked_again"],
    ["another acr", { auth_time: now, acr: "silver" }, "insufficient_user_authentication"],
    [
      "another acr than the vector of trust",
      { auth_time: now, acr: "silver", vot: "gold" },
      "insufficient_user_authentication",
    ],
    ["an acr that is a list", { auth_time: now, acr: ["gold"] }, "insufficient_user_authentication"],
    ["an ID token without acr", { auth_time: now }, "insufficient_user_authentication"],
  ]
  for (const [title, claims, code] of rules)
    test(`${title} is ${code ?? "accepted"}`, async ({ startServer }) => {
      const { origin } = await startServer(
        issuerResponder({ idToken: async (at) => sign(idTokenClaims(at, claims)) }),
      )
      const ctx = contextAt(origin)
      Object.assign(ctx.attempt, { maxAge: 600, acrValues: "platinum gold" })
      const signIn = oidc.complete(ctx, authorizationResponse())
      await (code ? expect(signIn).rejects.toThrow(code) : expect(signIn).resolves.toBeDefined())
    })

  test("acr_values in the provider's parameters are checked too", async ({ startServer }) => {
    const { origin } = await startServer(
      issuerResponder({ idToken: async (at) => sign(idTokenClaims(at, { acr: "silver" })) }),
    )
    const ctx = contextAt(origin, { params: { acr_values: "gold" } })
    const signIn = oidc.complete(ctx, authorizationResponse())
    await expect(signIn).rejects.toThrow("insufficient_user_authentication")
  })
})

test.describe("the time of the authentication", { tag: "@stripped-check" }, () => {
  const now = Math.floor(Date.now() / 1000)
  const times: [title: string, authTime: number | undefined, expected: (time: Date | null) => void][] = [
    ["is auth_time", now - 700, (time) => expect(time).toEqual(new Date((now - 700) * 1000))],
    ["is unknown without auth_time", undefined, (time) => expect(time).toBeNull()],
    ["is unknown with 0, which some servers send for it", 0, (time) => expect(time).toBeNull()],
    [
      "is now if auth_time is a little ahead of our clock",
      now + 20,
      (time) => expect(time?.getTime()).toBeLessThanOrEqual(Date.now()),
    ],
    ["is unknown if auth_time is far ahead of our clock", now + 9999, (time) => expect(time).toBeNull()],
    ["is unknown if auth_time is in milliseconds", now * 1000, (time) => expect(time).toBeNull()],
  ]
  for (const [title, auth_time, check] of times)
    test(title, async ({ startServer }) => {
      const { origin } = await startServer(
        issuerResponder({ idToken: async (at) => sign(idTokenClaims(at, { auth_time })) }),
      )
      check((await oidc.complete(contextAt(origin), authorizationResponse())).authenticatedAt)
    })
})

for (const [levels, isAccepted] of [
  [31, true],
  [32, false],
  [50_000, false],
] as const)
  test(
    `an ID token and signed userinfo with ${levels} levels of JSON in a claim are ${isAccepted ? "accepted" : "rejected"}`,
    { tag: "@malformed" },
    async ({ startServer }) => {
      // SignJWT would refuse deep claims.
      const deep = `{"deep":${"[".repeat(levels)}${"]".repeat(levels)},`
      const signDeep = async (claims: object) => signText(JSON.stringify(claims).replace("{", deep))
      const type = "application/jwt"
      const userinfo = async () => ({ type, body: await signDeep({ sub: "ada" }) })
      const issuers = {
        id_token_invalid: issuerResponder({ idToken: async (at) => signDeep(idTokenClaims(at)) }),
        userinfo_invalid: issuerResponder({ userinfo }),
      }
      for (const [code, issuer] of Object.entries(issuers)) {
        const { origin } = await startServer(issuer)
        const signIn = oidc.complete(contextAt(origin), authorizationResponse())
        expect(await codeOf(signIn)).toBe(isAccepted ? "undefined" : code)
      }
    },
  )

test.describe("signed userinfo", { tag: "@identity" }, () => {
  const type = "application/jwt"
  const rules: [title: string, body: (origin: string) => Promise<string>, isAccepted: boolean][] = [
    ["by the issuer", async (at) => sign({ iss: at, aud: "client", sub: "ada", name: "Ada" }), true],
    [
      "by another key",
      async (at) => sign({ iss: at, aud: "client", sub: "ada", name: "Eve" }, otherKey),
      false,
    ],
    ["for another client", async (at) => sign({ iss: at, aud: "other", sub: "ada" }), false],
    ["about another subject", async (at) => sign({ iss: at, aud: "client", sub: "eve" }), false],
    [
      "with alg none",
      async () =>
        `${Buffer.from('{"alg":"none"}').toString("base64url")}.${Buffer.from('{"sub":"ada"}').toString("base64url")}.`,
      false,
    ],
  ]
  for (const [title, body, isAccepted] of rules)
    test(`${title} is ${isAccepted ? "accepted" : "rejected"}`, async ({ startServer }) => {
      const { origin } = await startServer(
        issuerResponder({ userinfo: async (at) => ({ type, body: await body(at) }) }),
      )
      const signIn = oidc.complete(contextAt(origin), authorizationResponse())
      if (isAccepted) expect((await signIn).profile.name).toBe("Ada")
      else await expect(signIn).rejects.toThrow("userinfo_invalid")
    })
})

for (const [source, claims, userinfo, isVerified] of [
  ["the ID token", { email: "a@x.example", email_verified: true }, {}, true],
  ["userinfo", {}, { email: "a@x.example", email_verified: true }, true],
  [
    "the ID token, which has the same address",
    { email: "a@x.example", email_verified: true },
    { email: "a@x.example" },
    true,
  ],
  [
    "the ID token, which has another address",
    { email: "b@x.example", email_verified: true },
    { email: "a@x.example" },
    false,
  ],
  ["the ID token, which has no address", { email_verified: true }, { email: "a@x.example" }, false],
] as const)
  test(
    `an email address is ${isVerified ? "" : "not "}verified by ${source}`,
    { tag: "@pre-hijack" },
    async ({ startServer }) => {
      const { origin } = await startServer(
        issuerResponder({
          idToken: async (at) => sign(idTokenClaims(at, claims)),
          userinfo: async () => ({ body: { sub: "ada", ...userinfo } }),
        }),
      )
      const { profile } = await oidc.complete(contextAt(origin), authorizationResponse())
      expect(profile).toMatchObject({ email: "a@x.example", emailVerified: isVerified })
    },
  )

for (const [sid, expected] of [
  ["s1", "s1"],
  ["s".repeat(512), "s".repeat(512)],
  [undefined, null],
  ["", null],
  [7, null],
  ["s1\0", "id_token_invalid"],
  ["s1\ud800", "id_token_invalid"],
  ["s".repeat(13_000), "id_token_invalid"],
] as const)
  test(
    `the session id ${JSON.stringify(sid)?.slice(0, 12)} (${String(sid).length} characters) becomes ${String(expected).slice(0, 20)}`,
    { tag: ["@malformed", "@session-end"] },
    async ({ startServer }) => {
      const { origin } = await startServer(
        issuerResponder({ idToken: async (at) => sign(idTokenClaims(at, { sid })) }),
      )
      const signIn = oidc.complete(contextAt(origin), authorizationResponse())
      if (expected === "id_token_invalid") await expect(signIn).rejects.toThrow(expected)
      else expect((await signIn).providerSid).toBe(expected)
    },
  )

for (const scope of ["repo\0", "repo\ud800", "repo ".repeat(2_001)])
  test(
    `the granted scope ${JSON.stringify(scope).slice(0, 20)} is rejected, not cut or cleaned`,
    { tag: "@malformed" },
    async ({ startServer }) => {
      const { origin } = await startServer(issuerResponder({ token: { scope } }))
      await expect(oidc.complete(contextAt(origin), authorizationResponse())).rejects.toThrow("token_invalid")
    },
  )

const wholeProfile = { name: "Ada", email: "ada@x.example", email_verified: true }

for (const [title, isRequested, claims, provider, document] of [
  ["has the profile", false, wholeProfile, {}, {}],
  ["has the profile, if the provider declares userinfo: true", true, wholeProfile, { userinfo: true }, {}],
  ["lacks the name", true, { ...wholeProfile, name: undefined }, {}, {}],
  ["has a nickname in place of the name", true, { ...wholeProfile, name: "", nickname: "a" }, {}, {}],
  ["lacks the email address", true, { ...wholeProfile, email: undefined }, {}, {}],
  [
    "does not say whether the address is verified",
    true,
    { ...wholeProfile, email_verified: undefined },
    {},
    {},
  ],
  ["says that the address is not verified", false, { ...wholeProfile, email_verified: false }, {}, {}],
  [
    "lacks a value that is not in the provider's profile",
    false,
    { name: "Ada" },
    { profile: { id: "sub", name: "name" } },
    {},
  ],
  [
    "lacks a picture, which the issuer announces",
    true,
    wholeProfile,
    {},
    { claims_supported: ["sub", "picture"] },
  ],
  [
    "lacks a picture at the first of two paths, which the issuer announces",
    true,
    wholeProfile,
    { profile: { id: "sub", name: "name", image: "picture|attributes.picture" } },
    { claims_supported: ["picture"] },
  ],
  [
    "lacks a picture, which the issuer does not announce",
    false,
    wholeProfile,
    {},
    { claims_supported: ["sub", "name"] },
  ],
] as const)
  test(`userinfo is ${isRequested ? "" : "not "}requested if the ID token ${title}`, async ({
    startServer,
  }) => {
    const { origin, requests } = await startServer(
      issuerResponder({
        document: () => document,
        idToken: async (at) => sign(idTokenClaims(at, claims)),
        userinfo: async () => ({ body: { sub: "ada", ...wholeProfile } }),
      }),
    )
    const { profile } = await oidc.complete(contextAt(origin, provider), authorizationResponse())
    expect(profile.name).toBe("Ada")
    expect(requests.some(({ url }) => url.pathname === "/userinfo")).toBe(isRequested)
  })

test("userinfo is not requested if the provider declares userinfo: false", async ({ startServer }) => {
  const { origin, requests } = await startServer(
    issuerResponder({ userinfo: async () => ({ body: { sub: "eve" } }) }),
  )
  await oidc.complete(contextAt(origin, { userinfo: false }), authorizationResponse())
  expect(requests.map(({ url }) => url.pathname)).not.toContain("/userinfo")
})

test(
  "an ID token that expired is accepted only within the configured clock skew",
  { tag: "@replay" },
  async ({ startServer }) => {
    const now = Math.floor(Date.now() / 1000)
    const { origin } = await startServer(
      issuerResponder({ idToken: async (at) => sign(idTokenClaims(at, { exp: now - 100 })) }),
    )
    await expect(oidc.complete(contextAt(origin), authorizationResponse())).rejects.toThrow(
      "id_token_invalid",
    )
    await oidc.complete(contextAt(origin, {}, { clockSkewSeconds: 200 }), authorizationResponse())
  },
)

for (const name of [
  "authorization_endpoint",
  "token_endpoint",
  "jwks_uri",
  "userinfo_endpoint",
  "end_session_endpoint",
])
  test(
    `an https issuer that announces ${name} without https is rejected`,
    { tag: ["@ssrf", "@GHSA-86j7-9j95-vpqj"] },
    () => {
      const issuer = "https://issuer.example.com"
      const valid = {
        issuer,
        authorization_endpoint: `${issuer}/a`,
        token_endpoint: `${issuer}/t`,
        jwks_uri: `${issuer}/k`,
      }
      expect(() => requireEndpoints(valid, [])).not.toThrow()
      for (const address of ["http://issuer.example.com/x", "javascript:alert(1)"])
        expect(thrownBy(() => requireEndpoints({ ...valid, [name]: address }, []))).toMatchObject({
          cause: `its ${name} is not https`,
          details: { check: "metadata_endpoints" },
        })
    },
  )

test("an issuer that announces no address for a required endpoint is rejected", { tag: "@malformed" }, () => {
  const issuer = "https://issuer.example.com"
  const valid = { issuer, authorization_endpoint: `${issuer}/a`, token_endpoint: `${issuer}/t` }
  for (const value of [undefined, null, "", 5, [valid.token_endpoint], "https://"])
    for (const name of ["authorization_endpoint", "token_endpoint", "jwks_uri"]) {
      const announced = { ...valid, jwks_uri: `${issuer}/k`, [name]: value } as typeof valid
      expect(
        thrownBy(() => requireEndpoints(announced, ["jwks_uri"])),
        `${name}: ${JSON.stringify(value)}`,
      ).toMatchObject({
        code: "provider_misconfigured",
        details: { check: "metadata_endpoints" },
      })
    }
})

function thrownBy(work: () => void): unknown {
  try {
    work()
    return undefined
  } catch (error) {
    return error
  }
}
