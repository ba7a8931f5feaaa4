// The types of hooks.ts.
import type { Tx } from "../db"
import type { Profile } from "./oauth/profile"

export type Hooks = {
  /**
   * Decides about each sign-in, link and re-authentication, before anything is written. Allowed for 10 seconds. It may run again
   * for one sign-in: when a parallel one has created or deleted the account meanwhile.
   *
   * @returns undefined to allow it, or `reject("…")`
   */
  beforeSignIn?: (request: SignInRequest) => MaybeAsync<Rejection | undefined>
  afterSignIn?: {
    /**
     * Runs last in the transaction of the sign-in: whatever it throws rolls back everything, also a new user. Allowed for 5
     * seconds, since it holds a connection. It runs again when a parallel transaction was first to take a unique value.
     */
    inTransaction?: (signIn: CompletedSignIn, tx: Tx) => MaybeAsync<void>
    /** Runs after the response. A failure is logged, and the user stays signed in. Allowed for 30 seconds. */
    afterResponse?: (signIn: CompletedSignIn) => MaybeAsync<void>
  }
  /** Runs after the response, once the event is committed. A failure is logged. Allowed for 30 seconds. */
  onSecurityEvent?: (event: SecurityEvent) => MaybeAsync<void>
}

type MaybeAsync<T> = T | Promise<T>

export type SignInFacts = {
  providerId: string
  /** The server that vouches for the profile. `profile.id` means a user only together with it. */
  issuer: string
  intent: "signIn" | "link" | "reauthenticate"
  profile: Readonly<Profile>
  /** The provider's own data, of any shape. Check it before you use it. */
  rawProfile: unknown
}

export type SignInRequest = SignInFacts & {
  /** No user has this account yet, so this sign-in creates one, unless another user has its verified address. */
  isNew: boolean
  /** The account's user; for a link, the signed-in user. */
  userId?: string
}

export type CompletedSignIn = SignInFacts & {
  /** This sign-in created the user. */
  isNew: boolean
  userId: string
}

export type Rejection = {
  /** Shown to the visitor. */
  rejection: string
}

/** The longest message: it must fit into a cookie. */
const maxLength = 300

/**
 * Rejects a sign-in.
 *
 * @param message for the visitor, at most 300 characters; take it from `messages()` if the site has several languages
 */
export function reject(message: string): Rejection {
  return { rejection: message.trim().slice(0, maxLength).toWellFormed() }
}

/** Something that a user may want to hear of. */
export type SecurityEvent = {
  type:
    | "new_device"
    | "account_linked"
    | "account_unlinked"
    | "access_extended"
    | "session_revoked"
    | "sessions_revoked"
    | "signed_out_by_provider"
    | "revoked_by_admin"
    | "disabled_by_admin"
    | "enabled_by_admin"
    | "role_changed_by_admin"
    | "profile_changed"
    | "email_changed"
    | "data_exported"
    | "user_deleted"
  userId: string
  /** The provider of the account or session, if the event has one. */
  providerId: string | null
  /** The client IP; null if it is unknown. */
  address: string | null
  userAgent: string | null
}
