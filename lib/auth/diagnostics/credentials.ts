import { randomBytes } from "node:crypto"
import { ResponseBodyError, WWWAuthenticateChallengeError } from "oauth4webapi"
import { AuthError } from "../errors"
import { protocols } from "../oauth"
import type { RequestContext, AttemptContext } from "../oauth/protocol"
import { variablesOf } from "../client-variables"
import { type Check, causesOf, fault, ok, unanswered, warn } from "./check"

const name = "credentials"

/**
 * Shows the provider our id and secret, the way that a sign-in does: with a made-up code (RFC 6749 section 4.1.3), which
 * it refuses once it has accepted who asks; in OAuth 1.0 by asking for temporary credentials.
 *
 * @param iss who the answer would say it is from (RFC 9207)
 */
export async function checkCredentials(request: RequestContext, iss?: string): Promise<Check> {
  const { client } = request
  const ctx = { ...request, attempt: madeUp(client.fingerprint) }
  const protocol = protocols[client.provider.protocol]
  try {
    if (client.provider.protocol === "oauth1") {
      await protocol.begin(ctx, {})
      return ok(name, `${client.provider.name} accepts them`)
    }
    await protocol.complete(ctx, answerTo(ctx, iss))
    return fault(name, "it gave tokens for a made-up code", "Do not trust it: it checks nothing.")
  } catch (error) {
    return judge(request, error)
  }
}

function judge({ client }: RequestContext, error: unknown): Check {
  const { provider } = client
  const refusal = refusalOf(error)
  if (refusal === undefined)
    return error instanceof AuthError && error.code === "provider_unreachable"
      ? unanswered(name, error)
      : warn(name, "its answer says neither yes nor no", "Try a sign-in.")
  if (/^(invalid_grant|bad_verification_code)$/.test(refusal))
    return ok(name, `accepted: only the made-up code is refused (${refusal})`)
  if (/redirect_uri/.test(refusal))
    return fault(
      name,
      `another callback address is registered (${refusal})`,
      `Register ${client.redirectUri}`,
    )
  const names = variablesOf(provider).present.join(" and ")
  const from = provider.console ? ` from ${provider.console}` : ""
  if (/client|credentials|unauthorized|^401$/.test(refusal))
    return fault(name, `refused (${refusal})`, `Copy ${names} again${from}.`)
  return warn(name, `its answer says neither yes nor no (${refusal})`, "Try a sign-in.")
}

/** The error code of RFC 6749 section 5.2, or the status where the answer has none; undefined where none was answered. */
function refusalOf(error: unknown): string | undefined {
  for (const cause of causesOf(error)) {
    if (cause instanceof ResponseBodyError) return tidy(cause.error)
    if (cause instanceof WWWAuthenticateChallengeError)
      return tidy(
        cause.cause.find(({ parameters }) => parameters.error)?.parameters.error ?? `${cause.status}`,
      )
    const status = /has status (4\d\d)/.exec(typeof cause === "string" ? cause : "")?.[1]
    if (status) return status
  }
  return undefined
}

/** A code is a word; whatever else is in its place may quote what we sent. */
function tidy(code: string): string {
  return /^[\w.-]{1,60}$/.test(code) ? code : "an unknown error"
}

function madeUp(fingerprint: string): AttemptContext["attempt"] {
  const random = () => randomBytes(32).toString("base64url")
  return {
    id: "",
    client: fingerprint,
    returnTo: "/",
    startedAt: 0,
    seed: random(),
    state: random(),
    nonce: random(),
    codeVerifier: random(),
  }
}

function answerTo({ client, attempt }: AttemptContext, iss: string | undefined): URLSearchParams {
  const { codeParam = "code" } = client.provider
  return new URLSearchParams({ [codeParam]: "made-up", state: attempt.state, ...(iss && { iss }) })
}
