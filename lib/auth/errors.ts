// One class and one table for everything that can go wrong in a sign-in.

/**
 * What each code means. `status` answers a caller that asked for JSON, `hint` is for the developer. The visitor's
 * sentence lies in `messages/` under the same code, the docs anchor is the code itself.
 */
export const errors = {
  // What the caller sent.
  not_found: { status: 404, hint: "No such route. The routes are listed in lib/auth/README.md." },
  method_not_allowed: { status: 405, hint: "Use one of the methods in the Allow header." },
  origin_mismatch: {
    status: 403,
    hint: "A POST must come from a page at AUTH_URL. Compare AUTH_URL with the address in the browser.",
  },
  invalid_request: { status: 400, hint: "The body or the query could not be read as a form." },
  unknown_provider: {
    status: 404,
    hint: "No enabled provider has this id. Set its AUTH_<PROVIDER>_ID and _SECRET and restart.",
  },
  wrong_host: {
    status: 400,
    hint: "The browser reached another host than AUTH_URL names, twice. Set AUTH_URL to the public origin, or let the proxy pass the Host header on.",
  },
  rate_limited: {
    status: 429,
    hint: "More tries in a minute than AUTH_RATE_LIMIT allows from one address, or 20 times that from everybody where AUTH_TRUST_PROXY is not set.",
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
    hint: "This attempt already ended in a sign-in or a refusal. An attempt acts once.",
  },
  attempt_mismatch: {
    status: 400,
    hint: "The attempt was started with another provider, client id, issuer or redirect URI than this callback.",
  },
  // What the provider answered.
  access_denied: { status: 403, hint: "The visitor, or the provider's administrator, declined." },
  issuer_mismatch: {
    status: 400,
    hint: "The iss parameter (RFC 9207) is missing or names another issuer: a mix-up attack, or a wrong AUTH_<PROVIDER>_ISSUER.",
  },
  answer_too_large: {
    status: 413,
    hint: "A posted answer must fit into a cookie of 2.5 kB. See whether the provider can send a shorter code or state.",
  },
  answer_invalid: {
    status: 400,
    hint: "The provider's answer has no usable code, verifier or token, or a wrong state.",
  },
  provider_refused: {
    status: 502,
    hint: "The provider sent an error instead of a code. Compare scopes and callback address with its console.",
  },
  provider_unreachable: {
    status: 503,
    hint: "The provider did not answer within the limits. Check the network, HTTPS_PROXY and AUTH_<PROVIDER>_ISSUER.",
  },
  provider_misconfigured: {
    status: 502,
    hint: "The provider's discovery document does not fit. Check AUTH_<PROVIDER>_ISSUER, letter by letter.",
  },
  token_refused: {
    status: 502,
    hint: "The token endpoint refused. Most often: wrong client secret, or a callback address that is not registered.",
  },
  token_invalid: {
    status: 502,
    hint: "The token answer breaks RFC 6749 section 5.1, or RFC 5849 section 2.1 or 2.3.",
  },
  id_token_invalid: {
    status: 502,
    hint: "The ID token's signature or claims failed (OpenID Connect Core 3.1.3.7).",
  },
  userinfo_invalid: {
    status: 502,
    hint: "The profile request failed, or its answer is not the signed-in person's.",
  },
  logout_token_invalid: {
    status: 400,
    hint: "A back-channel logout whose token failed (OpenID Connect Back-Channel Logout 1.0, section 2.6). The log names the claim.",
  },
  profile_invalid: { status: 502, hint: "The profile has no usable id." },
  // Our side.
  account_not_linked: {
    status: 409,
    hint: "The verified address belongs to another user. It never links by itself: whoever signs in the older way may connect it on /dashboard/accounts.",
  },
  account_taken: {
    status: 409,
    hint: "Another user has connected this account. They must disconnect it first.",
  },
  account_mismatch: {
    status: 409,
    hint: "The provider returned another account than the one that was refused before, or than the signed-in user's.",
  },
  last_account: { status: 409, hint: "Without this account the user could never sign in again." },
  session_changed: {
    status: 409,
    hint: "The session that asked for this has ended, or another user signed in meanwhile.",
  },
  database_unavailable: { status: 503, hint: "PostgreSQL did not answer. See DATABASE_URL." },
  unexpected: { status: 500, hint: "A fault in the code. The log line names its cause." },
} as const satisfies Record<string, { status: number; hint: string }>

export type ErrorCode = keyof typeof errors

export type Context = {
  cause?: unknown
  /** Where the visitor wanted to go, so that the next try still leads there. */
  returnTo?: string | undefined
  /** The id of the attempt. */
  flow?: string | undefined
  /** Whom it concerns, and may see it among what happened to them. */
  userId?: string | null | undefined
  /** What an answer without a page says besides. */
  headers?: Record<string, string> | undefined
}

/** A failed step. `cause` goes to the log and never to the visitor. */
export class AuthError extends Error {
  readonly code: ErrorCode
  readonly returnTo: string | undefined
  readonly flow: string | undefined
  readonly userId: string | null | undefined
  readonly headers: Record<string, string> | undefined

  constructor(code: ErrorCode, { cause, returnTo, flow, userId, headers }: Context = {}) {
    super(code, { cause })
    this.name = "AuthError"
    this.code = code
    this.returnTo = returnTo
    this.flow = flow
    this.userId = userId
    this.headers = headers
  }
}

/** Whether `code` is a key of the table. */
export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errors, code)
}
