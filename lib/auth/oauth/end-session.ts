// OpenID Connect RP-Initiated Logout 1.0: ends the provider's own session.
import { setTimeout as pause } from "node:timers/promises"
import { decodeJwt } from "jose"
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

/** @returns the address to which the visitor is redirected (section 2) */
export function endSessionRequest(
  { client, flow }: RequestContext,
  endpoint: string,
  { idToken, providerSid, returnUri, state }: EndSessionRequest,
): string {
  const sid = idToken === undefined ? undefined : decodeJwt(idToken).sid
  // The ID token of an older version's account can belong to a sign-in in another browser, whose session this hint would end.
  const isOtherSession = providerSid !== null && sid !== undefined && sid !== providerSid
  const parameters = renamed(
    {
      ...(idToken !== undefined && !isOtherSession && { id_token_hint: idToken }),
      client_id: client.clientId,
      post_logout_redirect_uri: returnUri,
      state,
    },
    client,
  )
  const url = new URL(endpoint)
  reportStep(flow, "logout_request", () => ({ url: url.origin + url.pathname, parameters }))
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
