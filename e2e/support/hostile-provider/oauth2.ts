// OAuth 2.0 with PKCE for `oauth2` and `github`, and OpenID Connect for requests with a nonce.
import { issue } from "../leaks"
import { hanna, type ProviderUser } from "./behaviour"
import { isOurClient, matchesRequest } from "./client"
import { idToken } from "./openid"
import { respond } from "./respond"
import type { Host, Route, Routes } from "./server"

type Grant = { request: URLSearchParams; user: ProviderUser }

export function oauth2(host: Host): Routes {
  const codes = new Map<string, Grant>()
  const tokens = new Map<string, Grant>()

  const authorize: Route = ({ url: { searchParams: request } }, response) => {
    const { behaviour, origin } = host
    const code = issue()
    codes.set(code, { request, user: behaviour.user ?? hanna })
    const target = new URL(request.get("redirect_uri") ?? "")
    target.searchParams.set("code", code)
    target.searchParams.set("state", request.get("state") ?? "")
    if (request.has("nonce")) target.searchParams.set("iss", origin)
    behaviour.authorizationResponse?.(target.searchParams)
    response.writeHead(302, { location: target.href }).end()
  }

  const token: Route = async ({ request, form }, response) => {
    const code = form.get("code") ?? ""
    const grant = codes.get(code)
    codes.delete(code)
    const { headers } = request
    const accepts = host.behaviour.client ?? (() => isOurClient(request, form))
    if (!(await accepts({ headers, form }))) return respond(response, { error: "invalid_client" }, 401)
    if (!grant || !matchesRequest(grant.request, form))
      return respond(response, { error: "invalid_grant" }, 400)
    const nonce = grant.request.get("nonce")
    const body = {
      access_token: issue(),
      token_type: "Bearer",
      expires_in: 3600,
      refresh_token: issue(),
      scope: grant.request.get("scope") ?? undefined,
      ...(nonce !== null && { id_token: await idToken(host, grant.user, nonce) }),
    }
    tokens.set(body.access_token, grant)
    respond(response, host.behaviour.token?.(body) ?? body)
  }

  const resource =
    (toUserinfo: (user: ProviderUser) => Record<string, unknown>): Route =>
    async ({ request }, response) => {
      const grant = tokens.get(request.headers.authorization?.replace(/^bearer /i, "") ?? "")
      if (!grant) return respond(response, { error: "invalid_token" }, 401)
      const body = toUserinfo(grant.user)
      respond(response, host.behaviour.userinfo ? await host.behaviour.userinfo(body) : body)
    }

  return {
    "/authorize": authorize,
    "/login/oauth/authorize": authorize,
    "/token": token,
    "/login/oauth/access_token": token,
    "/revoke": (_, response) => respond(response, {}),
    "/userinfo": resource((user) => ({ ...user })),
    "/api/v3/user": resource(({ sub, name }) => ({ id: Number(sub), login: "octo", name })),
    "/api/v3/user/emails": (_, response) => respond(response, host.behaviour.emails ?? []),
  }
}
