// One sign-in attempt: the data that is needed between the authorization request and its response.
import { createHmac, randomBytes } from "node:crypto"
import type { DpopKey } from "./crypto/dpop-key"
import { sha256 } from "./crypto/hash"

/** The part of an attempt that is sealed in a cookie. */
export type AttemptRecord = {
  /** The hash of issuer, client id and redirect URI. A callback with another client is rejected. */
  client: string
  /** Where the visitor wanted to go: a path of this site. */
  returnTo: string
  /** Unix time in seconds. */
  startedAt: number
  /** 32 random bytes, from which state, nonce and code verifier are derived. */
  seed: string
  intent: Intent
  /** The maximum age of the sign-in at the provider, in seconds (OpenID Connect Core 3.1.2.1). */
  maxAge?: number | undefined
  /** Space-separated; the ID token's acr must be one of them. */
  acrValues?: string | undefined
  /** Scopes that are requested besides the provider's, separated by spaces. */
  scope?: string | undefined
  /** OAuth 1.0: a hash of the temporary credentials' token, and their secret (RFC 5849 section 2.1). */
  temporary?: { tokenHash: string; secret: string } | undefined
  /** The key to which the tokens will be bound (RFC 9449). */
  dpopKey?: DpopKey | undefined
  /** AT Protocol: the authorization server that was found, and the account, if the visitor named one. */
  server?: { issuer: string; account?: string | undefined } | undefined
}

/** The purpose of an attempt. Ids are stored as short hashes. */
export type Intent =
  | { type: "signIn" }
  | {
      type: "link"
      /** The signed-in user to whom the account is linked. */
      userHash: string
      /** Guided linking: the provider must return this account. */
      accountHash?: string | undefined
      /** The account must not be linked yet. */
      isAnother?: true | undefined
    }
  | {
      type: "reauthenticate"
      /** The signed-in user. The provider must authenticate the same user. */
      userHash: string
      /** Only `maxAge` and `acrValues` are required: the provider need not ask again. */
      stepUp?: true | undefined
    }
  | {
      /** More scopes for an account that is linked to the signed-in user. */
      type: "extend"
      userHash: string
      /** The provider must return this account. */
      accountHash: string
      /** The scopes that were asked for; empty where only a refresh token is wanted. */
      wanted: string
    }

export type Attempt = AttemptRecord & {
  /** The SHA-256 of the state. It identifies the flow and the Activity row. */
  id: string
  /** RFC 6749 section 10.12. */
  state: string
  /** OpenID Connect Core section 3.1.2.1. */
  nonce: string
  /** RFC 7636 section 4.1. */
  codeVerifier: string
}

export function newAttempt(
  fields: Omit<AttemptRecord, "startedAt" | "seed" | "temporary" | "dpopKey" | "server">,
): Attempt {
  const startedAt = Math.floor(Date.now() / 1000)
  const seed = randomBytes(32).toString("base64url")
  const attempt = attemptFrom({ ...fields, startedAt, seed })
  // WeChat documents letters and digits only. A quarter of all seeds gives such a state.
  return /[-_]/.test(attempt.state) ? newAttempt(fields) : attempt
}

/** The attempt with the values that are derived from its seed. */
export function attemptFrom(record: AttemptRecord): Attempt {
  const derive = (label: string) => createHmac("sha256", record.seed).update(label).digest("base64url")
  const state = derive("state")
  return {
    ...record,
    id: sha256(state),
    state,
    nonce: derive("nonce"),
    codeVerifier: derive("code_verifier"),
  }
}
