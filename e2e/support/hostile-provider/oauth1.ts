// OAuth 1.0a (RFC 5849) as `twitter-legacy` and `oauth1` know it, and OAuth Core 1.0 for a client that names no
// callback at first. Both providers share their tokens, so that nothing but the app keeps them apart.
import { issue } from "../issued"
import { answer } from "./answer"
import { hanna, type Person } from "./behaviour"
import { signedParameters } from "./oauth1-signed"
import type { Asked, Host, Route, Routes } from "./server"

type Temporary = {
  secret: string
  /** Null in Core 1.0. */
  callback: string | null
  /** Once somebody agreed, and never in Core 1.0. */
  verifier?: string | null
  person?: Person
}

export function oauth1(host: Host): Routes {
  const temporary = new Map<string, Temporary>()
  const access = new Map<string, { secret: string; person: Person }>()
  const nonces = new Set<string>()

  /** The protocol's parameters, if the request is signed and its nonce new. */
  const read = (asked: Asked, secretOf: (token: string | null) => string | undefined) => {
    const protocol = signedParameters(asked, secretOf)
    const nonce = ["oauth_timestamp", "oauth_nonce", "oauth_token"].map((name) => protocol?.get(name)).join()
    if (!protocol || nonces.has(nonce)) return undefined
    nonces.add(nonce)
    return protocol
  }

  /** Section 2.1. */
  const initiate: Route = (asked, response) => {
    const protocol = read(asked, (token) => (token === null ? "" : undefined))
    if (!protocol) return reportError(response)
    const [token, secret, callback] = [issue(), issue(), protocol.get("oauth_callback")]
    temporary.set(token, { secret, callback })
    const body = credentials(token, secret, callback === null ? {} : { oauth_callback_confirmed: "true" })
    answer(response, host.behaviour.temporary?.(body) ?? body)
  }

  /** Section 2.2. */
  const authorize: Route = ({ url: { searchParams } }, response) => {
    const token = searchParams.get("oauth_token") ?? ""
    const asked = temporary.get(token)
    const callback = asked?.callback ?? searchParams.get("oauth_callback")
    if (!asked || !callback) return reportError(response)
    asked.person = host.behaviour.person ?? hanna
    asked.verifier = asked.callback === null ? null : issue()
    const target = new URL(callback)
    target.searchParams.set("oauth_token", token)
    if (asked.verifier !== null) target.searchParams.set("oauth_verifier", asked.verifier)
    host.behaviour.answer?.(target.searchParams)
    response.writeHead(302, { location: target.href }).end()
  }

  /** Section 2.3. */
  const exchange: Route = (asked, response) => {
    const protocol = read(asked, (token) => temporary.get(token ?? "")?.secret)
    const used = protocol?.get("oauth_token") ?? ""
    const { person, verifier } = temporary.get(used) ?? {}
    if (!person || protocol?.get("oauth_verifier") !== verifier) return reportError(response)
    if (!host.behaviour.forgetful) temporary.delete(used)
    const [token, secret] = [issue(), issue()]
    access.set(token, { secret, person })
    const body = credentials(token, secret, { user_id: person.sub })
    answer(response, host.behaviour.access?.(body) ?? body)
  }

  const resource =
    (shape: (person: Person) => Record<string, unknown>): Route =>
    async (asked, response) => {
      const protocol = read(asked, (token) => access.get(token ?? "")?.secret)
      const person = access.get(protocol?.get("oauth_token") ?? "")?.person
      if (!person) return reportError(response)
      const body = shape(person)
      answer(response, host.behaviour.userinfo ? await host.behaviour.userinfo(body) : body)
    }

  return {
    "/oauth/request_token": initiate,
    "/oauth/authenticate": authorize,
    "/oauth/access_token": exchange,
    "/1.1/account/verify_credentials.json": resource(({ sub, ...person }) => ({ id_str: sub, ...person })),
    "/oauth1/initiate": initiate,
    "/oauth1/authorize": authorize,
    "/oauth1/token": exchange,
    "/oauth1/me": resource(({ sub, ...person }) => ({ id: sub, ...person })),
  }
}

function credentials(oauth_token: string, oauth_token_secret: string, more: Record<string, string>) {
  return new URLSearchParams({ oauth_token, oauth_token_secret, ...more })
}

function reportError(response: Parameters<Route>[1]): void {
  answer(response, { errors: [{ message: "refused" }] }, 401)
}
