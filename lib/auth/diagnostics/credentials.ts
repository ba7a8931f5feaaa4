import { newAttempt } from "../attempt"
import { variablesOf } from "../client-variables"
import type { Client } from "../clients"
import { AuthError, type ErrorDetails } from "../errors"
import { protocols } from "../oauth"
import type { AttemptContext, RequestContext } from "../oauth/protocol"
import { fault, ok, unreachable, warn, type Check } from "./check"

const name = "credentials"

/**
 * Sends client id and secret to the provider with an invalid code (RFC 6749 section 4.1.3), which the provider rejects after
 * it has accepted the client. In OAuth 1.0 it requests temporary credentials.
 *
 * @param iss the issuer that the authorization response would name (RFC 9207)
 */
export async function checkCredentials(request: RequestContext, iss?: string): Promise<Check> {
  const { client } = request
  const attempt = newAttempt({ client: client.fingerprint, returnTo: "/", intent: { type: "signIn" } })
  const ctx = { ...request, attempt }
  const protocol = protocols[client.provider.protocol]
  try {
    if (client.provider.protocol === "oauth1") {
      await protocol.begin(ctx, {})
      return ok(name, `${client.provider.name} accepts them`)
    }
    await protocol.complete(ctx, responseWithInvalidCode(ctx, iss))
    return fault(name, "the provider gave tokens for an invalid code", "Do not trust this provider.")
  } catch (error) {
    return resultOf(client, error)
  }
}

function resultOf(client: Client, error: unknown): Check {
  const unclear = "the response does not tell"
  if (!(error instanceof AuthError)) return warn(name, unclear, "Try a sign-in.")
  if (error.code === "provider_unreachable") return unreachable(name, error)
  const rejection = rejectionOf(error.details)
  if (rejection === undefined) return warn(name, unclear, "Try a sign-in.")
  if (/^(invalid_grant|bad_verification_code)$/.test(rejection))
    return ok(name, `accepted: only the invalid code is rejected (${rejection})`)
  if (/redirect_uri/.test(rejection))
    return fault(
      name,
      `another callback address is registered (${rejection})`,
      `Register ${client.redirectUri}`,
    )
  const { provider } = client
  const names = variablesOf(provider).present.join(" and ")
  const from = provider.console ? ` from ${provider.console}` : ""
  if (/client|credentials|unauthorized|^401$/.test(rejection))
    return fault(name, `rejected (${rejection})`, `Copy ${names} again${from}.`)
  return warn(name, `${unclear} (${rejection})`, "Try a sign-in.")
}

/** The error code of RFC 6749 section 5.2, or the status if the response has none. */
function rejectionOf({ providerError, status }: ErrorDetails): string | undefined {
  if (providerError !== undefined) return providerError
  return status !== undefined && status >= 400 && status < 500 ? String(status) : undefined
}

function responseWithInvalidCode(
  { client, attempt }: AttemptContext,
  iss: string | undefined,
): URLSearchParams {
  const { codeParam = "code" } = client.provider
  return new URLSearchParams({ [codeParam]: "made-up", state: attempt.state, ...(iss && { iss }) })
}
