// OAuth 2.0 with PKCE, as `oauth2` and `github` know it, and with a nonce OpenID Connect.
import { issue } from "../issued"
import { answer } from "./answer"
import { hanna, type Person } from "./behaviour"
import { fits, isOurClient } from "./client"
import { idToken } from "./openid"
import type { Host, Route, Routes } from "./server"

type Grant = { request: URLSearchParams; person: Person }

export function oauth2(host: Host): Routes {
  const codes = new Map<string, Grant>()
  const tokens = new Map<string, Grant>()

  const authorize: Route = ({ url: { searchParams: request } }, response) => {
    const { behaviour, origin } = host
    const code = issue()
    codes.set(code, { request, person: behaviour.person ?? hanna })
    const target = new URL(request.get("redirect_uri") ?? "")
    target.searchParams.set("code", code)
    target.searchParams.set("state", request.get("state") ?? "")
    if (request.has("nonce")) target.searchParams.set("iss", origin)
    behaviour.answer?.(target.searchParams)
    response.writeHead(302, { location: target.href }).end()
  }

  const token: Route = async ({ request, form }, response) => {
    const code = form.get("code") ?? ""
    const grant = codes.get(code)
    codes.delete(code)
    if (!isOurClient(request, form)) return answer(response, { error: "invalid_client" }, 401)
    if (!grant || !fits(grant.request, form)) return answer(response, { error: "invalid_grant" }, 400)
    const nonce = grant.request.get("nonce")
    const body = {
      access_token: issue(),
      token_type: "Bearer",
      expires_in: 3600,
      refresh_token: issue(),
      scope: grant.request.get("scope") ?? undefined,
      ...(nonce !== null && { id_token: await idToken(host, grant.person, nonce) }),
    }
    tokens.set(body.access_token, grant)
    answer(response, host.behaviour.token?.(body) ?? body)
  }

  const resource =
    (shape: (person: Person) => Record<string, unknown>): Route =>
    async ({ request }, response) => {
      const grant = tokens.get(request.headers.authorization?.replace(/^bearer /i, "") ?? "")
      if (!grant) return answer(response, { error: "invalid_token" }, 401)
      const body = shape(grant.person)
      answer(response, host.behaviour.userinfo ? await host.behaviour.userinfo(body) : body)
    }

  return {
    "/authorize": authorize,
    "/login/oauth/authorize": authorize,
    "/token": token,
    "/login/oauth/access_token": token,
    "/revoke": (_, response) => answer(response, {}),
    "/userinfo": resource((person) => ({ ...person })),
    "/api/v3/user": resource(({ sub, name }) => ({ id: Number(sub), login: "octo", name })),
    "/api/v3/user/emails": (_, response) => answer(response, host.behaviour.emails ?? []),
  }
}
