// Interprets errors of oauth4webapi and jose by their class, code and cause, never by their message: a patch release may
// change any message.
import { errors as jose } from "jose"
import * as oauth from "oauth4webapi"
import type { CheckName } from "../check-names"
import { AuthError, type ErrorCode, type ErrorDetails } from "../errors"
import { isRecord } from "../shape"
import { isPlainError, redact, redacted, redactText } from "../telemetry/redaction"
import { hintOf, type Context } from "./hints"
import { readPath } from "./profile"

/**
 * Runs one step of a protocol, and maps an error of a library to an error code and the failed check.
 *
 * @param code for a response that breaks the protocol
 * @param check the step's own check, if the error does not name a more precise one
 * @throws AuthError
 */
export async function withErrorCode<T>(
  code: ErrorCode,
  check: CheckName,
  work: () => T | Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof AuthError) throw cause
    const details = { check, ...detailsOf(cause) }
    throw new AuthError(codeOf(cause) ?? codeOfCheck[details.check] ?? code, { cause, details })
  }
}

/** A check whose failure tells the visitor what to do. */
const codeOfCheck: Partial<Record<CheckName, ErrorCode>> = { id_token_auth_time: "not_asked_again" }

/** RFC 6749 section 4.1.2.1, and what Apple and LinkedIn say in its place. */
const declined = /^(access_denied|user_cancelled_(authorize|login))$/

/** OpenID Connect Core section 3.1.2.6. */
const interactionErrors = /^(login|interaction|consent|account_selection)_required$/

function codeOf(error: unknown): ErrorCode | undefined {
  if (error instanceof oauth.AuthorizationResponseError) {
    if (declined.test(error.error)) return "access_denied"
    // OpenID Connect Core Error Code unmet_authentication_requirements 1.0.
    if (error.error === "unmet_authentication_requirements") return "insufficient_user_authentication"
    return interactionErrors.test(error.error) ? "interaction_required" : "provider_refused"
  }
  if (error instanceof oauth.ResponseBodyError) return "token_refused"
  return undefined
}

/** The error in a response that has one, from its body or from a challenge. The response can still be read. */
export async function errorIn(response: Response): Promise<unknown> {
  // Of oauth4webapi's functions this one reads only the error.
  const reading = oauth.processRevocationResponse(response.clone())
  return reading.catch((cause: unknown) => cause)
}

/** What the challenge of a protected resource says (RFC 6750 section 3). The response can still be read. */
export async function challengeIn(response: Response): Promise<ErrorDetails> {
  const error = await errorIn(response)
  return error instanceof oauth.WWWAuthenticateChallengeError ? detailsOf(error) : {}
}

/** The details in an error of a library: the failed check, and the expected and received values. */
export function detailsOf(error: unknown): ErrorDetails {
  if (error instanceof oauth.AuthorizationResponseError)
    return {
      check: declined.test(error.error) ? "response_consent" : "response_error",
      expected: "a code",
      ...providerErrorOf(error.error, { description: descriptionIn(Object.fromEntries(error.cause)) }),
    }
  if (error instanceof oauth.ResponseBodyError)
    return {
      check: "token_accepted",
      status: error.status,
      ...providerErrorOf(error.error, { description: descriptionIn(error.cause), status: error.status }),
    }
  if (error instanceof oauth.WWWAuthenticateChallengeError) {
    // RFC 6750 section 3.1.
    const said = error.cause.find(({ parameters }) => parameters.error !== undefined)?.parameters
    return {
      status: error.status,
      ...(said?.error !== undefined && providerErrorOf(said.error, { description: descriptionIn(said) })),
    }
  }
  if (error instanceof oauth.UnsupportedOperationError) return detailsOfUnsupported(error)
  if (error instanceof oauth.OperationProcessingError) return detailsOfProcessing(error)
  if (error instanceof jose.JOSEError) return detailsOfJose(error)
  return {}
}

