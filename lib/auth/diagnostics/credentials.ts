import type * as oauth from "oauth4webapi"
import { newAttempt } from "../attempt"
import { tokenAuthVariable, variable } from "../client-registration"
import { variablesOf } from "../client-variables"
import type { Client } from "../clients"
import { AuthError, type ErrorDetails } from "../errors"
import { protocols } from "../oauth"
import { announcedMethods, methodOf, secretMethods } from "../oauth/client-auth"
import { isAboutDpop } from "../oauth/hints"
import type { AttemptContext, RequestContext } from "../oauth/protocol"
import type { TokenAuth } from "../providers/types"
import { fault, ok, unreachable, warn, type Check } from "./check"

const name = "credentials"

type Answer = { check: Check; isClientAccepted?: boolean }

/**
 * Sends client id and secret to the provider with an invalid code (RFC 6749 section 4.1.3), which the provider rejects after
 * it has accepted the client. In OAuth 1.0 it requests temporary credentials. If the client is rejected, the other announced
 * ways to authenticate it are tried.
 *
 * @param announced the issuer's metadata
 */
export async function checkCredentials(
  request: RequestContext,
  announced?: oauth.AuthorizationServer,
): Promise<Check> {
  const { client } = request
  const { check, isClientAccepted } = await tryCredentials(request, announced)
  const variable = tokenAuthVariable(client.provider)
  if (isClientAccepted !== false || !variable) return check
  const used = methodOf(client, announced ?? { issuer: client.issuer })
  const others = otherMethods(client, used, announced)
  for (const tokenAuth of others) {
    const other = await tryCredentials({ ...request, client: { ...client, tokenAuth } }, announced)
    if (other.isClientAccepted)
      return fault(name, `rejected as ${used}, accepted as ${tokenAuth}`, `Set ${variable}=${tokenAuth}.`)
  }
  return others.length > 0 ? { ...check, detail: `${check.detail}, also as ${others.join(", ")}` } : check
}

/** Without metadata, the two ways that most services support. A secret is not left out unless the issuer announces that. */
function otherMethods(
  { clientSecret }: Client,
  used: TokenAuth,
  announced: oauth.AuthorizationServer | undefined,
): TokenAuth[] {
  const methods = announced ? announcedMethods(announced) : secretMethods.slice(0, 2)
  const candidates: TokenAuth[] = [...(clientSecret ? secretMethods : []), "none"]
  return candidates.filter((method) => method !== used && methods.includes(method))
}

async function tryCredentials(
  request: RequestContext,
  announced: oauth.AuthorizationServer | undefined,
): Promise<Answer> {
  const { client } = request
  const attempt = newAttempt({ client: client.fingerprint, returnTo: "/", intent: { type: "signIn" } })
  const ctx = { ...request, attempt }
  const protocol = protocols[client.provider.protocol]
  try {
    if (client.provider.protocol === "oauth1") {
      await protocol.begin(ctx, {})
      return { check: ok(name, `${client.provider.name} accepts them`) }
    }
    await protocol.complete(ctx, responseWithInvalidCode(ctx, announced?.issuer))
    return {
      check: fault(name, "the provider gave tokens for an invalid code", "Do not trust this provider."),
    }
  } catch (error) {
    return answerOf(client, error)
  }
}

function answerOf(client: Client, error: unknown): Answer {
  const unclear = "the response does not tell"
  const rejection = error instanceof AuthError ? rejectionOf(error.details) : undefined
  if (error instanceof AuthError && error.code === "provider_unreachable")
    return { check: unreachable(name, error) }
  if (rejection === undefined) return { check: warn(name, unclear, "Try a sign-in.") }
  const { provider } = client
  if (error instanceof AuthError && isAboutDpop(error.details))
    return {
      check: provider.dpop
        ? fault(name, `the provider refuses the proof (${rejection})`, error.details.hint ?? "")
        : fault(name, `the client must use DPoP (${rejection})`, `Set ${variable(provider.id, "dpop")}=on.`),
    }
  if (/^(invalid_grant|bad_verification_code)$/.test(rejection))
    return {
      check: ok(name, `accepted: only the invalid code is rejected (${rejection})`),
      isClientAccepted: true,
    }
  if (/redirect_uri/.test(rejection))
    return {
      check: fault(
        name,
        `another callback address is registered (${rejection})`,
        `Register ${client.redirectUri}`,
      ),
      isClientAccepted: true,
    }
  const names = variablesOf(provider).present.join(" and ") || "client id and secret"
  const from = provider.console ? ` from ${provider.console}` : ""
  if (/client|credentials|unauthorized|^401$/.test(rejection))
    return {
      check: fault(name, `rejected (${rejection})`, `Copy ${names} again${from}.`),
      isClientAccepted: false,
    }
  return { check: warn(name, `${unclear} (${rejection})`, "Try a sign-in.") }
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
