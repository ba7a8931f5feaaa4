import type { Attempt } from "../attempt"
import type { Client } from "../clients"
import type { Profile } from "../profile"
import type { Provider } from "../providers/types"
import type { Flow } from "../trace"
import type { ReadWishes } from "../wishes"

/** One try at one provider: all that a protocol works with. */
export type Exchange = {
  client: Client
  attempt: Attempt
  flow: Flow
}

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

export type Completed = {
  profile: Profile
  tokens: Tokens
  /** The provider's own session id, where it names one. */
  providerSid: string | null
  /** When the person signed in there: at the time that a checked ID token says, else just now. */
  authenticatedAt: Date
}

export type Begun = {
  /** The address to send the visitor to. */
  url: URL
  /** What the answer will carry, so that the attempt is found again. */
  mark: string
  /** What the attempt must keep until then. */
  keep?: Pick<Attempt, "temporary">
}

/** A protocol has two halves: before the visitor leaves, and when they are back. */
export type Protocol = {
  /**
   * @param wishes what the caller asks of this sign-in
   * @throws AuthError naming the step that failed
   */
  begin(exchange: Exchange, wishes: ReadWishes): Promise<Begun>
  /** The same mark, as an answer carries it; null when it carries none. */
  mark(provider: Provider, answer: URLSearchParams): string | null
  /**
   * Checks the provider's answer, exchanges it for tokens and reads who signed in.
   *
   * @throws AuthError naming the step that failed
   */
  complete(exchange: Exchange, answer: URLSearchParams): Promise<Completed>
}
