import type { Attempt } from "../cookies/attempt"
import type { Client } from "../clients"
import type { Profile } from "./profile"
import type { Provider } from "../providers/types"
import type { Flow } from "../telemetry/flow-events"
import type { CheckedAuthorizationParams } from "./authorization-params"

/** Whom we ask, and the flow that the calls are reported under. */
export type RequestContext = {
  client: Client
  flow: Flow
}

/** One try at one provider: all that a sign-in works with. */
export type AttemptContext = RequestContext & { attempt: Attempt }

/** What the token endpoint gave, beyond what was checked. */
export type Tokens = {
  accessToken: string
  refreshToken: string | null
  idToken: string | null
  tokenType: string | null
  scope: string | null
  /** Unix time in seconds. */
  expiresAt: number | null
  /** Everything else in the answer. */
  extra: Record<string, unknown>
}

export type SignInResult = {
  profile: Profile
  tokens: Tokens
  /** The provider's own session id, where it names one. */
  providerSid: string | null
  /** When the person signed in there: at the time that a checked ID token says, else just now. */
  authenticatedAt: Date
}

export type AuthorizationRedirect = {
  /** The address to send the visitor to. */
  url: URL
  /** What the answer will carry in the place of the state, so that the attempt is found again. */
  mark?: string
  /** What the attempt must keep until then. */
  keep?: Pick<Attempt, "temporary">
}

/** What a refresh starts from. */
export type RefreshInput = {
  refreshToken: string
  /** The newest one that was checked, if any. */
  idToken: string | undefined
}

/** A protocol has two halves: before the visitor leaves, and when they are back. */
export type Protocol = {
  /**
   * @param wishes what the caller asks of this sign-in
   * @throws AuthError naming the step that failed
   */
  begin(ctx: AttemptContext, params: CheckedAuthorizationParams): Promise<AuthorizationRedirect>
  /** The same mark, as an answer carries it; null when it carries none. */
  mark(provider: Provider, answer: URLSearchParams): string | null
  /**
   * Checks the provider's answer, exchanges it for tokens and reads who signed in.
   *
   * @throws AuthError naming the step that failed
   */
  complete(ctx: AttemptContext, answer: URLSearchParams): Promise<SignInResult>
  /**
   * Gets new tokens for a refresh token (RFC 6749 section 6). OAuth 1.0 has none.
   *
   * @returns null where the provider takes the refresh token no more, so that the user must consent again
   * @throws AuthError naming the step that failed; the refresh token may still be good
   */
  refresh?(ctx: RequestContext, kept: RefreshInput): Promise<Tokens | null>
}
