// OpenID Connect RP-Initiated Logout 1.0: ends the provider's own session.
import { setTimeout as pause } from "node:timers/promises"
import { decodeJwt, type JWTPayload } from "jose"
import type { Client } from "../clients"
import { reportStep } from "../telemetry/flow-events"
import { authorizationServer } from "./oidc"
import type { RequestContext } from "./protocol"

export type EndSessionRequest = {
  /** The ID token of the sign-in that opened the session, if it is known. */
  idToken: string | undefined
  /** The provider's id of the session that ends here, if it sent one. */
  providerSid: string | null
  /** Where the provider redirects the visitor afterwards. */
  returnUri: string
  state: string
}

/**
 * The address at which the provider ends its own session.
 *
 * @param timeoutMs how long to wait for metadata that is not cached
 * @returns undefined if the provider announces none, or its metadata is not read in time
 * @throws AuthError provider_unreachable, provider_misconfigured
 */
export async function endSessionEndpoint(
  ctx: RequestContext,
  timeoutMs: number,
): Promise<string | undefined> {
  if (ctx.client.provider.protocol !== "oidc") return undefined
  const timeout = pause(timeoutMs, undefined, { ref: false })
  const announced = await Promise.race([authorizationServer(ctx), timeout])
  return announced?.end_session_endpoint
}

/**
 * Longer addresses fail on their way: nginx answers 502 for an upstream's `Location` of 4 KB and 414 for a request line of 8 KB,
 * and an ID token with a user's groups alone can be longer than both.
 */
const maxAddressLength = 2_000

/**
 * Where the ID token would make the address too long, `logout_hint` and `client_id` take its place. A provider that does not know
 * the user from them asks the visitor whether to sign out.
 *
 * @returns the address to which the visitor is redirected (section 2)
 */
export function endSessionRequest(
  { client, flow }: RequestContext,
  endpoint: string,
  { idToken, providerSid, returnUri, state }: EndSessionRequest,
): string {
  const claims = idToken === undefined ? {} : decodeJwt(idToken)
  // The ID token of an older version's account can belong to a sign-in in another browser, whose session this hint would end.
  const isOtherSession = providerSid !== null && claims.sid !== undefined && claims.sid !== providerSid
  const rest = { client_id: client.clientId, post_logout_redirect_uri: returnUri, state }
  const withHint = (hint: Record<string, string>) => renamed({ ...hint, ...rest }, client)
  const isShort = (parameters: Record<string, string>) =>
    addressWith(endpoint, parameters).length <= maxAddressLength
  const hints =
    isOtherSession || idToken === undefined ? [] : [{ id_token_hint: idToken }, logoutHint(claims)]
  const parameters = hints.map(withHint).find(isShort) ?? withHint({})
  reportStep(flow, "logout_request", () => {
    const { origin, pathname } = new URL(endpoint)
    return { url: origin + pathname, parameters }
  })
  return addressWith(endpoint, parameters)
}

/**
 * The provider decides what it takes as a hint. Microsoft takes its claim `login_hint`, Auth0 the `sid`; the standard names a
 * session's id, a user name and an address, which is personal data and is not sent.
 */
function logoutHint({ login_hint, sid, sub }: JWTPayload): Record<string, string> {
  const hint = [login_hint, sid, sub].find((claim) => typeof claim === "string" && claim !== "")
  return typeof hint === "string" ? { logout_hint: hint } : {}
}

function addressWith(endpoint: string, parameters: Record<string, string>): string {
  const url = new URL(endpoint)
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return url.href
}

function renamed(parameters: Record<string, string>, { provider }: Client): Record<string, string> {
  const names = (provider.protocol === "oidc" && provider.logoutParamNames) || {}
  return Object.fromEntries(
    Object.entries(parameters).flatMap(([name, value]) => {
      const sent = names[name] === undefined ? name : names[name]
      return sent === null ? [] : [[sent, value]]
    }),
  )
}
