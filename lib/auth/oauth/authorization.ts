// The authorization request and the authorization response of OAuth 2.0 and OpenID Connect.
import * as oauth from "oauth4webapi"
import { AuthError } from "../errors"
import type { Provider } from "../providers/types"
import { failedCheck, requireCheck } from "../telemetry/checks"
import { reportChecks, reportStep } from "../telemetry/flow-events"
import { withClientAuthentication } from "./client-auth"
import { oauthClient, requestOptions } from "./client-options"
import { proofOption, requireProofAlgorithm, thumbprintParam, withAcceptedProof, withDpopKey } from "./dpop"
import { detailsOf, withErrorCode } from "./library-errors"
import type { AttemptContext, AuthorizationRedirect } from "./protocol"
import { credentialsOf } from "./quirks"
import { requireNoPage } from "./readable-response"
import { requestedScope } from "./scopes"

/**
 * Builds the authorization request (RFC 6749 section 4.1.1) and pushes it if the issuer accepts pushed requests.
 *
 * @param params of the protocol and of the caller; they override the provider's
 */
export async function authorizationRequest(
  attemptCtx: AttemptContext,
  as: oauth.AuthorizationServer,
  params: Readonly<Record<string, string>> = {},
): Promise<AuthorizationRedirect> {
  const ctx = await withDpopKey(attemptCtx, undefined)
  requireProofAlgorithm(ctx, as)
  const { client, attempt, flow, dpopKey } = ctx
  const { provider } = client
  const url = new URL(as.authorization_endpoint ?? "")
  const scope = requestedScope(provider, attempt, as)
    .split(" ")
    .join(provider.scopeSeparator ?? " ")
  const parameters = rename(
    {
      ...withoutEmpty(provider.params),
      ...params,
      response_type: "code",
      client_id: client.clientId,
      redirect_uri: client.redirectUri,
      ...(scope && { scope }),
      ...(provider.responseMode && { response_mode: provider.responseMode }),
      state: attempt.state,
      ...(await codeChallenge(provider, attempt.codeVerifier)),
      ...(await thumbprintParam(ctx)),
    },
    provider,
  )
  if (provider.securityProfile === "fapi2") requirePushedRequests(as)
  const isPushed = as.pushed_authorization_request_endpoint && provider.par !== false
  const sent = isPushed ? await push(ctx, as, parameters) : parameters
  reportStep(flow, "authorization_request", () => ({ url: url.origin + url.pathname, parameters: sent }))
  for (const [name, value] of Object.entries(sent)) url.searchParams.set(name, value)
  provider.hooks?.authorization?.(url, credentialsOf(client))
  return { url, ...(dpopKey && { dpopKey }) }
}

/** Checks state and issuer of the authorization response (RFC 6749 section 4.1.2, RFC 9207 section 2.4). */
export async function checkAuthorizationResponse(
  { client, attempt, flow }: AttemptContext,
  as: oauth.AuthorizationServer,
  response: URLSearchParams,
): Promise<URLSearchParams> {
  const { codeParam } = client.provider
  if (codeParam) for (const code of response.getAll(codeParam)) response.append("code", code)
  reportStep(flow, "authorization_grant", () => ({ parameters: Object.fromEntries(response) }))
  // Facebook's dialog sends some errors only as a number.
  const errorNumber = response.get("error_code")
  if (errorNumber && !response.has("error") && !response.has("code")) response.set("error", errorNumber)
  const iss = response.get("iss")
  const isRequired = client.provider.securityProfile === "fapi2"
  const isMixedUp = iss
    ? iss !== as.issuer
    : isRequired || as.authorization_response_iss_parameter_supported === true
  requireCheck(flow, "response_issuer", !isMixedUp, {
    code: "issuer_mismatch",
    expected: as.issuer,
    received: iss ?? "no iss",
  })
  const grant = await withErrorCode("answer_invalid", "response_params", () =>
    oauth.validateAuthResponse(as, { client_id: client.clientId }, response, attempt.state),
  )
  reportChecks(flow, "response_params", "response_consent", "response_error")
  const codes = grant.getAll("code")
  requireCheck(flow, "response_code", codes.length === 1 && codes[0] !== "", {
    code: "answer_invalid",
    expected: "one code",
    received: `${codes.length} codes`,
  })
  return grant
}

/** FAPI 2.0 section 5.3.3.2: a request in the browser's address could be changed there. */
function requirePushedRequests(as: oauth.AuthorizationServer): void {
  if (as.pushed_authorization_request_endpoint !== undefined) return
  throw failedCheck("metadata_endpoints", {
    code: "provider_misconfigured",
    expected: "pushed_authorization_request_endpoint",
    received: "none",
    hint: "The FAPI 2.0 profile requires pushed requests, which the issuer does not announce: is AUTH_<PROVIDER>_ISSUER the right server? Otherwise remove AUTH_<PROVIDER>_PROFILE.",
  })
}

/** RFC 7636 section 4.3. */
async function codeChallenge({ pkce }: Provider, verifier: string): Promise<Record<string, string>> {
  if (pkce === false) return {}
  if (pkce === "plain") return { code_challenge: verifier, code_challenge_method: "plain" }
  const code_challenge = await oauth.calculatePKCECodeChallenge(verifier)
  return { code_challenge, code_challenge_method: "S256" }
}

/** Pushes the request to the issuer (RFC 9126). @returns the parameters that refer to it */
async function push(
  ctx: AttemptContext,
  as: oauth.AuthorizationServer,
  parameters: Record<string, string>,
): Promise<Record<string, string>> {
  const client = oauthClient(ctx)
  try {
    const options = { ...requestOptions("pushed", ctx), ...(await proofOption(ctx)) }
    const send = () =>
      withClientAuthentication(ctx, as, (authentication) =>
        oauth.pushedAuthorizationRequest(as, client, authentication, parameters, options),
      )
    const response = requireNoPage(await withAcceptedProof(ctx, send), "pushed")
    const { request_uri } = await oauth.processPushedAuthorizationResponse(as, client, response)
    reportChecks(ctx.flow, "pushed_request")
    return { client_id: client.client_id, request_uri }
  } catch (cause) {
    if (cause instanceof AuthError) throw cause
    throw new AuthError("provider_refused", {
      cause,
      details: { ...detailsOf(cause), check: "pushed_request" },
    })
  }
}

/** A parameter that stands for a setting is left out if the owner does not set it. */
function withoutEmpty(parameters: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== ""))
}

function rename(parameters: Record<string, string>, { paramNames = {} }: Provider): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [paramNames[name] ?? name, value]),
  )
}
