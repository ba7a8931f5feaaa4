// OAuth 1.0a (RFC 5849) for `twitter-legacy` and `oauth1`, and OAuth Core 1.0 for a client whose first request has no
// `oauth_callback`. Both providers share their tokens, so that only the app's own checks separate them.
import { issue } from "../leaks"
import { hanna, type ProviderUser } from "./behaviour"
import { signedParameters } from "./oauth1-signed"
import { respond } from "./respond"
import type { Host, ParsedRequest, Route, Routes } from "./server"

type Temporary = {
  secret: string
  /** Null in Core 1.0. */
  callback: string | null
  /** Undefined until the request is approved; null in Core 1.0. */
  verifier?: string | null
  user?: ProviderUser
}

export function oauth1(host: Host): Routes {
  const temporary = new Map<string, Temporary>()
  const access = new Map<string, { secret: string; user: ProviderUser }>()
  const nonces = new Set<string>()

  /** The `oauth_` parameters, if the signature is valid and the nonce is new. */
  const verify = (received: ParsedRequest, secretOf: (token: string | null) => string | undefined) => {
    const protocol = signedParameters(received, secretOf)
    const nonce = ["oauth_timestamp", "oauth_nonce", "oauth_token"].map((name) => protocol?.get(name)).join()
    if (!protocol || nonces.has(nonce)) return undefined
    nonces.add(nonce)
    return protocol
  }

  /** Section 2.1. */
  const initiate: Route = (received, response) => {
    const protocol = verify(received, (token) => (token === null ? "" : undefined))
    if (!protocol) return reportError(response)
    const [token, secret, callback] = [issue(), issue(), protocol.get("oauth_callback")]
    temporary.set(token, { secret, callback })
    const body = credentials(token, secret, callback === null ? {} : { oauth_callback_confirmed: "true" })
    respond(response, host.behaviour.temporary?.(body) ?? body)
  }

  /** Section 2.2. */
  const authorize: Route = ({ url: { searchParams } }, response) => {
    const token = searchParams.get("oauth_token") ?? ""
    const pending = temporary.get(token)
    const callback = pending?.callback ?? searchParams.get("oauth_callback")
    if (!pending || !callback) return reportError(response)
    pending.user = host.behaviour.user ?? hanna
    pending.verifier = pending.callback === null ? null : issue()
    const target = new URL(callback)
    target.searchParams.set("oauth_token", token)
    if (pending.verifier !== null) target.searchParams.set("oauth_verifier", pending.verifier)
    host.behaviour.authorizationResponse?.(target.searchParams)
    response.writeHead(302, { location: target.href }).end()
  }

  /** Section 2.3. */
  const exchange: Route = (received, response) => {
    const protocol = verify(received, (token) => temporary.get(token ?? "")?.secret)
    const used = protocol?.get("oauth_token") ?? ""
    const { user, verifier } = temporary.get(used) ?? {}
    if (!user || protocol?.get("oauth_verifier") !== verifier) return reportError(response)
    if (!host.behaviour.acceptsReplay) temporary.delete(used)
    const [token, secret] = [issue(), issue()]
    access.set(token, { secret, user })
    const body = credentials(token, secret, { user_id: user.sub })
    respond(response, host.behaviour.access?.(body) ?? body)
  }

  const resource =
    (toUserinfo: (user: ProviderUser) => Record<string, unknown>): Route =>
    async (received, response) => {
      const protocol = verify(received, (token) => access.get(token ?? "")?.secret)
      const user = access.get(protocol?.get("oauth_token") ?? "")?.user
      if (!user) return reportError(response)
      const body = toUserinfo(user)
      respond(response, host.behaviour.userinfo ? await host.behaviour.userinfo(body) : body)
    }

  return {
    "/oauth/request_token": initiate,
    "/oauth/authenticate": authorize,
    "/oauth/access_token": exchange,
    "/1.1/account/verify_credentials.json": resource(({ sub, ...user }) => ({ id_str: sub, ...user })),
    "/oauth1/initiate": initiate,
    "/oauth1/authorize": authorize,
    "/oauth1/token": exchange,
    "/oauth1/me": resource(({ sub, ...user }) => ({ id: sub, ...user })),
  }
}

function credentials(oauth_token: string, oauth_token_secret: string, more: Record<string, string>) {
  return new URLSearchParams({ oauth_token, oauth_token_secret, ...more })
}

function reportError(response: Parameters<Route>[1]): void {
  respond(response, { errors: [{ message: "rejected" }] }, 401)
}
