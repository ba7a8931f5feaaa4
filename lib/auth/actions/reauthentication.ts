// What "recent" means: how a user is made to prove once more who they are, and what counts as a proof.
import type { Intent } from "../attempt"
import { config } from "../config"
import type { CheckedAuthorizationParams } from "../oauth/authorization-params"
import type { Provider } from "../providers/types"
import type { Session } from "../store/session-read"
import { failedCheck } from "../telemetry/checks"

/** Only OpenID Connect has parameters for it. */
function levelOf(provider: Provider) {
  return provider.protocol === "oidc" ? (provider.reauthentication ?? "max_age") : "sign-in"
}

/** The parameters with which the provider asks the user again. */
export function reauthenticationParams(provider: Provider): CheckedAuthorizationParams {
  const level = levelOf(provider)
  if (level === "sign-in") return {}
  return { prompt: "login", ...(level === "max_age" && { max_age: String(config.recentMinutes * 60) }) }
}

/**
 * When the user of a new session proved who they are. The visitor can remove every parameter from the authorization request, so
 * a provider that can prove it must have done so.
 *
 * @param authTime the ID token's auth_time, which counts at every provider that sends it
 * @returns null where nothing proves it
 */
export function provenAt(provider: Provider, { type }: Intent, authTime: Date | null): Date | null {
  if (authTime) return authTime
  const level = levelOf(provider)
  const isProof = level === "sign-in" || (level === "prompt" && type === "reauthenticate")
  return isProof ? new Date() : null
}

/** Whether the user proved who they are within the last `recentMinutes`. */
export function isRecent({ authenticatedAt }: Pick<Session, "authenticatedAt">): boolean {
  return authenticatedAt !== null && authenticatedAt.getTime() > Date.now() - config.recentMinutes * 60_000
}

/** @throws AuthError not_asked_again for a provider that reuses an older authentication, or does not say when it was */
export function requireNewAuthentication(authenticatedAt: Date | null): void {
  if (isRecent({ authenticatedAt })) return
  throw failedCheck("id_token_auth_time", {
    code: "not_asked_again",
    expected: `auth_time within the last ${config.recentMinutes} minutes`,
    received: authenticatedAt ? `auth_time: ${authenticatedAt.getTime() / 1000}` : "no auth_time",
  })
}