function detailsOfProcessing({ code, cause }: oauth.OperationProcessingError): ErrorDetails {
  if (cause instanceof Response) return { status: cause.status }
  if (!isRecord(cause)) return {}
  const { claim, attribute, expected, claims, body, header } = cause
  if (code === oauth.JWT_CLAIM_COMPARISON || code === oauth.JWT_TIMESTAMP_CHECK)
    return { ...checkOfClaim(claim), ...compared(claim, expected, claims) }
  if (code === oauth.JSON_ATTRIBUTE_COMPARISON)
    return { ...detailsOfAttribute(attribute, body), ...compared(attribute, expected, body) }
  if (header !== undefined) return { check: "id_token_alg", ...compared("alg", expected, header) }
  if (claims !== undefined) return { check: "id_token_claims", ...compared(claim, undefined, claims) }
  return body !== undefined ? { check: "token_response" } : {}
}

/** The error is about a JWT with a `crit` header, or an unknown `token_type`. */
function detailsOfUnsupported({ cause }: oauth.UnsupportedOperationError): ErrorDetails {
  if (!isRecord(cause)) return {}
  return { check: cause.body === undefined ? "id_token_alg" : "token_response" }
}

const claimChecks: Readonly<Record<string, CheckName>> = {
  exp: "id_token_times",
  nbf: "id_token_times",
  iat: "id_token_times",
  iss: "id_token_iss",
  aud: "id_token_aud",
  azp: "id_token_azp",
  nonce: "id_token_nonce",
  auth_time: "id_token_auth_time",
}

function checkOfClaim(claim: unknown): ErrorDetails {
  const check = typeof claim === "string" ? claimChecks[claim] : undefined
  return check ? { check } : {}
}

function detailsOfAttribute(attribute: unknown, body: unknown): ErrorDetails {
  if (attribute === "sub") return { check: "userinfo_sub" }
  if (attribute !== "issuer") return {}
  const announcedIssuer = isRecord(body) ? body.issuer : undefined
  return { check: "metadata_issuer", ...(typeof announcedIssuer === "string" && { announcedIssuer }) }
}

const signatureErrors = [
  jose.JWSSignatureVerificationFailed,
  jose.JWKSNoMatchingKey,
  jose.JWKSMultipleMatchingKeys,
  jose.JOSEAlgNotAllowed,
  jose.JOSENotSupported,
]

function detailsOfJose(error: jose.JOSEError): ErrorDetails {
  if (signatureErrors.some((kind) => error instanceof kind)) return { check: "id_token_signature" }
  if (error instanceof jose.JWTInvalid || error instanceof jose.JWSInvalid)
    return { check: "id_token_format" }
  return error instanceof jose.JWKSInvalid ? { check: "key_set" } : {}
}

/** The expected and the received value, without secrets such as the nonce. */
function compared(name: unknown, expected: unknown, received: unknown): ErrorDetails {
  if (typeof name !== "string") return {}
  const expectedText = comparisonText(name, expected)
  const receivedText = comparisonText(name, isRecord(received) ? received[name] : undefined)
  return { ...(expectedText && { expected: expectedText }), ...(receivedText && { received: receivedText }) }
}

/** @returns undefined for a missing value and for a secret */
function comparisonText(name: string, value: unknown): string | undefined {
  const { [name]: plain } = redact({ [name]: value })
  if (plain === undefined || plain === redacted) return undefined
  return `${name}: ${typeof plain === "string" ? plain : JSON.stringify(plain)}`
}

const maxDescriptionLength = 200

/** What a provider wrote about an error: RFC 6749 section 5.2, or the names that Facebook, Twitch and others have for it. */
export function descriptionIn(body: unknown): string | undefined {
  const text = readPath(body, "error_description|error_message|message|error.message|errors.0.message")
  if (typeof text !== "string") return undefined
  const line = redactText(text.slice(0, 10 * maxDescriptionLength).replaceAll(/[\p{C}\s]+/gu, " ")).trim()
  return line.length > maxDescriptionLength ? `${line.slice(0, maxDescriptionLength)}…` : line || undefined
}

/**
 * An error code is a short word (RFC 6749 section 5.2), or a few. Another text in its place may quote the request.
 *
 * @param context its description is from `descriptionIn`
 */
export function providerErrorOf(
  text: string,
  context: Context = {},
): Pick<ErrorDetails, "received" | "providerError" | "description" | "hint"> {
  const code = /^[\w.-]{1,60}$/.test(text) || isPlainError(text) ? text : "an unknown error"
  const { description } = context
  const hint = hintOf(code, context)
  return {
    received: `error=${code}`,
    providerError: code,
    ...(description !== undefined && { description }),
    ...(hint !== undefined && { hint }),
  }
}
