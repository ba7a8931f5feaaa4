// A strict OpenID provider, `oidc-provider`, with an API: every token is bound to a key (DPoP, RFC 9449), and every proof needs the
// server's nonce.
import { createServer } from "node:http"
import { decodeJwt } from "jose"
import Provider, { type ClientMetadata, type Configuration } from "oidc-provider"
import { listenOnNewPort } from "../../lib/auth/oauth/new-port.fixture"

export const clientId = "client"
export const clientSecret = "the secret of a strict provider's client"

type Sent = {
  request: string
  /** The scheme of the Authorization header. */
  scheme: string | undefined
  proof: string | undefined
}

export type StrictProvider = {
  issuer: string
  /** The variables that point an app to this server. */
  env: Record<string, string>
  /** What the app sent since the test began. */
  sent: Sent[]
  /** Ends the newest access token before its time. Its refresh token stays valid. */
  endAccessToken(): Promise<void>
  close(): Promise<void>
}

/** @param client fields of the client's registration */
export async function startStrictProvider(
  client: Partial<ClientMetadata> = {},
  options: Partial<Configuration> = {},
): Promise<StrictProvider> {
  const server = createServer()
  const issuer = `http://localhost:${await listenOnNewPort(server, "localhost")}`
  const provider = quietly(() => new Provider(issuer, configuration(client, options)))
  // The port of the app is not known in advance.
  provider.Client.prototype.redirectUriAllowed = () => true
  let newest = ""
  provider.on("grant.success", ({ body }) => {
    newest = (body as { access_token: string }).access_token
  })
  const sent: Sent[] = []
  provider.use(async (ctx, next) => {
    if (ctx.path.startsWith("/interaction/")) {
      ctx.respond = false
      return provider.interactionFinished(ctx.req, ctx.res, { login: { accountId: "ada" } })
    }
    const [scheme] = ctx.get("authorization").split(" ")
    const request = `${ctx.method} ${ctx.path}`
    sent.push({ request, scheme: scheme || undefined, proof: ctx.get("dpop") || undefined })
    return ctx.path === "/api" ? respond(ctx, provider) : next()
  })
  server.on("request", provider.callback())
  return {
    issuer,
    env: {
      AUTH_OIDC_ISSUER: issuer,
      AUTH_OIDC_ID: clientId,
      AUTH_OIDC_SECRET: clientSecret,
      AUTH_OIDC_DPOP: "on",
    },
    sent,
    async endAccessToken() {
      await (await provider.AccessToken.find(newest))?.destroy()
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const apiNonce = "the nonce of the API"

/** The API: for a bound token only, with a nonce of its own in the proof. */
async function respond(
  ctx: { get(name: string): string; set(fields: object): void; status: number; body: unknown },
  provider: Provider,
) {
  const [scheme, token = ""] = ctx.get("authorization").split(" ")
  const found = await provider.AccessToken.find(token)
  const proof = ctx.get("dpop") ? decodeJwt(ctx.get("dpop")) : {}
  ctx.status = 401
  if (scheme !== "DPoP" || !found) ctx.set({ "www-authenticate": 'DPoP error="invalid_token"' })
  else if (proof.nonce !== apiNonce)
    ctx.set({ "www-authenticate": 'DPoP error="use_dpop_nonce"', "dpop-nonce": apiNonce })
  else {
    ctx.status = 200
    ctx.body = { user: found.accountId }
  }
}

function configuration(client: Partial<ClientMetadata>, options: Partial<Configuration>): Configuration {
  return {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: ["http://localhost/set-below"],
        grant_types: ["authorization_code", "refresh_token"],
        dpop_bound_access_tokens: true,
        ...client,
      },
    ],
    pkce: { required: () => true },
    scopes: ["openid", "email"],
    claims: { openid: ["sub"], email: ["email", "email_verified"] },
    rotateRefreshToken: true,
    issueRefreshToken: () => true,
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, name: "Ada", email: "ada@example.com", email_verified: true }),
    }),
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({ clientId, accountId: oidc.session?.accountId ?? "" })
      grant.addOIDCScope("openid email")
      await grant.save()
      return grant
    },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true, allowedPolicy: () => true },
      rpInitiatedLogout: { enabled: true },
      dPoP: { enabled: true, nonceSecret: Buffer.alloc(32, "n"), requireNonce: () => true },
    },
    cookies: { keys: ["a key for cookies"] },
    ttl: {
      AccessToken: 3_600,
      AuthorizationCode: 60,
      Grant: 86_400,
      IdToken: 3_600,
      Interaction: 3_600,
      RefreshToken: 86_400,
      Session: 86_400,
    },
    ...options,
  }
}

function quietly<T>(work: () => T): T {
  const { warn, info } = console
  console.warn = console.info = () => undefined
  try {
    return work()
  } finally {
    Object.assign(console, { warn, info })
  }
}
