// Both halves of the visitor's trip: the authorization request and the grant that answers it.
import * as oauth from "oauth4webapi"
import { AuthError } from "../errors"
import type { Provider } from "../providers/types"
import { reportStep } from "../telemetry/flow-events"
import { callOptions, oauthClient } from "./client-options"
import { clientAuthentication } from "./client-auth"
import type { AuthorizationRedirect, AttemptContext } from "./protocol"
import { withErrorCode } from "../http/provider-request"

/**
 * Leads to the authorization endpoint with the request of RFC 6749 section 4.1.1.
 *
 * @param more parameters of the protocol and of the caller; they win over the provider's
 */
export async function authorizationRequest(
  ctx: AttemptContext,
  as: oauth.AuthorizationServer,
  more: Readonly<Record<string, string>> = {},
): Promise<AuthorizationRedirect> {
  const { client, attempt, flow } = ctx
  const { provider } = client
  const url = new URL(as.authorization_endpoint ?? "")
  const scope = (provider.scope ?? "").split(" ").join(provider.scopeSeparator ?? " ")
  const parameters = rename(
    {
      ...provider.params,
      ...more,
      response_type: "code",
      client_id: client.clientId,
      redirect_uri: client.redirectUri,
      ...(scope && { scope }),
      ...(provider.responseMode && { response_mode: provider.responseMode }),
      state: attempt.state,
      ...(await codeChallenge(provider, attempt.codeVerifier)),
    },
    provider,
  )
  const isPushed = as.pushed_authorization_request_endpoint && provider.par !== false
  const sent = isPushed ? await push(ctx, as, parameters) : parameters
  reportStep(flow, "authorization_request", () => ({ url: url.origin + url.pathname, parameters: sent }))
  for (const [name, value] of Object.entries(sent)) url.searchParams.set(name, value)
  provider.hooks?.authorization?.(url)
  return { url }
}

/** Checks state and issuer of the answer (RFC 6749 section 4.1.2, RFC 9207 section 2.4). */
export async function authorizationGrant(
  { client, attempt, flow }: AttemptContext,
  as: oauth.AuthorizationServer,
  answer: URLSearchParams,
): Promise<URLSearchParams> {
  const { codeParam } = client.provider
  if (codeParam) for (const code of answer.getAll(codeParam)) answer.append("code", code)
  reportStep(flow, "authorization_grant", () => ({ parameters: Object.fromEntries(answer) }))
  const iss = answer.get("iss")
  const isMixedUp = iss ? iss !== as.issuer : as.authorization_response_iss_parameter_supported === true
  if (isMixedUp)
    throw new AuthError("issuer_mismatch", { cause: `expected ${as.issuer}, got ${iss ?? "no iss"}` })
  const grant = await withErrorCode("answer_invalid", () =>
    oauth.validateAuthResponse(as, { client_id: client.clientId }, answer, attempt.state),
  )
  const codes = grant.getAll("code")
  if (codes.length !== 1 || !codes[0])
    throw new AuthError("answer_invalid", { cause: `the answer has ${codes.length} codes` })
  return grant
}

/** RFC 7636 section 4.3. */
async function codeChallenge({ pkce }: Provider, verifier: string): Promise<Record<string, string>> {
  if (pkce === false) return {}
  if (pkce === "plain") return { code_challenge: verifier, code_challenge_method: "plain" }
  const code_challenge = await oauth.calculatePKCECodeChallenge(verifier)
  return { code_challenge, code_challenge_method: "S256" }
}

/** Hands the request over behind the visitor's back, who then carries but a reference to it (RFC 9126). */
async function push(
  ctx: AttemptContext,
  as: oauth.AuthorizationServer,
  parameters: Record<string, string>,
): Promise<Record<string, string>> {
  const client = oauthClient(ctx)
  try {
    const response = await oauth.pushedAuthorizationRequest(
      as,
      client,
      await clientAuthentication(ctx, as),
      parameters,
      callOptions("pushed", ctx),
    )
    const { request_uri } = await oauth.processPushedAuthorizationResponse(as, client, response)
    return { client_id: client.client_id, request_uri }
  } catch (cause) {
    if (cause instanceof AuthError) throw cause
    throw new AuthError("provider_refused", { cause })
  }
}

function rename(parameters: Record<string, string>, { paramNames = {} }: Provider): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [paramNames[name] ?? name, value]),
  )
}
