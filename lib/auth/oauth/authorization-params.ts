// The parameters that a caller may set for one sign-in (OpenID Connect Core section 3.1.2.1), and those of a request for more
// than a sign-in needs.
import { AuthError } from "../errors"
import type { Provider } from "../providers/types"
import { failedCheck, requireCheck } from "../telemetry/checks"
import type { Flow } from "../telemetry/flow-events"
import { joinScopes, scopeFormat, withoutScopes } from "./scopes"

/** The standard's names, so that a form, a server action and the provider use the same ones. */
export type AuthorizationParams = {
  /** `login`, `consent`, `select_account`, `create` or `none`; several are separated by spaces. */
  prompt?: string
  /** The expected user: an email address or a name. */
  login_hint?: string
  /** The visitor's languages, best first: `"de-CH de en"`. */
  ui_locales?: string
  /** The maximum age of the sign-in at the provider, in seconds. It is checked, so it needs OpenID Connect. */
  max_age?: string | number
  /** How the user must authenticate, in at most 100 characters. It is checked, so it needs OpenID Connect. */
  acr_values?: string
  /** Scopes besides the provider's own, separated by spaces (RFC 6749 section 3.3). OAuth 1.0 has none. */
  scope?: string
}

/** Checked parameters, as they are sent in the authorization request. */
export type CheckedAuthorizationParams = Partial<Record<keyof AuthorizationParams, string>>

/** acr_values is stored in the attempt's cookie, so it is short. */
const formats: Record<keyof AuthorizationParams, RegExp> = {
  prompt: /^(none|(login|consent|select_account|create)( (login|consent|select_account|create)){0,3})$/,
  login_hint: /^\P{C}{1,200}$/u,
  ui_locales: /^[A-Za-z0-9-]{1,20}( [A-Za-z0-9-]{1,20}){0,9}$/,
  max_age: /^\d{1,9}$/,
  acr_values: /^[\x21-\x7e][\x20-\x7e]{0,99}$/,
  scope: scopeFormat,
}

/**
 * Reads parameters that come from a form or a caller. Unknown and empty ones are left out.
 *
 * @param read the value of a parameter by its name
 * @throws AuthError invalid_request for a value that breaks the standard's format
 */
export function readAuthorizationParams(
  read: (name: keyof AuthorizationParams) => unknown,
): CheckedAuthorizationParams {
  const params: CheckedAuthorizationParams = {}
  for (const [name, format] of Object.entries(formats) as [keyof AuthorizationParams, RegExp][]) {
    const value = read(name) ?? ""
    const text = typeof value === "number" ? String(value) : value
    if (text === "") continue
    if (typeof text !== "string" || !format.test(text))
      throw new AuthError("invalid_request", {
        cause: `${name} breaks the standard's format`,
        details: { check: "authorization_params" },
      })
    params[name] = text
  }
  return params
}

/**
 * For protocols without an ID token: their responses do not contain when or how the user authenticated, so they cannot prove it.
 *
 * @throws AuthError insufficient_user_authentication
 */
export function requireNoOpenIdParams(flow: Flow, { max_age, acr_values }: CheckedAuthorizationParams): void {
  requireCheck(flow, "params_supported", max_age === undefined && acr_values === undefined, {
    code: "insufficient_user_authentication",
    cause: "max_age and acr_values need OpenID Connect",
  })
}

/**
 * For OAuth 1.0, whose requests and credentials have no scope.
 *
 * @throws AuthError invalid_request
 */
export function requireNoScope(scope: string | undefined): void {
  if (scope === undefined) return
  throw failedCheck("params_supported", {
    code: "invalid_request",
    cause: "OAuth 1.0 has no scopes: what an app may do is part of its registration at the service",
  })
}

export type FurtherAccess = {
  /** Scopes besides the provider's own. */
  scope?: string | undefined
  /** Scopes that the provider granted before. */
  granted?: string | null | undefined
  /** Whether a refresh token is wanted. */
  offline?: boolean | undefined
  /** Whether the visitor chooses another account than the one that is signed in at the provider. */
  another?: boolean | undefined
}

type Params = Readonly<Record<string, string>>

/**
 * What a request for more than a sign-in needs adds: further scopes, a refresh token, another account.
 *
 * @param prompt the caller's own; it stays, and others are added to it
 * @returns scope: those that are not the provider's own; undefined without any
 */
export function furtherAccess(
  provider: Provider,
  { scope, granted, offline: isOffline = false, another = false }: FurtherAccess,
  prompt?: string,
): { scope: string | undefined; params: Params } {
  if (provider.protocol === "oauth1") return { scope, params: {} }
  const { furtherScopeParams = {} } = provider
  const isGrantedAgain = Object.keys(furtherScopeParams).length > 0
  const offline = isOffline ? offlineAccess(provider) : {}
  const all = joinScopes(isGrantedAgain ? null : granted, scope, offline.scope)
  const parts = [
    scope || granted ? furtherScopeParams : {},
    offline.params ?? {},
    another ? accountSelection(provider) : {},
  ]
  const prompts = joinScopes(prompt, ...parts.map((params) => params.prompt))
  return {
    scope: withoutScopes(all, provider.scope) || undefined,
    params: {
      ...Object.fromEntries(parts.flatMap((params) => Object.entries(params))),
      // The standard allows `none` only by itself.
      ...(prompts && { prompt: prompt === "none" ? prompt : prompts }),
    },
  }
}

function offlineAccess({ protocol, offline }: Provider): { scope?: string; params?: Params } {
  if (offline) return offline
  return protocol === "oidc" ? { scope: "offline_access", params: { prompt: "consent" } } : {}
}

function accountSelection(provider: Provider): Params {
  if (provider.selectAccount) return provider.selectAccount
  return provider.protocol === "oidc" && provider.reauthentication !== "sign-in" ? { prompt: "login" } : {}
}
