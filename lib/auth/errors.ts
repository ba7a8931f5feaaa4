// One class and one table for every error of a sign-in.
import type { CheckName } from "./check-names"

/**
 * What each code means. `status` is the HTTP status of a JSON response, `hint` is for the developer. The visitor's sentence
 * is in `messages/` under the same code, and the anchor in docs/errors.md is the code itself.
 */
export const errors = {
  // The request.
  not_found: { status: 404, hint: "No such route. The routes are listed in lib/auth/README.md." },
  method_not_allowed: { status: 405, hint: "Use one of the methods in the Allow header." },
  origin_mismatch: {
    status: 403,
    hint: "A POST must come from a page at AUTH_URL. Compare AUTH_URL with the address in the browser.",
  },
  navigation_required: {
    status: 403,
    hint: "A callback must be the navigation of a whole page. A script, an image or a frame sent this request.",
  },
  invalid_request: {
    status: 400,
    hint: "The body or the query could not be read as a form, or has a value that the database cannot hold, such as NUL.",
  },
  unknown_provider: {
    status: 404,
    hint: "No enabled provider has this id. Set its AUTH_<PROVIDER>_ID and _SECRET; a deployed app then needs a restart.",
  },
  company_unknown: {
    status: 404,
    hint: "No enabled connection has proved the domain of this address, or it is no address. All of them get this one error (docs/connections.md).",
  },
  wrong_host: {
    status: 400,
    hint: "The browser reached another host than AUTH_URL names, twice. Set AUTH_URL to the public origin, or let the proxy pass the Host header on.",
  },
  rate_limited: {
    status: 429,
    hint: "More attempts in a minute than AUTH_RATE_LIMIT allows from one client IP, or 20 times that from all visitors of a provider if AUTH_TRUST_PROXY is not set. Or more than 5 callbacks of one attempt.",
  },
  // The attempt.
  attempt_missing: {
    status: 400,
    hint: "No attempt cookie matches this state: it expired, was started in another browser, or a proxy drops cookies.",
  },
  attempt_expired: {
    status: 400,
    hint: "The visitor took longer than attemptMinutes in lib/auth/config.ts.",
  },
  attempt_used: {
    status: 409,
    hint: "This attempt already ended in a sign-in or an error. An attempt can be used once.",
  },
  attempt_mismatch: {
    status: 400,
    hint: "The attempt was started with another provider, client id, issuer or redirect URI than this callback.",
  },
  // The provider's responses.
  access_denied: { status: 403, hint: "The visitor, or the provider's administrator, declined." },
  issuer_mismatch: {
    status: 400,
    hint: "The iss parameter (RFC 9207) is missing or names another issuer: a mix-up attack, or a wrong AUTH_<PROVIDER>_ISSUER.",
  },
  identity_unresolved: {
    status: 404,
    hint: "What the visitor named leads to no account or server of the AT Protocol: an unknown handle, one with two DIDs, one that its DID document does not name, or a server without metadata. The log names the step (docs/strict-providers.md).",
  },
  identity_mismatch: {
    status: 403,
    hint: "The server's tokens are for another account than the visitor named, or for one whose DID leads to another server.",
  },
  answer_too_large: {
    status: 413,
    hint: "A form-post response must fit into a cookie of 2.5 kB. See whether the provider can send a shorter code or state.",
  },
  answer_invalid: {
    status: 400,
    hint: "The authorization response has no usable code, verifier or token, or a wrong state.",
  },
  interaction_required: {
    status: 409,
    hint: "The provider must show the visitor a page first (login_required, consent_required and the like), which prompt=none forbids: repeat the sign-in without it.",
  },
  provider_refused: {
    status: 502,
    hint: "The provider sent an error instead of a code. Compare scopes and callback address with its console.",
  },
  provider_unreachable: {
    status: 503,
    hint: "The provider did not respond within the limits, or says that it is too busy (408, 425, 429, 5xx): try again later. Check the network, HTTPS_PROXY and AUTH_<PROVIDER>_ISSUER.",
  },
  provider_misconfigured: {
    status: 502,
    hint: "The provider's discovery document is not valid for this issuer. Check AUTH_<PROVIDER>_ISSUER, letter by letter.",
  },
  token_refused: {
    status: 502,
    hint: "The token endpoint returned an error. Most often: wrong client secret, another way to send it than the registered one (AUTH_<PROVIDER>_TOKEN_AUTH), or a callback address that is not registered. /setup finds out which.",
  },
  token_invalid: {
    status: 502,
    hint: "The token response breaks RFC 6749 section 5.1, or RFC 5849 section 2.1 or 2.3.",
  },
  id_token_invalid: {
    status: 502,
    hint: "The ID token's signature or claims failed (OpenID Connect Core 3.1.3.7).",
  },
  not_asked_again: {
    status: 409,
    hint: "The provider ignored prompt and max_age, or sends no auth_time. If it never does, set reauthentication in its file to prompt or sign-in (docs/custom-provider.md).",
  },
  insufficient_user_authentication: {
    status: 403,
    hint: "The provider did not prove the acr that requireUser or acr_values asked for: it sent another one or none, or it is not an OpenID provider. See which values it supports (acr_values_supported in its metadata).",
  },
  userinfo_invalid: {
    status: 502,
    hint: "The userinfo request failed, or its response is about another subject.",
  },
  logout_token_invalid: {
    status: 400,
    hint: "A back-channel logout whose token failed (OpenID Connect Back-Channel Logout 1.0, section 2.6). The log names the claim.",
  },
  profile_invalid: { status: 502, hint: "The profile has no usable id." },
  // This app.
  account_not_linked: {
    status: 409,
    hint: "The verified address belongs to another user. Accounts are never linked automatically: after signing in with the older account, the user can link this one on /dashboard/accounts.",
  },
  account_taken: {
    status: 409,
    hint: "This account is linked to another user, who must unlink it first.",
  },
  already_linked: {
    status: 409,
    hint: "Another account was to be linked, and the provider returned one that the user has linked already. Set selectAccount in its file (docs/custom-provider.md), or sign out there first.",
  },
  scope_not_granted: {
    status: 403,
    hint: "The provider granted fewer scopes than were requested: the visitor unticked one, the app is not registered for it, or the response has another name for it (impliedScopes in the provider's file).",
  },
  account_mismatch: {
    status: 409,
    hint: "The provider returned another account than the one that must be linked, or than the signed-in user's.",
  },
  last_account: { status: 409, hint: "Without this account the user could never sign in again." },
  last_administrator: {
    status: 409,
    hint: "Without this administrator the site would have none. `node scripts/db.mjs admin` makes another user an administrator.",
  },
  user_disabled: {
    status: 403,
    hint: "An administrator disabled this user on /admin, where the user can be enabled again.",
  },
  session_changed: {
    status: 409,
    hint: "The session that started this request has ended, or another user has signed in since.",
  },
  not_allowed: {
    status: 403,
    hint: "AUTH_ALLOW has neither this address nor its domain, or the provider did not verify the address.",
  },
  connection_required: {
    status: 403,
    hint: "The domain of the address, or of its user's, belongs to a connection whose users sign in only through it (docs/connections.md).",
  },
  sign_in_rejected: {
    status: 403,
    hint: "beforeSignIn in lib/auth/hooks.ts rejected it. The visitor reads the hook's own message.",
  },
  hook_failed: { status: 500, hint: "A hook in lib/auth/hooks.ts threw. The log line names its cause." },
  hook_timeout: {
    status: 503,
    hint: "A hook in lib/auth/hooks.ts did not finish in time. Move what may wait to afterSignIn.afterResponse.",
  },
  database_unavailable: { status: 503, hint: "PostgreSQL did not respond. See DATABASE_URL." },
  unexpected: { status: 500, hint: "An error in the code. The log line names its cause." },
} as const satisfies Record<string, { status: number; hint: string }>

