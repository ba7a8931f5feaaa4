import type { ErrorCode } from "@/lib/auth"

/**
 * What may help a visitor after an error: to try the same way in once more, or only what else the page offers, such as
 * another way in.
 */
export const whatHelps: Record<ErrorCode, "again" | "else"> = {
  not_found: "else",
  method_not_allowed: "else",
  origin_mismatch: "again",
  invalid_request: "again",
  unknown_provider: "else",
  wrong_host: "else",
  rate_limited: "again",
  attempt_missing: "again",
  attempt_expired: "again",
  attempt_used: "again",
  attempt_mismatch: "again",
  access_denied: "again",
  issuer_mismatch: "again",
  answer_too_large: "again",
  answer_invalid: "again",
  provider_refused: "again",
  provider_unreachable: "again",
  provider_misconfigured: "else",
  token_refused: "again",
  token_invalid: "again",
  id_token_invalid: "again",
  userinfo_invalid: "again",
  logout_token_invalid: "else",
  profile_invalid: "else",
  account_not_linked: "else",
  account_taken: "else",
  account_mismatch: "else",
  last_account: "else",
  session_changed: "again",
  database_unavailable: "again",
  unexpected: "again",
}
