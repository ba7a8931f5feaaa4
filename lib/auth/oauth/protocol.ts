import type { Attempt } from "../attempt"
import type { Client } from "../clients"
import type { DpopKey } from "../crypto/dpop-key"
import type { Provider } from "../providers/types"
import type { Flow } from "../telemetry/flow-events"
import type { CheckedAuthorizationParams } from "./authorization-params"
import type { Profile } from "./profile"

/** The client that sends a request, and the flow under which its steps are reported. */
export type RequestContext = {
  client: Client
  flow: Flow
  /** Set for a message that anyone can send, in contrast to a response that this app requested from the provider. */
  isUnsolicited?: true
  /** The key of the requests, if the tokens are bound to one (RFC 9449). */
  dpopKey?: DpopKey | undefined
}

/** The context of one sign-in attempt. */
export type AttemptContext = RequestContext & { attempt: Attempt }

/** The tokens and other fields of a checked token response. */
export type Tokens = {
  accessToken: string
  refreshToken: string | null
  idToken: string | null
  tokenType: string | null
  scope: string | null
  /** Unix time in seconds. */
  expiresAt: number | null
  /** The key to which access token and refresh token are bound (RFC 9449). */
  dpopKey?: DpopKey | undefined
  /** All other fields of the response. */
  extra: Record<string, unknown>
}

export type SignInResult = {
  /** The server that vouches for the profile: the client's issuer, or the ID token's where an issuer has tenants. */
  issuer: string
  profile: Profile
  /** The data that the profile was read from, of any shape. */
  rawProfile: unknown
  tokens: Tokens
  /** The provider's session id, if it sends one. */
  providerSid: string | null
  /** The ID token, if the provider can end its own session (RP-Initiated Logout section 2). */
  logoutHint: string | null
  /** When the user authenticated at the provider: the checked ID token's auth_time. Null where the provider does not say. */
  authenticatedAt: Date | null
  /** How the user authenticated: the checked ID token's acr, or else its vot. Null where the provider does not say. */
  acr: string | null
}

export type AuthorizationRedirect = {
  /** The address to which the visitor is redirected. */
  url: URL
  /** Identifies the attempt in the authorization response, if it has no state. */
  attemptKey?: string
  /** OAuth 1.0: the temporary credentials, which are stored with the attempt. */
  temporary?: Attempt["temporary"]
  /** The key to which the tokens will be bound, which is stored with the attempt. */
  dpopKey?: DpopKey | undefined
  /** AT Protocol: the authorization server that was found, which is stored with the attempt. */
  server?: Attempt["server"]
}

export type RefreshInput = {
  refreshToken: string
  /** The newest checked ID token, if any. */
  idToken: string | undefined
  /** The key to which the refresh token is bound. */
  dpopKey?: DpopKey | undefined
  /** The user's id at the provider. */
  accountId?: string | undefined
}

/** A protocol has two steps: `begin` before the redirect to the provider, and `complete` after the response. */
export type Protocol = {
  /**
   * Prepares the authorization request.
   *
   * @throws AuthError with the code of the step that failed
   */
  begin(ctx: AttemptContext, params: CheckedAuthorizationParams): Promise<AuthorizationRedirect>
  /** The key of the attempt in an authorization response; null if it has none. */
  attemptKey(provider: Provider, response: URLSearchParams): string | null
  /**
   * Checks the authorization response, exchanges it for tokens and reads the profile.
   *
   * @throws AuthError with the code of the step that failed
   */
  complete(ctx: AttemptContext, response: URLSearchParams): Promise<SignInResult>
  /**
   * Gets new tokens for a refresh token (RFC 6749 section 6). OAuth 1.0 has none.
   *
   * @returns null if the provider rejects the refresh token; the user must then consent again
   * @throws AuthError for any other failure; the refresh token may still be valid
   */
  refresh?(ctx: RequestContext, input: RefreshInput): Promise<Tokens | null>
}
