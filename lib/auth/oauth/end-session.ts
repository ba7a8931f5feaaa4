// OpenID Connect RP-Initiated Logout 1.0: the provider ends its own session as well.
import { setTimeout as pause } from "node:timers/promises"
import { decodeJwt } from "jose"
import { reportStep } from "../telemetry/flow-events"
import { authorizationServer } from "./oidc"
import type { RequestContext } from "./protocol"

export type EndSessionRequest = {
  /** The newest ID token of the account. */
  idToken: string
  /** The provider's own id of the session that ends here, where it names one. */
  providerSid: string | null
  /** Where the provider sends the visitor then. */
  returnUri: string
  state: string
}

/**
 * Where the provider ends its own session.
 *
 * @param patience how many milliseconds to wait for an answer that is not cached
 * @returns undefined where it has no such place, or does not name it in time
 * @throws AuthError provider_unreachable, provider_misconfigured
 */
export async function endSessionEndpoint(ctx: RequestContext, patience: number): Promise<string | undefined> {
  if (ctx.client.provider.protocol !== "oidc") return undefined
  const announced = await Promise.race([authorizationServer(ctx), pause(patience, undefined, { ref: false })])
  return announced?.end_session_endpoint
}

/** The address to send the visitor to (section 2). */
export function logoutRequest(
  { client, flow }: RequestContext,
  endpoint: string,
  { idToken, providerSid, returnUri, state }: EndSessionRequest,
): string {
  const { sid } = decodeJwt(idToken)
  // The account signed in elsewhere since: this hint would end that session.
  const isOther = providerSid !== null && sid !== undefined && sid !== providerSid
  const parameters: Record<string, string> = {
    ...(!isOther && { id_token_hint: idToken }),
    client_id: client.clientId,
    post_logout_redirect_uri: returnUri,
    state,
  }
  const url = new URL(endpoint)
  reportStep(flow, "logout_request", () => ({ url: url.origin + url.pathname, parameters }))
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return url.href
}
