// Recognizes the response to a refresh token that is expired, revoked or already used. The token is then deleted, so every other
// failure must not look like it: a wrong client secret, a rate limit, a firewall.
import { isRecord } from "../shape"

/** RFC 6749 section 5.2, OpenID Connect Core section 3.1.2.6, and the names that several providers have for `invalid_grant`. */
const rejections =
  /^(invalid_grant|(bad|invalid|expired)_refresh_token|(interaction|login|consent|account_selection)_required)$/

/** Errors about the client or the moment, whatever their description says. */
const otherErrors =
  /^(invalid_client|unauthorized_client|unsupported_grant_type|invalid_scope|access_denied|slow_down|temporarily_unavailable|server_error)$|rate|limit|too_many|throttl/i

const invalid = String.raw`(invalid|expired|revoked|incorrect|unknown|not found|not valid|does(n't| not) exist|(already|been) used)`
const name = "refresh[ _-]?token"
const namesTheToken = new RegExp(
  String.raw`\b${invalid}\b[^.]{0,20}\b${name}\b|\b${name}\b[^.]{0,40}\b${invalid}\b`,
  "i",
)

/** Words of a text that is about something else: "invalid client for this refresh token". */
const namesAnother = /client|secret|grant.?type|scope|missing|required|limit|too many/i

/**
 * Whether the response to a refresh says that the refresh token is unusable for good.
 *
 * @param status a temporary one (408, 425, 429, 5xx) never comes here: `fetchFor` throws
 * @param body as the provider sent it
 */
export function rejectsRefreshToken(status: number, body: Record<string, unknown>): boolean {
  const error = typeof body.error === "string" ? body.error : ""
  if (rejections.test(error)) return true
  // A firewall, and an API that the client may not use, respond with 403.
  if (otherErrors.test(error) || ![200, 400, 401].includes(status)) return false
  return texts(body).some((text) => namesTheToken.test(text) && !namesAnother.test(text))
}

/** The texts of an error at any depth, without those that are too long to be a message. */
function texts(value: unknown): string[] {
  if (typeof value === "string") return value.length <= 300 ? [value] : []
  if (Array.isArray(value)) return value.flatMap(texts)
  return isRecord(value) ? Object.values(value).flatMap(texts) : []
}
