// Reduces reported requests and responses to what is known to be harmless. A secret may have any name, so a field of an unknown
// name is shown without its value.
import { decodeJwt, decodeProtectedHeader } from "jose"
import { isRecord } from "../shape"

export const redacted = "[redacted]"

const harmless = new Set(
  [
    // What the engine reports about a request, a response or the end of a flow.
    "method url status type event body_note",
    // OAuth and OpenID Connect: requests, responses, and the claims and headers of a JWT.
    "client_id redirect_uri post_logout_redirect_uri response_type response_mode grant_type scope scopes granted_scopes",
    "code_challenge code_challenge_method client_assertion_type token_type token_type_hint expires expires_in expires_at",
    "refresh_token_expires_in refresh_expires_in ext_expires_in error error_code error_uri iss sub aud azp exp iat nbf auth_time acr",
    "amr alg typ kid prompt max_age display ui_locales claims_locales login_hint acr_values access_type session_state resource",
    "include_granted_scopes hd tid oid uid tenant oauth_consumer_key oauth_signature_method oauth_timestamp oauth_version",
    "oauth_callback_confirmed oauth_problem dpop_jkt",
    // Metadata and public keys. The private members of a JWK are not here.
    "issuer authorization_endpoint token_endpoint userinfo_endpoint jwks_uri revocation_endpoint introspection_endpoint",
    "end_session_endpoint registration_endpoint pushed_authorization_request_endpoint device_authorization_endpoint",
    "check_session_iframe service_documentation kty use key_ops crv n e x y x5t x5c",
    // Profiles: what a user is called, and facts about the account.
    "id ids user_id userid account_id openid open_id union_id unionid uuid guid id_str idstr name full_name display_name nickname nick",
    "first_name last_name given_name family_name middle_name real_name username user_name screen_name global_name login handle",
    "preferred_username upn email email_address mail primary_email confirmed_email default_email email_verified verified_email",
    "is_verified is_confirmed verified confirmed confirmed_at primary visibility image image_url picture picture_url avatar",
    "avatar_url avatar_uri photo photo_url profile profile_url profile_image_url website html_url blog company location bio",
    "description locale lang language zoneinfo timezone country gender birthdate created created_at updated updated_at",
    "followers following public_repos public_gists site_admin roles groups",
  ]
    .join(" ")
    .split(" ")
    .map(plainName),
)

/** Texts for people, which may quote the request. */
const prose = new Set(["error_description", "error_message", "message", "detail"].map(plainName))

/** Headers that never contain a secret. */
const plainHeader = /^(accept(-\w+)?|content-type|user-agent)$/i

/** The lists of an issuer's metadata. */
const supported = /^[a-z_]+_(supported|required)$/

/** The same fields, at any depth, without the values of unknown ones; an ID token is decoded and loses its signature. */
export function redact(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, redactField(name, value)]))
}

function redactField(name: string, value: unknown): unknown {
  if (name === "id_token") return decoded(value)
  if (name === "headers") return isRecord(value) ? redactHeaders(value) : redacted
  if (Array.isArray(value)) return value.map((item) => redactField(name, item))
  if (isRecord(value)) return redact(value)
  if (typeof value !== "string") return isHarmless(name) || typeof value !== "number" ? value : redacted
  if (prose.has(plainName(name))) return redactText(value)
  return isHarmless(name) ? withoutQuery(value) : redacted
}

function isHarmless(name: string): boolean {
  return harmless.has(plainName(name)) || supported.test(name)
}

/** `avatarUrl`, `avatar_url` and `avatar-url` are one name. */
function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[_-]/g, "")
}

/** The address of a picture may be signed, and that of another file may contain a token. */
function withoutQuery(text: string): string {
  return /^https?:/i.test(text) ? text.replace(/[?#].*$/s, `?${redacted}`) : text
}

/**
 * A text for people, without email addresses and without words that may be a code, a token or a secret of the request: long ones,
 * and those with digits among letters.
 */
export function redactText(text: string): string {
  return text
    .replaceAll(/[\w.~+=-]{20,}/g, (word) => (isIdentifier.test(word) ? word : redacted))
    .replaceAll(/[^\s<>()"',;]+@[^\s<>()"',;]+/g, redacted)
    .replaceAll(/[\w~+=-]{8,}/g, (word) => (word.split(/[_~+=-]/).some(mayBeSecret) ? redacted : word))
}

/** A word of a protocol, such as `code_challenge_method` and `invalidRequestMessage`. */
const isIdentifier = /^[A-Za-z]?[a-z]{2,15}(_[a-z]{1,15}|[A-Z][a-z]{1,15})+\.?$/

function mayBeSecret(word: string): boolean {
  return /\d/.test(word) && /[a-z]/i.test(word) && !plainErrorWord.test(word)
}

/** A JWT without its signature cannot be used, and its claims show the checked values. */
function decoded(jwt: unknown): unknown {
  try {
    return redact({ header: decodeProtectedHeader(String(jwt)), claims: decodeJwt(String(jwt)) })
  } catch {
    return redacted
  }
}

/** The scheme of an Authorization header is kept: `Basic [redacted]`. */
function redactHeaders(headers: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      if (plainHeader.test(name)) return [name, value]
      const [scheme] = (name === "authorization" && /^[A-Za-z\d]{1,20} (?=\S)/.exec(String(value))) || [""]
      return [name, scheme + redacted]
    }),
  )
}

/** A number, capitals such as `AADSTS7000215`, or a word such as `invalid` and `AuthorizationRecordExpired`. */
const plainErrorWord = /^(\d{1,9}|[A-Z]{1,16}\d{0,9}|[A-Z]?[a-z]+([A-Z][a-z]+)*)$/

/**
 * Whether an error code (RFC 6749 section 5.2, at most 60 characters) consists of words and numbers: `invalid_client`, `Bad Request`.
 * Digits and capitals among small letters may be a token of the request.
 */
export function isPlainError(code: string): boolean {
  const words = code.split(/[ _.:/-]/)
  return code.length <= 60 && words.every((word) => word.length <= 32 && plainErrorWord.test(word))
}
