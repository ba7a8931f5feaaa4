import { expect } from "@playwright/test"
import { SignJWT, type JWTPayload } from "jose"
import type { OidcProvider } from "../providers/types"
import { answer, test } from "./context.fixture"
import { requireEndpoints } from "./discovery"
import { claimsOf, contextAt, issuing, publicJwk, sign, strangersKey, type Issuer } from "./issuer.fixture"
import { oidc } from "./oidc"

test.describe("an issuer for many tenants", () => {
  const tenant: Issuer = {
    document: (origin) => ({ issuer: `${origin}/{tenantid}/v2.0` }),
    idToken: async (origin) => sign(claimsOf(`${origin}/t1/v2.0`, { tid: "t1" })),
  }

  test("is the tenant's that the ID token names", async ({ serve }) => {
    const { origin } = await serve(issuing(tenant))
    const { profile } = await oidc.complete(
      contextAt(`${origin}/common/v2.0`, { tenantClaim: "tid" }),
      answer(),
    )
    expect(profile.id).toBe("ada")
  })

  test("is refused where the provider declares no tenants", { tag: "@mix-up" }, async ({ serve }) => {
    const { origin } = await serve(issuing(tenant))
    await expect(oidc.complete(contextAt(`${origin}/common/v2.0`), answer())).rejects.toThrow(
      "provider_misconfigured",
    )
  })

  for (const [how, tid, issuer] of [
    ["names another tenant than its issuer", "t2", "/t1/v2.0"],
    ["names no tenant", undefined, "/t1/v2.0"],
    ["names a tenant that reaches into the path", "t1/../t2", "/t1/../t2/v2.0"],
    ["names another issuer", "t1", "/t1/v1.0"],
  ] as const)
    test(`is refused when the ID token ${how}`, { tag: "@mix-up" }, async ({ serve }) => {
      const { origin } = await serve(
        issuing({
          ...tenant,
          idToken: async (at) => sign(claimsOf(`${at}${issuer}`, { ...(tid && { tid }) })),
        }),
      )
      const ctx = contextAt(`${origin}/common/v2.0`, { tenantClaim: "tid" })
      await expect(oidc.complete(ctx, answer())).rejects.toThrow("id_token_invalid")
    })

  test("is refused when its template stands at another path", { tag: "@mix-up" }, async ({ serve }) => {
    const { origin } = await serve(
      issuing({ ...tenant, document: (at) => ({ issuer: `${at}/elsewhere/{tenantid}/v2.0` }) }),
    )
    const ctx = contextAt(`${origin}/common/v2.0`, { tenantClaim: "tid" })
    await expect(oidc.complete(ctx, answer())).rejects.toThrow("provider_misconfigured")
  })
})

test(
  "a discovery document may lie elsewhere, and must still name the issuer",
  { tag: "@mix-up" },
  async ({ serve }) => {
    const { origin, asked } = await serve(issuing({}))
    const discovery = `${origin}/other/.well-known/openid-configuration`
    await oidc.complete(contextAt(origin, { discovery }), answer())
    expect(asked[0]?.url.pathname).toBe("/other/.well-known/openid-configuration")
    const wrong = contextAt(`${origin}/issuer`, { discovery })
    await expect(oidc.complete(wrong, answer())).rejects.toThrow("provider_misconfigured")
  },
)

test.describe("an ID token signed with the client secret", { tag: "@identity" }, () => {
  const clientSecret = "a client secret of thirty-two bytes"
  const signedWith = (secret: string): Issuer => ({
    document: () => ({ id_token_signing_alg_values_supported: ["HS256", "ES256"] }),
    idToken: async (at) =>
      new SignJWT(claimsOf(at)).setProtectedHeader({ alg: "HS256" }).sign(new TextEncoder().encode(secret)),
  })
  const rules: [what: string, secret: string, options: Partial<OidcProvider>, isAccepted: boolean][] = [
    ["is accepted where the provider declares it", clientSecret, { idTokenAlg: "HS256" }, true],
    ["is refused elsewhere", clientSecret, {}, false],
    ["is refused with another secret", `${clientSecret}x`, { idTokenAlg: "HS256" }, false],
    ["is refused with the issuer's public key as secret", JSON.stringify(publicJwk), {}, false],
  ]
  for (const [what, secret, options, isAccepted] of rules)
    test(what, async ({ serve }) => {
      const { origin } = await serve(issuing(signedWith(secret)))
      const signIn = oidc.complete(contextAt(origin, options, { clientSecret }), answer())
      await (isAccepted
        ? expect(signIn).resolves.toBeDefined()
        : expect(signIn).rejects.toThrow("id_token_invalid"))
    })
})