export type ErrorCode = keyof typeof errors

/** The facts of a failure. They are logged and shown to developers, so they hold no secret. */
export type ErrorDetails = {
  /** The check that failed. */
  check?: CheckName
  expected?: string
  received?: string
  /** The error code in a provider's response (RFC 6749 section 5.2). */
  providerError?: string
  /** What the provider wrote about it for developers (error_description), without what may be a secret or a user. */
  description?: string
  /** The issuer in a provider's metadata, if it differs from the configured one. */
  announcedIssuer?: string
  /** The HTTP status of a provider's response. */
  status?: number
  /** What to do, where this failure tells more than its code. */
  hint?: string
}

export type ErrorOptions = {
  cause?: unknown
  details?: ErrorDetails | undefined
  /** Where the visitor wanted to go, so that the next attempt leads there. */
  returnTo?: string | undefined
  /** The id of the attempt. */
  flow?: string | undefined
  /** The user to whose activity the failure is added. */
  userId?: string | null | undefined
  /** Additional headers of a JSON response. */
  headers?: Record<string, string> | undefined
  /** Shown to the visitor in place of the sentence in `messages/`. */
  visitorMessage?: string | undefined
}

/** A failed step. `cause` and `details` go to the log and never to the visitor. */
export class AuthError extends Error {
  readonly code: ErrorCode
  readonly details: ErrorDetails
  readonly returnTo: string | undefined
  readonly flow: string | undefined
  readonly userId: string | null | undefined
  readonly headers: Record<string, string> | undefined
  readonly visitorMessage: string | undefined

  constructor(code: ErrorCode, options: ErrorOptions = {}) {
    super(code, { cause: options.cause })
    this.name = "AuthError"
    this.code = code
    this.details = options.details ?? {}
    this.returnTo = options.returnTo
    this.flow = options.flow
    this.userId = options.userId
    this.headers = options.headers
    this.visitorMessage = options.visitorMessage
  }
}

/** Whether `code` is a key of the table. */
export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errors, code)
}
