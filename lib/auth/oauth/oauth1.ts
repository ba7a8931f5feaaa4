// OAuth 1.0a (RFC 5849), and OAuth Core 1.0 if a provider declares it.
import type { CheckName } from "../check-names"
import { shortHash } from "../crypto/hash"
import { parseJson } from "../http/json"
import type { Provider } from "../providers/types"
import { isRecord } from "../shape"
import { failedCheck, requireCheck } from "../telemetry/checks"
import { reportChecks, reportStep } from "../telemetry/flow-events"
import { requireNoOpenIdParams, requireNoScope } from "./authorization-params"
import { providerErrorOf, withErrorCode } from "./library-errors"
import { oauth1Provider, readCredentials, signedFetch, type Credentials } from "./oauth1-request"
import { readProfile } from "./profile"
import type { AttemptContext, Protocol } from "./protocol"

/** The secret of temporary credentials is stored in a cookie, and their token is sent in a URL. */
const maxCredentialLength = 500

export const oauth1: Protocol = {
  async begin(ctx, params) {
    requireNoOpenIdParams(ctx.flow, params)
    requireNoScope(ctx.attempt.scope)
    const { token, secret } = await temporaryCredentials(ctx)
    const temporary = { tokenHash: shortHash(token), secret }
    return {
      url: authorizationRequest(ctx, token),
      temporary,
      ...(isCore10(ctx.client.provider) && { attemptKey: temporary.tokenHash }),
    }
  },

  attemptKey(provider, response) {
    if (!isCore10(provider)) return response.get("state")
    const token = response.get("denied") || response.get("oauth_token")
    return token && shortHash(token)
  },

  async complete(ctx, response) {
    const { token, verifier } = checkAuthorizationResponse(ctx, response)
    const access = await tokenRequest(ctx, token, verifier)
    const rawProfile = await readRawProfile(ctx, access)
    const profile = readProfile(rawProfile, oauth1Provider(ctx).profile)
    reportChecks(ctx.flow, "profile_id")
    return {
      issuer: ctx.client.issuer,
      profile,
      rawProfile,
      tokens: {
        accessToken: access.token,
        refreshToken: null,
        idToken: null,
        tokenType: null,
        scope: null,
        expiresAt: null,
        extra: { ...access.extra, oauth_token_secret: access.secret },
      },
      providerSid: null,
      logoutHint: null,
      authenticatedAt: null,
      acr: null,
    }
  },
}

/** Section 2.1. The state is part of the callback address, because OAuth 1.0 has no parameter for it. */
async function temporaryCredentials(ctx: AttemptContext): Promise<Credentials> {
  const isCore = isCore10(ctx.client.provider)
  const callback = new URL(ctx.client.redirectUri)
  callback.searchParams.set("state", ctx.attempt.state)
  return withErrorCode("token_invalid", "temporary_form", async () => {
    const response = await signedFetch("temporary", ctx, {
      method: "POST",
      address: oauth1Provider(ctx).requestToken,
      parameters: isCore ? {} : { oauth_callback: callback.href },
    })
    const credentials = await readCredentials("temporary", response)
    if (credentials.token.length > maxCredentialLength || credentials.secret.length > maxCredentialLength)
      throw new Error(`temporary credentials of more than ${maxCredentialLength} characters`)
    reportChecks(ctx.flow, "temporary_accepted", "temporary_form")
    if (isCore) return credentials
    // A service that does not confirm the callback uses Core 1.0 and has ignored it.
    const confirmed = credentials.extra.oauth_callback_confirmed ?? "none"
    requireCheck(ctx.flow, "callback_confirmed", confirmed === "true", {
      code: "token_invalid",
      expected: "oauth_callback_confirmed: true",
      received: confirmed.slice(0, 20),
    })
    return credentials
  })
}

