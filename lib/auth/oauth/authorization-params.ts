// What a caller may ask of one sign-in beyond the provider's own data (OpenID Connect Core section 3.1.2.1).
import { AuthError } from "../errors"

/** By the standard's names, so that a form, a server action and the provider spell them alike. */
export type AuthorizationParams = {
  /** `login`, `consent`, `select_account`, `create` or `none`; several with spaces. */
  prompt?: string
  /** Who is expected: an address or a name. */
  login_hint?: string
  /** The languages that the visitor reads, best first: `"de-CH de en"`. */
  ui_locales?: string
  /** Signed in at the provider at most so many seconds ago. Checked, so it needs OpenID Connect. */
  max_age?: string | number
  /** How the visitor must have signed in, in at most 32 characters. Checked, so it needs OpenID Connect. */
  acr_values?: string
}

/** AuthorizationParams that were read, as parameters of the authorization request. */
export type CheckedAuthorizationParams = Partial<Record<keyof AuthorizationParams, string>>

/** acr_values travels in the attempt's cookie, which with the longest destination has room for no more. */
const shapes: Record<keyof AuthorizationParams, RegExp> = {
  prompt: /^(none|(login|consent|select_account|create)( (login|consent|select_account|create)){0,3})$/,
  login_hint: /^\P{C}{1,200}$/u,
  ui_locales: /^[A-Za-z0-9-]{1,20}( [A-Za-z0-9-]{1,20}){0,9}$/,
  max_age: /^\d{1,9}$/,
  acr_values: /^[\x21-\x7e][\x20-\x7e]{0,31}$/,
}

/**
 * Reads wishes from outside. Whatever is not one of them is left out, and so is an empty one.
 *
 * @param from the value of a name: a form's field, or a property
 * @throws AuthError invalid_request for a wish of another shape than the standard's
 */
export function readAuthorizationParams(
  from: (name: keyof AuthorizationParams) => unknown,
): CheckedAuthorizationParams {
  const params: CheckedAuthorizationParams = {}
  for (const [name, shape] of Object.entries(shapes) as [keyof AuthorizationParams, RegExp][]) {
    const value = from(name) ?? ""
    const text = typeof value === "number" ? String(value) : value
    if (text === "") continue
    if (typeof text !== "string" || !shape.test(text))
      throw new AuthError("invalid_request", { cause: `${name} has another shape than the standard's` })
    params[name] = text
  }
  return params
}
