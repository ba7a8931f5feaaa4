import { connect } from "../../db"
import { addressForBrowser, env } from "../../env"
import { afterResponse } from "../after-response"
import { newAttempt, type Intent } from "../attempt"
import { accountIssuers, type Client } from "../clients"
import { config } from "../config"
import { setAttemptCookie } from "../cookies/attempt"
import { readPendingLink } from "../cookies/pending-link"
import { shortHash } from "../crypto/hash"
import { AuthError } from "../errors"
import { returnPath } from "../http/return-path"
import { currentVisitor } from "../http/visitor"
import { protocols } from "../oauth"
import {
  furtherAccess,
  readAuthorizationParams,
  type AuthorizationParams,
} from "../oauth/authorization-params"
import { stateForProvider } from "../preview/forwarding"
import { asAuthError } from "../report-error"
import { findProviderTokens } from "../store/provider-tokens"
import { reportChecks } from "../telemetry/flow-events"
import { isNetwork } from "../unregistered-client"
import { openAccess } from "./access-request"
import { countedClient } from "./counted-client"
import { reauthenticationParams } from "./reauthentication"
import { readSession } from "./session"

type RequestedIntent = Exclude<Intent["type"], "extend"> | "stepUp"

export type SignInRequest = {
  providerId: string
  /** Where the visitor wants to go; anything but a path of this site is ignored. */
  destination: unknown
  /** Reads an authorization parameter of this sign-in by its name. */
  param: (name: keyof AuthorizationParams) => unknown
  /** All but `signIn` need a signed-in user. `stepUp` is a re-authentication of which only the parameters are required. */
  intent?: RequestedIntent
  /** From `accessRequestUrl`: more access to an account of the signed-in user. It takes the place of `intent` and `destination`. */
  access?: unknown
  /** Whether a refresh token is wanted, and whether the visitor chooses another account at the provider. */
  offline?: boolean | undefined
  another?: boolean | undefined
  /** The check that the request has passed; a page of this site sends it, unless it began at the provider. */
  allowedBy?: "own_origin" | "initiate_issuer"
}

/**
 * Starts a sign-in.
 *
 * @returns the address at the provider to which the visitor is redirected
 * @throws AuthError unknown_provider, invalid_request, rate_limited, session_changed, not_found, or the code of the step that failed
 */
export async function startSignIn({
  providerId,
  destination,
  param,
  intent = "signIn",
  access: sealedAccess,
  offline,
  another,
  allowedBy = "own_origin",
}: SignInRequest): Promise<string> {
  const { client, limitRate } = await countedClient(providerId, await currentVisitor())
  const asked = sealedAccess ? await openAccess(client, sealedAccess) : undefined
  const returnTo = asked?.returnTo ?? returnPath(destination, env()) ?? config.pages.afterSignIn
  const { scope, ...given } = readAuthorizationParams(param)
  const known = isNetwork(client.provider)
    ? (asked?.providerAccountId ?? (await ownAccount(client, intent)))
    : undefined
  const wanted = known === undefined ? given : { login_hint: known, ...given }
  const maxAge = wanted.max_age === undefined ? undefined : Number(wanted.max_age)
  const access = asked?.access ?? { scope, offline, another }
  const further = furtherAccess(client.provider, access, wanted.prompt)
  const asksAgain = intent === "reauthenticate" && reauthenticationParams(client.provider, maxAge)
  const params = { ...wanted, ...further.params, ...asksAgain }
  const attempt = newAttempt({
    client: client.fingerprint,
    returnTo,
    intent: asked?.intent ?? (await intentFor(intent, { providerId, another })),
    ...(maxAge !== undefined && { maxAge }),
    ...(params.acr_values && { acrValues: params.acr_values }),
    ...(further.scope && { scope: further.scope }),
  })
  const flow = { id: attempt.id, providerId }
  reportChecks(flow, allowedBy, "provider_enabled", "authorization_params")
  if (attempt.intent.type !== "signIn") reportChecks(flow, "session_unchanged")
  try {
    await limitRate()
    reportChecks(flow, "rate_limit")
    const protocol = protocols[client.provider.protocol]
    const ctx = {
      client,
      flow,
      attempt: { ...attempt, state: await stateForProvider(attempt.state, client.redirectUri) },
    }
    const { url, attemptKey = attempt.state, ...found } = await protocol.begin(ctx, params)
    await setAttemptCookie({ ...attempt, ...found }, attemptKey)
    // A new process loads Prisma while the visitor is at the provider.
    afterResponse(connect)
    return addressForBrowser(url.href)
  } catch (cause) {
    throw asAuthError(cause, { returnTo, flow: attempt.id })
  }
}

/** At a provider with many servers, that of the signed-in user's account is the one that must confirm who they are. */
async function ownAccount(client: Client, intent: RequestedIntent): Promise<string | undefined> {
  const session = intent === "signIn" || intent === "link" ? null : await readSession()
  if (!session) return undefined
  const own = { userId: session.user.id, provider: client.provider.id, issuer: accountIssuers(client) }
  return (await findProviderTokens(own))?.row.providerAccountId
}

async function intentFor(
  type: RequestedIntent,
  { providerId, another }: Pick<SignInRequest, "providerId" | "another">,
): Promise<Intent> {
  if (type === "signIn") return { type }
  const session = await readSession()
  if (!session) throw new AuthError("session_changed", { details: { check: "session_unchanged" } })
  const userHash = shortHash(session.user.id)
  if (type === "reauthenticate") return { type, userHash }
  if (type === "stepUp") return { type: "reauthenticate", userHash, stepUp: true }
  const pending = await readPendingLink(session.user.id)
  const accountHash = pending?.providerId === providerId ? pending.accountHash : undefined
  return { type, userHash, accountHash, ...(another && { isAnother: true }) }
}