/** The authorization request (section 2.2). In Core 1.0 it contains the callback address. */
function authorizationRequest(ctx: AttemptContext, token: string): URL {
  const { authorization, params } = oauth1Provider(ctx)
  const { provider, redirectUri } = ctx.client
  const url = new URL(authorization)
  const parameters = {
    ...params,
    oauth_token: token,
    ...(isCore10(provider) && { oauth_callback: redirectUri }),
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  reportStep(ctx.flow, "authorization_request", () => ({ url: url.origin + url.pathname, parameters }))
  return url
}

/** Checks that the response belongs to this attempt's temporary credentials and grants access (section 2.2). */
function checkAuthorizationResponse({ client, attempt, flow }: AttemptContext, response: URLSearchParams) {
  reportStep(flow, "authorization_grant", () => ({ parameters: Object.fromEntries(response) }))
  const isCore = isCore10(client.provider)
  const only = (name: string, check: CheckName) => singleParameter(response, name, check)
  if (!isCore)
    requireCheck(flow, "response_params", only("state", "response_params") === attempt.state, {
      code: "answer_invalid",
      expected: "the state of this attempt",
      received: "another state",
    })
  // X reports a declined consent under this name, and many providers follow X.
  const denied = only("denied", "response_params")
  const token = denied || only("oauth_token", "response_params")
  const isOurs = token !== "" && shortHash(token) === attempt.temporary?.tokenHash
  requireCheck(flow, "response_token", isOurs, {
    code: "answer_invalid",
    expected: "the oauth_token of the temporary credentials",
    received: token ? "another token" : "none",
  })
  // Other providers use the extension OAuth Problem Reporting.
  const problem = only("oauth_problem", "response_error")
  const isDeclined = denied !== "" || problem === "user_refused" || problem === "permission_denied"
  requireCheck(flow, "response_consent", !isDeclined, { code: "access_denied" })
  requireCheck(flow, "response_error", problem === "", {
    code: "provider_refused",
    expected: "oauth_verifier",
    ...providerErrorOf(problem),
  })
  const verifier = only("oauth_verifier", "response_verifier")
  if (!isCore)
    requireCheck(flow, "response_verifier", verifier !== "", {
      code: "answer_invalid",
      expected: "oauth_verifier",
      received: "none",
    })
  return { token, verifier }
}

/** @throws AuthError if a parameter occurs more than once */
function singleParameter(response: URLSearchParams, name: string, check: CheckName): string {
  const [value = "", ...others] = response.getAll(name)
  if (others.length > 0)
    throw failedCheck(check, {
      code: "answer_invalid",
      expected: `one ${name}`,
      received: `${others.length + 1}`,
    })
  return value
}

/** Section 2.3. */
async function tokenRequest(ctx: AttemptContext, token: string, verifier: string): Promise<Credentials> {
  return withErrorCode("token_invalid", "token_response", async () => {
    const response = await signedFetch("token", ctx, {
      method: "POST",
      address: oauth1Provider(ctx).token,
      credentials: { token, secret: ctx.attempt.temporary?.secret ?? "" },
      parameters: isCore10(ctx.client.provider) ? {} : { oauth_verifier: verifier },
    })
    const credentials = await readCredentials("token", response)
    reportChecks(ctx.flow, "token_accepted", "token_response")
    return credentials
  })
}

/** The userinfo, and under `token` the other fields of the token response. */
async function readRawProfile(ctx: AttemptContext, access: Credentials): Promise<unknown> {
  const { userinfo } = oauth1Provider(ctx)
  if (userinfo === undefined) return { token: access.extra }
  return withErrorCode("userinfo_invalid", "userinfo_response", async () => {
    const request = { method: "GET", address: userinfo, credentials: access } as const
    const response = await signedFetch("resource", ctx, request)
    const body = parseJson(await response.text())
    requireCheck(ctx.flow, "userinfo_response", response.ok && body !== undefined, {
      code: "userinfo_invalid",
      expected: "JSON with status 200",
      received: body === undefined ? "no JSON" : "JSON",
      status: response.status,
      cause: `${new URL(userinfo).host} responded with ${response.status}`,
    })
    return { ...(isRecord(body) && body), token: access.extra }
  })
}

function isCore10(provider: Provider): boolean {
  return provider.protocol === "oauth1" && provider.version === "1.0"
}
