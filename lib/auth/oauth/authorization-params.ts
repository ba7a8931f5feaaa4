// The parameters that a caller may set for one sign-in (OpenID Connect Core section 3.1.2.1).
import { AuthError } from "../errors"
import { failedCheck, requireCheck } from "../telemetry/checks"
import type { Flow } from "../telemetry/flow-events"
import { scopeFormat } from "./scopes"

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
