// One sign-in attempt: what must survive between the authorization request and its response.
import { createHmac, randomBytes } from "node:crypto"
import { sha256 } from "./crypto/hash"

/** What the browser keeps of an attempt, sealed. */
export type AttemptRecord = {
  /** The hash of issuer, client id and redirect URI. A callback under another client is rejected. */
  client: string
  /** Where the visitor wanted to go: a path of this site. */
  returnTo: string
  /** Unix time in seconds. */
  startedAt: number
  /** 32 random bytes, from which state, nonce and code verifier are derived. */
  seed: string
  intent: Intent
  /** The greatest age of the sign-in at the provider, in seconds (OpenID Connect Core 3.1.2.1). */
  maxAge?: number | undefined
  /** Space-separated; the ID token's acr must be one of them. */
  acrValues?: string | undefined
  /** OAuth 1.0: a hash of the temporary credentials' token, and their secret (RFC 5849 section 2.1). */
  temporary?: { tokenHash: string; secret: string } | undefined
}

/** What an attempt is for. Ids are kept as short hashes. */
export type Intent =
  | { type: "signIn" }
  | {
      type: "link"
      /** The signed-in user to whom the account is linked. */
      userHash: string
      /** Guided linking: the provider must return this account. */
      accountHash?: string | undefined
    }
  | {
      type: "reauthenticate"
      /** The signed-in user who must come back. */
      userHash: string
    }

export type Attempt = AttemptRecord & {
  /** The SHA-256 of the state: names flow and Activity row, and mostly the cookie. */
  id: string
  /** RFC 6749 section 10.12. */
  state: string
  /** OpenID Connect Core section 3.1.2.1. */
  nonce: string
  /** RFC 7636 section 4.1. */
  codeVerifier: string
}

export function newAttempt(about: Omit<AttemptRecord, "startedAt" | "seed" | "temporary">): Attempt {
  const startedAt = Math.floor(Date.now() / 1000)
  return attemptFrom({ ...about, startedAt, seed: randomBytes(32).toString("base64url") })
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
