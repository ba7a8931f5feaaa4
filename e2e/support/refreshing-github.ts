// A GitHub whose tokens expire: `oidc-provider` at GitHub's paths. It rotates refresh tokens, and revokes the whole grant when a
// refresh token is used twice.
import { createServer } from "node:http"
import Provider from "oidc-provider"
import { listenOnNewPort } from "../../lib/auth/oauth/new-port.fixture"

const paths = { authorization: "/login/oauth/authorize", token: "/login/oauth/access_token" }
const client = { client_id: "client", client_secret: "the secret of a refreshing GitHub" }

export type RefreshingGitHub = {
  /** The variables that point an app to this server. */
  env: Record<string, string>
  /** GitHub's id of the user who signs in next. */
  userId: string
  /** Awaited before a refresh is processed; after false it is answered with 503 and not processed. */
  before: (() => Promise<boolean>) | undefined
  /** Awaited before the response to a refresh is sent. */
  after: (() => Promise<void>) | undefined
  /** The result of each refresh: "ok", an error, or "unprocessed". */
  refreshes: string[]
  /** The newest tokens. */
  issued: { access_token: string; refresh_token: string }
  /** Ends an access token before its time. Its refresh token stays valid. */
  endAccessToken(): Promise<void>
  /** Revokes a grant with all its tokens, as a user can at GitHub. */
  revoke(): Promise<void>
  close(): Promise<void>
}

export async function startRefreshingGitHub(): Promise<RefreshingGitHub> {
  const server = createServer()
  const origin = `http://localhost:${await listenOnNewPort(server, "localhost")}`

  const { warn, info } = console
  console.warn = console.info = () => undefined
  const provider = new Provider(`${origin}/login/oauth`, {
    clients: [
      {
        ...client,
        token_endpoint_auth_method: "client_secret_post",
        grant_types: ["authorization_code", "refresh_token"],
        redirect_uris: ["http://localhost/set-below"],
      },
    ],
    routes: paths,
    pkce: { required: () => true },
    rotateRefreshToken: true,
    issueRefreshToken: () => true,
    // GitHub's scopes; it has no OpenID Connect.
    scopes: ["read:user", "user:email", "repo"],
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({
        clientId: client.client_id,
        accountId: oidc.session?.accountId ?? "",
      })
      grant.addOIDCScope("openid read:user user:email repo")
      await grant.save()
      return grant
    },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ["a key for cookies"] },
    ttl: {
      AccessToken: 3_600,
      AuthorizationCode: 60,
      Grant: 86_400,
      Interaction: 3_600,
      RefreshToken: 86_400,
      Session: 86_400,
    },
  })
  Object.assign(console, { warn, info })
  // The port of the app is not known in advance.
  provider.Client.prototype.redirectUriAllowed = () => true

  const github: RefreshingGitHub = {
    env: {
      AUTH_GITHUB_ID: client.client_id,
      AUTH_GITHUB_SECRET: client.client_secret,
      AUTH_GITHUB_ISSUER: origin,
    },
    userId: "1",
    before: undefined,
    after: undefined,
    refreshes: [],
    issued: { access_token: "", refresh_token: "" },
    async endAccessToken() {
      await (await provider.AccessToken.find(github.issued.access_token))?.destroy()
    },
    async revoke() {
      const { grantId = "" } = (await provider.AccessToken.find(github.issued.access_token)) ?? {}
      await provider.RefreshToken.revokeByGrantId(grantId)
      await provider.AccessToken.revokeByGrantId(grantId)
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }

  provider.on("grant.error", ({ oidc }, error) => {
    if (oidc.params?.["grant_type"] === "refresh_token") github.refreshes.push(error.error)
  })
  provider.on("grant.success", ({ oidc, body }) => {
    github.issued = body as RefreshingGitHub["issued"]
    if (oidc.params?.["grant_type"] === "refresh_token") github.refreshes.push("ok")
  })

  provider.use(async (ctx, next) => {
    if (ctx.path.startsWith("/interaction/")) {
      ctx.respond = false
      return provider.interactionFinished(ctx.req, ctx.res, { login: { accountId: github.userId } })
    }
    if (ctx.path === paths.token) {
      if ((await github.before?.()) === false) {
        github.refreshes.push("unprocessed")
        ctx.status = 503
        return
      }
      await next()
      return github.after?.()
    }
    if (!ctx.path.startsWith("/api/v3/")) return next()
    const found = await provider.AccessToken.find(ctx.get("authorization").replace("Bearer ", ""))
    if (!found) ctx.status = 401
    else if (ctx.path === "/api/v3/user")
      ctx.body = { id: Number(found.accountId), login: "octo", name: "Octavia" }
    else if (ctx.path === "/api/v3/user/emails") ctx.body = []
    else ctx.body = [{ html_url: `${origin}/octo/${found.jti}`, name: `seen-${found.jti}` }]
  })

  server.on("request", provider.callback())
  return github
}
