// The providers that Vercel's emulate supports. Where an emulator deviates from the real provider, `intercept` corrects it and a
// comment names the deviation.
import { generateKeyPairSync } from "node:crypto"
import { decodeJwt, jwtVerify } from "jose"
import type { Emulated } from "."

export const user = { name: "Ada Lovelace", email: "ada@example.com" }
const app = (id: string) => ({
  client_id: "client",
  client_secret: "secret",
  name: "Portico",
  redirect_uris: [`http://localhost:3000/api/auth/${id}/callback`],
})
const keys = (id: string) => ({ [`AUTH_${id}_ID`]: "client", [`AUTH_${id}_SECRET`]: "secret" })

/** Consents to Apple in only one test, because Apple sends the name only at the first consent. */
export const newcomer = { name: "Grace Hopper", email: "grace@example.com" }

const appleKey = generateKeyPairSync("ec", { namedCurve: "P-256" })

/** The client secrets that were sent to Apple. */
export const appleSecrets: string[] = []

const apple: Emulated = {
  service: "apple",
  seed: { users: [user, newcomer], oauth_clients: [{ ...app("apple"), team_id: "TEAM123456" }] },
  variables: (origin) => ({
    AUTH_APPLE_ISSUER: origin,
    AUTH_APPLE_ID: "client",
    AUTH_APPLE_TEAM: "TEAM123456",
    AUTH_APPLE_KEY_ID: "KEY1234567",
    AUTH_APPLE_KEY: appleKey.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  }),
  // The emulator accepts any client secret; Apple accepts only one that the team's key signed.
  async intercept({ path, form, origin, forward }) {
    if (path !== "/auth/token") return forward()
    const secret = form.get("client_secret") ?? ""
    appleSecrets.push(secret)
    const expected = { algorithms: ["ES256"], issuer: "TEAM123456", subject: "client", audience: origin }
    const isValid = await jwtVerify(secret, appleKey.publicKey, expected).catch(() => null)
    return isValid ? forward() : Response.json({ error: "invalid_client" }, { status: 400 })
  },
}

const clerk: Emulated = {
  service: "clerk",
  seed: {
    users: [{ first_name: "Ada", last_name: "Lovelace", email_addresses: [user.email] }],
    oauth_applications: [app("clerk")],
  },
  variables: (origin) => ({ ...keys("CLERK"), AUTH_CLERK_ISSUER: origin }),
  // The emulator's ID token lacks the nonce (OpenID Connect Core 3.1.3.7, point 11).
  async intercept({ path, forward, nonce, sign, discoveryDocument }) {
    const response = await forward()
    if (path === "/.well-known/openid-configuration") {
      const { jwks_uri: _, ...document } = (await response.json()) as Record<string, unknown>
      return discoveryDocument(document)
    }
    return path === "/oauth/token"
      ? withIdToken(response, (body) => sign({ ...decodeJwt(String(body.id_token)), nonce }))
      : response
  },
}

const linear: Emulated = {
  service: "linear",
  seed: { users: [user], oauth_apps: [{ ...app("linear"), scopes: ["read"] }] },
  variables: (origin) => ({ ...keys("LINEAR"), AUTH_LINEAR_ISSUER: origin }),
}

const microsoft: Emulated = {
  service: "microsoft",
  seed: { users: [user], oauth_clients: [app("microsoft-entra-id")] },
  variables: (origin) => ({
    ...keys("MICROSOFT_ENTRA_ID"),
    AUTH_MICROSOFT_ENTRA_ID_ISSUER: `${origin}/common/v2.0`,
  }),
  // For `common` the emulator's issuer is one tenant; Entra's is a template.
  async intercept({ path, forward, origin }) {
    const response = await forward()
    if (path !== "/common/v2.0/.well-known/openid-configuration") return response
    return Response.json({ ...Object(await response.json()), issuer: `${origin}/{tenantid}/v2.0` })
  },
}

const okta: Emulated = {
  service: "okta",
  seed: {
    users: [{ login: user.email, email: user.email, first_name: "Ada", last_name: "Lovelace" }],
    oauth_clients: [{ ...app("okta"), auth_server_id: "default" }],
  },
  variables: (origin) => ({ ...keys("OKTA"), AUTH_OKTA_ISSUER: `${origin}/oauth2/default` }),
}

const slack: Emulated = {
  service: "slack",
  seed: { users: [{ name: "ada", real_name: user.name, email: user.email }], oauth_apps: [app("slack")] },
  variables: (origin) => ({ ...keys("SLACK"), AUTH_SLACK_ISSUER: origin }),
  // The emulator installs apps (OAuth 2.0) and has no OpenID Connect; code, client and user are the emulator's.
  async intercept({ path, origin, forward, nonce, sign, discoveryDocument }) {
    const team = { "https://slack.com/team_id": "T0000000001" }
    const claims = { sub: "U0000000001", ...team, email: user.email, email_verified: true, name: user.name }
    if (path === "/.well-known/openid-configuration")
      return discoveryDocument({
        authorization_endpoint: `${origin}/openid/connect/authorize`,
        token_endpoint: `${origin}/api/openid.connect.token`,
        userinfo_endpoint: `${origin}/api/openid.connect.userInfo`,
      })
    if (path === "/openid/connect/authorize") return forward("/oauth/v2/authorize")
    if (path === "/api/openid.connect.userInfo") return Response.json({ ok: true, ...claims })
    if (path !== "/api/openid.connect.token") return forward()
    return withIdToken(
      await forward("/api/oauth.v2.access"),
      () => sign({ aud: "client", nonce, ...claims }),
      "Bearer",
    )
  },
}

const vercel: Emulated = {
  service: "vercel",
  seed: { users: [{ username: "ada", ...user }], integrations: [app("vercel")] },
  variables: (origin) => ({ ...keys("VERCEL"), AUTH_VERCEL_ISSUER: origin }),
  // The emulator has neither a discovery document nor ID tokens.
  async intercept({ path, origin, forward, nonce, sign, discoveryDocument }) {
    if (path === "/.well-known/openid-configuration")
      return discoveryDocument({
        authorization_endpoint: `${origin}/oauth/authorize`,
        token_endpoint: `${origin}/login/oauth/token`,
        userinfo_endpoint: `${origin}/login/oauth/userinfo`,
      })
    if (path !== "/login/oauth/token") return forward()
    return withIdToken(await forward(), async ({ access_token }) => {
      const headers = { authorization: `Bearer ${String(access_token)}` }
      const userinfo = await fetch(`${origin}/login/oauth/userinfo`, { headers })
      return sign({ aud: "client", nonce, sub: Object(await userinfo.json()).sub })
    })
  },
}

/** Replaces the ID token of a successful token response; returns an error response unchanged. */
async function withIdToken(
  response: Response,
  idToken: (body: Record<string, unknown>) => Promise<string>,
  token_type?: string,
): Promise<Response> {
  const body = (await response.json()) as Record<string, unknown>
  if (body.access_token === undefined) return Response.json(body, { status: response.status })
  return Response.json({ ...body, ...(token_type && { token_type }), id_token: await idToken(body) })
}

export const emulated = [apple, clerk, linear, microsoft, okta, slack, vercel]