test.describe("a nonce", { tag: "@stripped-check" }, () => {
  const withNonce = (nonce: string | undefined): Issuer => ({
    idToken: async (origin) => sign(claimsOf(origin, { nonce })),
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
    test(`that is ${nonce ?? "missing"} is ${isAccepted ? "accepted" : "refused"}${nonceEchoed === false ? " where none is promised" : ""}`, async ({
      serve,
    }) => {
      const { origin } = await serve(issuing(withNonce(nonce)))
      const signIn = oidc.complete(contextAt(origin, nonceEchoed === false ? { nonceEchoed } : {}), answer())
      await (isAccepted
        ? expect(signIn).resolves.toBeDefined()
        : expect(signIn).rejects.toThrow("id_token_invalid"))
    })
})

test.describe("when it was asked for", { tag: "@stripped-check" }, () => {
  const now = Math.floor(Date.now() / 1000)
  const rules: [what: string, claims: JWTPayload, isAccepted: boolean][] = [
    ["a recent sign-in of the right kind", { auth_time: now - 60, acr: "gold" }, true],
    ["no time of the sign-in", { acr: "gold" }, false],
    ["a sign-in that is too old", { auth_time: now - 700, acr: "gold" }, false],
    ["another kind", { auth_time: now, acr: "silver" }, false],
    ["no kind", { auth_time: now }, false],
  ]
  for (const [what, claims, isAccepted] of rules)
    test(`${what} is ${isAccepted ? "accepted" : "refused"}`, async ({ serve }) => {
      const { origin } = await serve(issuing({ idToken: async (at) => sign(claimsOf(at, claims)) }))
      const ctx = contextAt(origin)
      Object.assign(ctx.attempt, { maxAge: 600, acrValues: "platinum gold" })
      const signIn = oidc.complete(ctx, answer())
      await (isAccepted
        ? expect(signIn).resolves.toBeDefined()
        : expect(signIn).rejects.toThrow("id_token_invalid"))
    })

  test("a kind that the provider's own parameters ask for is checked too", async ({ serve }) => {
    const { origin } = await serve(issuing({ idToken: async (at) => sign(claimsOf(at, { acr: "silver" })) }))
    const ctx = contextAt(origin, { params: { acr_values: "gold" } })
    await expect(oidc.complete(ctx, answer())).rejects.toThrow("id_token_invalid")
  })
})

test.describe("signed userinfo", { tag: "@identity" }, () => {
  const type = "application/jwt"
  const rules: [what: string, body: (origin: string) => Promise<string>, isAccepted: boolean][] = [
    ["by the issuer", async (at) => sign({ iss: at, aud: "client", sub: "ada", name: "Ada" }), true],
    [
      "by a stranger",
      async (at) => sign({ iss: at, aud: "client", sub: "ada", name: "Eve" }, strangersKey),
      false,
    ],
    ["for another client", async (at) => sign({ iss: at, aud: "other", sub: "ada" }), false],
    ["about somebody else", async (at) => sign({ iss: at, aud: "client", sub: "eve" }), false],
    [
      "by nobody",
      async () =>
        `${Buffer.from('{"alg":"none"}').toString("base64url")}.${Buffer.from('{"sub":"ada"}').toString("base64url")}.`,
      false,
    ],
  ]
  for (const [what, body, isAccepted] of rules)
    test(`${what} is ${isAccepted ? "believed" : "refused"}`, async ({ serve }) => {
      const { origin } = await serve(issuing({ userinfo: async (at) => ({ type, body: await body(at) }) }))
      const signIn = oidc.complete(contextAt(origin), answer())
      if (isAccepted) expect((await signIn).profile.name).toBe("Ada")
      else await expect(signIn).rejects.toThrow("userinfo_invalid")
    })
})

for (const [what, claims, info, isVerified] of [
  ["the ID token", { email: "a@x.example", email_verified: true }, {}, true],
  ["userinfo", {}, { email: "a@x.example", email_verified: true }, true],
  [
    "the ID token, of the same address",
    { email: "a@x.example", email_verified: true },
    { email: "a@x.example" },
    true,
  ],
  [
    "the ID token, of another address",
    { email: "b@x.example", email_verified: true },
    { email: "a@x.example" },
    false,
  ],
  ["the ID token, of none", { email_verified: true }, { email: "a@x.example" }, false],
] as const)
  test(
    `an address is ${isVerified ? "" : "not "}verified by ${what}`,
    { tag: "@pre-hijack" },
    async ({ serve }) => {
      const { origin } = await serve(
        issuing({
          idToken: async (at) => sign(claimsOf(at, claims)),
          userinfo: async () => ({ body: { sub: "ada", ...info } }),
        }),
      )
      const { profile } = await oidc.complete(contextAt(origin), answer())
      expect(profile).toMatchObject({ email: "a@x.example", emailVerified: isVerified })
    },
  )

test("userinfo is not asked where the provider declares that it adds nothing", async ({ serve }) => {
  const { origin, asked } = await serve(issuing({ userinfo: async () => ({ body: { sub: "eve" } }) }))
  await oidc.complete(contextAt(origin, { userinfo: false }), answer())
  expect(asked.map(({ url }) => url.pathname)).not.toContain("/userinfo")
})

test("a clock that is off by more than the setting is refused", { tag: "@replay" }, async ({ serve }) => {
  const now = Math.floor(Date.now() / 1000)
  const { origin } = await serve(issuing({ idToken: async (at) => sign(claimsOf(at, { exp: now - 100 })) }))
  await expect(oidc.complete(contextAt(origin), answer())).rejects.toThrow("id_token_invalid")
  await oidc.complete(contextAt(origin, {}, { clockSkewSeconds: 200 }), answer())
})

for (const name of [
  "authorization_endpoint",
  "token_endpoint",
  "jwks_uri",
  "userinfo_endpoint",
  "end_session_endpoint",
])
  test(
    `an https issuer that announces a plain ${name} is refused`,
    { tag: ["@ssrf", "@GHSA-86j7-9j95-vpqj"] },
    () => {
      const issuer = "https://issuer.example.com"
      const sound = {
        issuer,
        authorization_endpoint: `${issuer}/a`,
        token_endpoint: `${issuer}/t`,
        jwks_uri: `${issuer}/k`,
      }
      expect(() => requireEndpoints(sound, [])).not.toThrow()
      for (const address of ["http://issuer.example.com/x", "javascript:alert(1)"])
        expect(thrownBy(() => requireEndpoints({ ...sound, [name]: address }, []))).toMatchObject({
          cause: `its ${name} is not https`,
          details: { check: "metadata_endpoints" },
        })
    },
  )

function thrownBy(work: () => void): unknown {
  try {
    work()
    return undefined
  } catch (error) {
    return error
  }
}
