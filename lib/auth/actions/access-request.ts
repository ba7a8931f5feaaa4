// Asks for more access to an account of the signed-in user: further scopes, or a refresh token. The request is sealed in the address
// of a page, so no link and no form of another site chooses scopes.
import { env } from "../../env"
import type { Intent } from "../attempt"
import { isIssuerOf, type Client } from "../clients"
import { config } from "../config"
import { accountHashOf } from "../cookies/pending-link"
import { shortHash } from "../crypto/hash"
import { open, seal } from "../crypto/seal"
import { AuthError } from "../errors"
import { findClient } from "../find-client"
import { returnPath } from "../http/return-path"
import type { FurtherAccess } from "../oauth/authorization-params"
import { optional, record, text, type Check } from "../shape"
import { findOwnAccount } from "../store/accounts"
import { readSession } from "./session"

type AccessRequest = {
  provider: string
  /** The id of the account. */
  account: string
  /** The short hash of the user's id. */
  user: string
  /** Empty where only a refresh token is wanted. */
  scope: string
  offline?: true | undefined
  returnTo: string
}

const isTrue: Check<true> = (value): value is true => value === true

const isAccessRequest = record<AccessRequest>({
  provider: text,
  account: text,
  user: text,
  scope: text,
  offline: optional(isTrue),
  returnTo: text,
})

/** A page may stay open for a while before the visitor follows its link. */
const validSeconds = 86_400

/** The address of our page that asks for more access, and comes back to `returnTo`, a path of this site. */
export async function accessRequestUrl({
  userId,
  returnTo,
  ...request
}: Omit<AccessRequest, "user" | "returnTo"> & {
  userId: string
  returnTo: string | undefined
}): Promise<string> {
  const path = returnPath(returnTo, env()) ?? config.pages.afterSignIn
  const sealed = await seal("access request", {
    ...request,
    user: shortHash(userId),
    returnTo: path,
    exp: Math.floor(Date.now() / 1000) + validSeconds,
  })
  return `${config.pages.access}?${new URLSearchParams({ request: sealed })}`
}

export type AccessQuestion = {
  providerId: string
  providerName: string
  /** The email address or the name of the account, if the provider gave one. */
  account: string | null
  scopes: string[]
  /** Whether it is for the time when the user is not here. */
  offline: boolean
  returnTo: string
}

/** What the page asks. @returns null for a request that is forged, expired, another user's, or for an account that is gone */
export async function accessQuestion(userId: string, sealed: unknown): Promise<AccessQuestion | null> {
  const request = await openRequest(userId, sealed)
  const client = request && (await findClient(request.provider))
  const account =
    request && (await findOwnAccount(userId, { id: request.account, provider: request.provider }))
  if (!request || !client || !account) return null
  return {
    providerId: client.provider.id,
    providerName: client.provider.name,
    account: account.email ?? account.name,
    scopes: request.scope.split(" ").filter(Boolean),
    offline: request.offline === true,
    returnTo: request.returnTo,
  }
}

/**
 * Opens a request that the visitor agreed to.
 *
 * @throws AuthError session_changed where it is another user's or no user is signed in, attempt_expired where it is forged or
 *   expired, not_found where the account is no longer the user's
 */
export async function openAccess(
  client: Client,
  sealed: unknown,
): Promise<{ intent: Intent; access: FurtherAccess; returnTo: string; providerAccountId: string }> {
  const session = await readSession()
  if (!session) throw new AuthError("session_changed", { details: { check: "session_unchanged" } })
  const request = await openRequest(session.user.id, sealed)
  if (request?.provider !== client.provider.id)
    throw new AuthError("attempt_expired", { details: { check: "attempt_age" } })
  const { scope, offline, returnTo } = request
  const key = { id: request.account, provider: request.provider }
  const account = await findOwnAccount(session.user.id, key)
  if (!account || !isIssuerOf(client, account.issuer)) throw new AuthError("not_found")
  return {
    intent: {
      type: "extend",
      userHash: shortHash(session.user.id),
      accountHash: accountHashOf(account.issuer, account.providerAccountId),
      wanted: scope,
    },
    access: { scope, offline, granted: account.extendedScope },
    returnTo,
    providerAccountId: account.providerAccountId,
  }
}

async function openRequest(userId: string, sealed: unknown): Promise<AccessRequest | null> {
  const opened = typeof sealed === "string" && sealed ? await open("access request", sealed) : null
  return isAccessRequest(opened) && opened.user === shortHash(userId) ? opened : null
}
