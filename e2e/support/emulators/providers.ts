// The providers that Vercel's emulate plays. Where an emulator lacks what the real provider has, its door here
// adds that, and says so.
import { generateKeyPairSync } from "node:crypto"
import { decodeJwt, jwtVerify } from "jose"
import type { Emulated } from "."

export const person = { name: "Ada Lovelace", email: "ada@example.com" }
const app = (id: string) => ({
  client_id: "client",
  client_secret: "secret",
  name: "Portico",
  redirect_uris: [`http://localhost:3000/api/auth/${id}/callback`],
})
const keys = (id: string) => ({ [`AUTH_${id}_ID`]: "client", [`AUTH_${id}_SECRET`]: "secret" })

/** Consents to Apple in one test alone. */
export const newcomer = { name: "Grace Hopper", email: "grace@example.com" }

const appleKey = generateKeyPairSync("ec", { namedCurve: "P-256" })

/** The client secrets that Apple was sent. */
export const appleSecrets: string[] = []

const apple: Emulated = {
  service: "apple",
  seed: { users: [person, newcomer], oauth_clients: [{ ...app("apple"), team_id: "TEAM123456" }] },
  variables: (origin) => ({
    AUTH_APPLE_ISSUER: origin,
    AUTH_APPLE_ID: "client",
    AUTH_APPLE_TEAM: "TEAM123456",
    AUTH_APPLE_KEY_ID: "KEY1234567",
    AUTH_APPLE_KEY: appleKey.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  }),
  // The emulator takes any client secret; Apple takes only one that the team's key signed.
  async door({ path, form, origin, pass }) {
    if (path !== "/auth/token") return pass()
    const secret = form.get("client_secret") ?? ""
    appleSecrets.push(secret)
    const expected = { algorithms: ["ES256"], issuer: "TEAM123456", subject: "client", audience: origin }
    const isValid = await jwtVerify(secret, appleKey.publicKey, expected).catch(() => null)
    return isValid ? pass() : Response.json({ error: "invalid_client" }, { status: 400 })
  },
}

const clerk: Emulated = {
  service: "clerk",
  seed: {
    users: [{ first_name: "Ada", last_name: "Lovelace", email_addresses: [person.email] }],
    oauth_applications: [app("clerk")],
  },
  variables: (origin) => ({ ...keys("CLERK"), AUTH_CLERK_ISSUER: origin }),
  // The emulator's ID token forgets the nonce (OpenID Connect Core 3.1.3.7, point 11).
  async door({ path, pass, nonce, sign, announce }) {
    const answer = await pass()
    if (path === "/.well-known/openid-configuration") {
      const { jwks_uri: _, ...document } = (await answer.json()) as Record<string, unknown>
      return announce(document)
    }
    return path === "/oauth/token"
      ? withIdToken(answer, (body) => sign({ ...decodeJwt(String(body.id_token)), nonce }))
      : answer
  },
}

const linear: Emulated = {
  service: "linear",
  seed: { users: [person], oauth_apps: [{ ...app("linear"), scopes: ["read"] }] },
  variables: (origin) => ({ ...keys("LINEAR"), AUTH_LINEAR_ISSUER: origin }),
}

const microsoft: Emulated = {
  service: "microsoft",
  seed: { users: [person], oauth_clients: [app("microsoft-entra-id")] },
  variables: (origin) => ({
    ...keys("MICROSOFT_ENTRA_ID"),
    AUTH_MICROSOFT_ENTRA_ID_ISSUER: `${origin}/common/v2.0`,
  }),
  // Under `common` the emulator announces one tenant; Entra announces a template.
  async door({ path, pass, origin }) {
    const answer = await pass()
    if (path !== "/common/v2.0/.well-known/openid-configuration") return answer
    return Response.json({ ...Object(await answer.json()), issuer: `${origin}/{tenantid}/v2.0` })
  },
}

const okta: Emulated = {
  service: "okta",
  seed: {
    users: [{ login: person.email, email: person.email, first_name: "Ada", last_name: "Lovelace" }],
    oauth_clients: [{ ...app("okta"), auth_server_id: "default" }],
  },
  variables: (origin) => ({ ...keys("OKTA"), AUTH_OKTA_ISSUER: `${origin}/oauth2/default` }),
}

const slack: Emulated = {
  service: "slack",
  seed: { users: [{ name: "ada", real_name: person.name, email: person.email }], oauth_apps: [app("slack")] },
  variables: (origin) => ({ ...keys("SLACK"), AUTH_SLACK_ISSUER: origin }),
  // The emulator installs apps (OAuth 2.0) and does not sign people in (OpenID Connect); code, client and user are its own.
  async door({ path, origin, pass, nonce, sign, announce }) {
    const user = { sub: "U0000000001", email: person.email, email_verified: true, name: person.name }
    if (path === "/.well-known/openid-configuration")
      return announce({
        authorization_endpoint: `${origin}/openid/connect/authorize`,
        token_endpoint: `${origin}/api/openid.connect.token`,
        userinfo_endpoint: `${origin}/api/openid.connect.userInfo`,
      })
    if (path === "/openid/connect/authorize") return pass("/oauth/v2/authorize")
    if (path === "/api/openid.connect.userInfo") return Response.json({ ok: true, ...user })
    if (path !== "/api/openid.connect.token") return pass()
    return withIdToken(
      await pass("/api/oauth.v2.access"),
      () => sign({ aud: "client", nonce, ...user }),
      "Bearer",
    )
  },
}

const vercel: Emulated = {
  service: "vercel",
  seed: { users: [{ username: "ada", ...person }], integrations: [app("vercel")] },
  variables: (origin) => ({ ...keys("VERCEL"), AUTH_VERCEL_ISSUER: origin }),
  // The emulator has neither a discovery document nor ID tokens.
  async door({ path, origin, pass, nonce, sign, announce }) {
    if (path === "/.well-known/openid-configuration")
      return announce({
        authorization_endpoint: `${origin}/oauth/authorize`,
        token_endpoint: `${origin}/login/oauth/token`,
        userinfo_endpoint: `${origin}/login/oauth/userinfo`,
      })
    if (path !== "/login/oauth/token") return pass()
    return withIdToken(await pass(), async ({ access_token }) => {
      const headers = { authorization: `Bearer ${String(access_token)}` }
      const userinfo = await fetch(`${origin}/login/oauth/userinfo`, { headers })
      return sign({ aud: "client", nonce, sub: Object(await userinfo.json()).sub })
    })
  },
}

/** A good token answer with another ID token; any other answer as it is. */
async function withIdToken(
  answer: Response,
  idToken: (body: Record<string, unknown>) => Promise<string>,
  token_type?: string,
): Promise<Response> {
  const body = (await answer.json()) as Record<string, unknown>
  if (body.access_token === undefined) return Response.json(body, { status: answer.status })
  return Response.json({ ...body, ...(token_type && { token_type }), id_token: await idToken(body) })
}

export const emulated = [apple, clerk, linear, microsoft, okta, slack, vercel]
