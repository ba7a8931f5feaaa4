// Scopes: which ones a request has, and whether those that were granted are enough.
import type { Attempt } from "../attempt"
import type { Provider } from "../providers/types"

/** RFC 6749 section 3.3. The attempt's cookie has the scopes too, so they are short. */
export const scopeFormat = /^(?=.{1,1000}$)[!#-[\]-~]+( [!#-[\]-~]+)*$/

/** The scopes of several lists, each once. */
export function joinScopes(...lists: readonly (string | null | undefined)[]): string {
  return [...new Set(lists.flatMap((list) => list?.split(" ") ?? []))].filter(Boolean).join(" ")
}

/** The scopes that are in no other list than the first. */
export function withoutScopes(scope: string, ...others: readonly (string | null | undefined)[]): string {
  const known = joinScopes(...others).split(" ")
  return joinScopes(scope)
    .split(" ")
    .filter((one) => !known.includes(one))
    .join(" ")
}

/**
 * The scopes of an authorization request: the provider's, and those that the attempt asks for besides. An OpenID issuer that announces
 * its scopes without `offline_access` would reject it, and issues refresh tokens in its own way.
 */
export function requestedScope(
  { scope }: Provider,
  attempt: Pick<Attempt, "scope">,
  { scopes_supported: announced }: { scopes_supported?: readonly string[] } = {},
): string {
  const isKnown = !announced || announced.includes("offline_access")
  return joinScopes(scope, isKnown ? attempt.scope : withoutScopes(attempt.scope ?? "", "offline_access"))
}

/**
 * The scopes of a token response, separated by spaces and otherwise as they came.
 *
 * @param scope of the response, in which some providers separate them by another character
 */
export function grantedScope({ grantedScopeSeparator, scopeSeparator }: Provider, scope: string): string {
  return scope.replaceAll(grantedScopeSeparator ?? scopeSeparator ?? " ", " ")
}

/**
 * Whether granted scopes contain all wanted ones. A scope contains those that `impliedScopes` of the provider names.
 *
 * @param granted null for tokens of older versions, which were requested with the provider's scopes
 */
export function coversScope(provider: Provider, granted: string | null, wanted: string): boolean {
  const { impliedScopes = {}, scope } = provider
  const given = grantedScope(provider, granted ?? scope ?? "").split(" ")
  const all = joinScopes(...given, ...given.map((one) => impliedScopes[one]))
  return withoutScopes(wanted, all) === ""
}
