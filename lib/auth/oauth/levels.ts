// Levels of authentication: how they are requested, and what of an ID token proves them. The standard has `acr_values` and `acr`
// (OpenID Connect Core section 3.1.2.1), and vectors of trust `vtr` and `vot` (RFC 8485).
import type * as oauth from "oauth4webapi"
import { parseJson } from "../http/json"
import type { OidcProvider } from "../providers/types"
import { isExactText, maxIdLength } from "../shape"
import { requireCheck } from "../telemetry/checks"
import type { CheckedAuthorizationParams } from "./authorization-params"
import type { RequestContext } from "./protocol"

/** The parameters of a caller, with `acr_values` as the provider understands them. */
export function levelParams(
  { requestedAcr = {}, vectorsOfTrust }: OidcProvider,
  { acr_values: levels, ...params }: CheckedAuthorizationParams,
): Readonly<Record<string, string>> {
  if (levels === undefined) return params
  if (vectorsOfTrust) return { ...params, vtr: JSON.stringify(levels.split(" ")) }
  const names = new Map(Object.entries(requestedAcr))
  const each = levels.split(" ").map((level) => names.get(level) ?? level)
  return { ...params, acr_values: names.get(levels) ?? each.join(" ") }
}

/**
 * How the user authenticated: `acr`, or else the vector of trust `vot`. Of a provider with vectors of trust only `vot`, and only by the
 * provider's own trust mark, which says what the vector means (RFC 8485 section 3.1). A value that cannot be stored exactly, or is no
 * text, proves nothing.
 */
export function levelOf({ vectorsOfTrust }: OidcProvider, { acr, vot, vtm }: oauth.IDToken): string | null {
  const isTrusted = vtm === vectorsOfTrust?.trustMark
  const value = vectorsOfTrust ? isTrusted && vot : (acr ?? vot)
  return isExactText(value, maxIdLength) ? value : null
}

/**
 * Checks that the ID token proves one of the requested levels: those of the attempt, or else those that the provider's file always
 * requests.
 *
 * @throws AuthError insufficient_user_authentication
 */
export function requireLevel(
  { flow }: RequestContext,
  { provider, requested }: { provider: OidcProvider; requested: string | undefined },
  claims: oauth.IDToken,
): void {
  const levels = requested?.split(" ") ?? usualLevels(provider)
  if (levels === undefined) return
  const level = levelOf(provider, claims)
  const name = provider.vectorsOfTrust ? "vot" : "acr"
  requireCheck(flow, "id_token_acr", level !== null && levels.includes(level), {
    code: "insufficient_user_authentication",
    expected: `${name}: ${levels.join(" ")}`,
    received: `${name}: ${level ?? "none"}`,
  })
}

/** The levels of the provider's parameters. An unreadable list of vectors is met by none. */
function usualLevels({ params = {}, vectorsOfTrust }: OidcProvider): string[] | undefined {
  const values = vectorsOfTrust ? params.vtr : params.acr_values
  // An empty setting is not sent.
  if (!values) return undefined
  if (!vectorsOfTrust) return values.split(" ")
  const vectors = parseJson(values)
  if (!Array.isArray(vectors)) return []
  return vectors.map((vector: unknown) => withoutOmitted(String(vector), vectorsOfTrust.omits))
}

/** A vector as `vot` repeats it: without the components that begin with a letter. */
function withoutOmitted(vector: string, omits: string | undefined): string {
  return vector
    .split(".")
    .filter((component) => component[0] !== omits)
    .join(".")
}
