// What "recent" and step-up mean: how a user is made to prove once more who they are, and what counts as a proof.
import type { Attempt, Intent } from "../attempt"
import { config } from "../config"
import type { CheckedAuthorizationParams } from "../oauth/authorization-params"
import type { Provider } from "../providers/types"
import type { Session } from "../store/session-read"
import { failedCheck } from "../telemetry/checks"

/** What a page may require of a session, besides a user. */
export type AuthenticationLevel = {
  /** The user must have authenticated within the last `recentMinutes` (config.ts), or have signed in where no more can be proved. */
  recent?: true
  /** The user must have authenticated within this time, as the provider's signed `auth_time` says. Others are refused. */
  maxAgeSeconds?: number
  /** How the user must have authenticated: one of these values of the provider's signed `acr`, separated by spaces. */
  acr?: string
}

type Authentication = Pick<Session, "authenticatedAt" | "authTime" | "acr">

/** Only OpenID Connect has parameters for it. */
function levelOf(provider: Provider) {
  return provider.protocol === "oidc" ? (provider.reauthentication ?? "max_age") : "sign-in"
}

/**
 * The parameters with which the provider asks the user again.
 *
 * @param maxAge of the caller, in seconds; the smaller one is sent
 */
export function reauthenticationParams(provider: Provider, maxAge = Infinity): CheckedAuthorizationParams {
  const level = levelOf(provider)
  if (level === "sign-in") return {}
  const seconds = Math.min(config.recentMinutes * 60, maxAge)
  return { prompt: "login", ...(level === "max_age" && { max_age: String(seconds) }) }
}

/** Whether a provider may be able to prove a level, so that a page offers it. The ID token decides. */
export function mayProve(provider: Provider, { maxAgeSeconds, acr }: AuthenticationLevel): boolean {
  if (maxAgeSeconds !== undefined && levelOf(provider) === "sign-in") return false
  return acr === undefined || provider.protocol === "oidc"
}

/**
 * When the user of a new session proved who they are. The visitor can remove every parameter from the authorization request, so
 * a provider that can prove it must have done so.
 *
 * @param authTime the ID token's auth_time, which counts at every provider that sends it
 * @returns null where nothing proves it
 */
export function provenAt(provider: Provider, intent: Intent, authTime: Date | null): Date | null {
  if (authTime) return authTime
  const level = levelOf(provider)
  const wasAsked = intent.type === "reauthenticate" && !intent.stepUp
  const isProof = level === "sign-in" || (level === "prompt" && wasAsked)
  return isProof ? new Date() : null
}

/** Whether a session is of a level. */
export function meets(session: Authentication, { recent, maxAgeSeconds, acr }: AuthenticationLevel): boolean {
  if (recent && !isRecent(session)) return false
  if (maxAgeSeconds !== undefined && !isWithin(session.authTime, maxAgeSeconds)) return false
  return acr === undefined || (session.acr !== null && acr.split(" ").includes(session.acr))
}

/** The query with which the sign-in page asks for a level. All of it, because the new session replaces the one that has a part of it. */
export function confirmationQuery({
  recent,
  maxAgeSeconds,
  acr,
}: AuthenticationLevel): Record<string, string> {
  return {
    confirm: recent ? "1" : "step-up",
    ...(maxAgeSeconds !== undefined && { max_age: String(maxAgeSeconds) }),
    ...(acr !== undefined && { acr_values: acr }),
  }
}

/** Whether the user proved who they are within the last `recentMinutes`. */
export function isRecent({ authenticatedAt }: Pick<Session, "authenticatedAt">): boolean {
  return isWithin(authenticatedAt, config.recentMinutes * 60)
}

function isWithin(time: Date | null, seconds: number): boolean {
  return time !== null && time.getTime() > Date.now() - seconds * 1000
}

/**
 * Requires of a re-authentication what `meets` requires of its session afterwards, without the tolerance for clocks: a provider that
 * repeats the same response would otherwise lead from the page to the provider and back without end.
 *
 * @throws AuthError not_asked_again for a provider that reuses an older authentication, or does not say when it was
 */
export function requireNewAuthentication(
  { intent, maxAge }: Pick<Attempt, "intent" | "maxAge">,
  { authenticatedAt, authTime }: Pick<Authentication, "authenticatedAt" | "authTime">,
): void {
  const isStepUp = intent.type === "reauthenticate" && intent.stepUp === true
  if (!isStepUp && !isRecent({ authenticatedAt }))
    throw notAskedAgain(config.recentMinutes * 60, authenticatedAt)
  if (maxAge !== undefined && !isWithin(authTime, maxAge)) throw notAskedAgain(maxAge, authTime)
}

function notAskedAgain(seconds: number, authTime: Date | null) {
  return failedCheck("id_token_auth_time", {
    code: "not_asked_again",
    expected: `auth_time within the last ${seconds} seconds`,
    received: authTime ? `auth_time: ${authTime.getTime() / 1000}` : "no auth_time",
  })
}
