// The public API: the only import path of lib/auth for pages, actions, route handlers and your own code.
import "server-only"
import { headers } from "next/headers.js"
import { notFound, redirect } from "next/navigation"
import { cache } from "react"
import type { Tx } from "../db"
import { env, publicUrl } from "../env"
import { isOwnHost } from "../request-origin"
import type { AccessQuestion } from "./actions/access-request"
import type { AccessToken } from "./actions/access-token"
import type { ProviderRequest, ProviderResponse } from "./actions/provider-fetch"
import { confirmationQuery, mayProve, meets, type AuthenticationLevel } from "./actions/reauthentication"
import { currentSession, sessionResponse, type SessionResponse } from "./actions/session"
import { config } from "./config"
import type { PendingLink } from "./cookies/pending-link"
import { AuthError, errors, isErrorCode, type ErrorCode } from "./errors"
import { requireOwnOrigin } from "./http/request-source"
import { returnPath } from "./http/return-path"
import { currentVisitor } from "./http/visitor"
import type { AuthorizationParams } from "./oauth/authorization-params"
import type { ProviderSummary } from "./provider-summaries"
import { isReference, reportError } from "./report-error"
import type { ErrorMessages } from "./route-handler"
import type { AuditEvent } from "./store/activity"
import type { StoredTokens } from "./store/provider-tokens"
import type { LimitedAction } from "./store/rate-limits"
import type { Session } from "./store/session-read"
import type { FailureExplanation } from "./telemetry/explain-failure"

export type { AccessQuestion } from "./actions/access-request"
export type { AccessToken } from "./actions/access-token"
export type { ProviderRequest, ProviderResponse } from "./actions/provider-fetch"
export type { AuthenticationLevel } from "./actions/reauthentication"
export type { SessionResponse } from "./actions/session"
export { offersCompanySignIn } from "./connection-access"
export { readCookie, writeCookie } from "./cookies/cookie"
export { readLastProvider } from "./cookies/last-provider"
export { AuthError, type ErrorCode, isErrorCode } from "./errors"
export {
  type CompletedSignIn,
  type Hooks,
  type Rejection,
  reject,
  type SecurityEvent,
  type SignInRequest,
} from "./hook-types"
export { readForm } from "./http/request-form"
export { currentVisitor } from "./http/visitor"
export { sessionCookieName } from "./cookies/session"
export type { AuthorizationParams } from "./oauth/authorization-params"
export type { ActivityEvent } from "./store/activity"
export type { ProviderSummary } from "./provider-summaries"
export type { StoredTokens } from "./store/provider-tokens"
export type { Session } from "./store/session-read"

/** Loaded on demand, so that pages that only read the session start faster: signing in and out, and the files of the providers. */
const engine = () => import("./engine")
const catalogue = () => import("./provider-summaries")

/**
 * Handles a request to /api/auth.
 *
 * @param messages the sentence of each error code, for callers that get JSON
 */
export async function handleAuthRequest(request: Request, messages: ErrorMessages): Promise<Response> {
  return (await engine()).handle(request, messages)
}

/**
 * The visitor's session, or null. Read once for each page that is rendered; in an action or a route handler call
 * it once and pass the value on.
 *
 * @throws when the database cannot be reached: an outage is not a sign-out
 */
export const auth: () => Promise<Session | null> = cache(currentSession)

/**
 * The session's public fields, for `<UserProvider>`: pass the promise on without awaiting it. Nothing else of the session
 * reaches the browser. Reads the same row as `auth()`, once for each page.
 *
 * @throws when the database cannot be reached
 */
export async function publicSession(): Promise<SessionResponse> {
  return sessionResponse(await auth())
}

type Requirements = AuthenticationLevel & {
  /** Users without this role get a 404. */
  role?: Session["user"]["role"]
}

type LinkOptions = {
  redirectTo: string
  afterConfirming?: string
  another?: boolean
  scope?: string
  offline?: boolean
  login_hint?: string
}

type ActionOptions = Requirements & { redirectTo: string; afterConfirming?: string }

/**
 * Protects a page, action or route handler: call it in each one that needs a user.
 *
 * @param options returnTo: the path to come back to after signing in
 * @returns the session; a visitor without one is redirected to the sign-in page instead
 */
export async function requireUser({
  returnTo,
  role,
  ...level
}: { returnTo: string } & Requirements): Promise<Session> {
  const session = await auth()
  if (session && role && session.user.role !== role) notFound()
  if (session && meets(session, level)) return session
  const query = new URLSearchParams({ callbackUrl: returnTo, ...(session && confirmationQuery(level)) })
  return goTo(`${config.pages.signIn}?${query}`)
}

/**
 * For server actions: redirects the visitor to the provider, and after signing in to `redirectTo`, a path of this site.
 *
 * @param options also authorization parameters: `{ prompt: "login", max_age: 0 }`; `scope` adds to the provider's scopes.
 *   offline: requests a refresh token, as the provider's file says
 */
export async function signIn(
  providerId: string,
  { redirectTo, offline, ...params }: { redirectTo?: string; offline?: boolean } & AuthorizationParams = {},
): Promise<never> {
  const url = await fromOwnPage(providerId, ({ startSignIn }) =>
    startSignIn({ providerId, destination: redirectTo, param: (name) => params[name], offline }),
  )
  return goTo(url)
}

/**
 * For server actions: links one more account to the signed-in user, who must have authenticated recently.
 *
 * @param options redirectTo: where to go afterwards, a path of this site; afterConfirming: where the user goes on who had to
 *   confirm who they are; another: the provider lets the user choose, and an account that is linked already is the error
 *   `already_linked`; scope: scopes besides the provider's; login_hint: the account or server, where a provider asks for it;
 *   offline: requests a refresh token
 */
export async function linkAccount(
  providerId: string,
  { redirectTo, afterConfirming = redirectTo, another, offline, ...given }: LinkOptions,
): Promise<never> {
  await requireUser({ returnTo: afterConfirming, recent: true })
  const params: AuthorizationParams = given
  const url = await fromOwnPage(providerId, ({ startSignIn }) =>
    startSignIn({
      providerId,
      destination: redirectTo,
      param: (name) => params[name],
      intent: "link",
      another,
      offline,
    }),
  )
  return goTo(url)
}

/**
 * For server actions, and for route handlers that a form posts to: runs work for the signed-in user, after checking that the
 * request comes from a page of this site.
 *
 * @param options redirectTo: where to go afterwards; after an error, with `error` in the query. afterConfirming: where the user
 *   goes on who had to sign in or to confirm who they are, such as the form that they submitted
 * @param work throws an AuthError for an error that the user should see, and may return another path to go to; or an object for the
 *   caller: a response in a route handler, the state of a form in an action
 */
export async function withUser<Result extends object = never>(
  { redirectTo, afterConfirming = redirectTo, ...requirements }: ActionOptions,
  work: (session: Session) => Promise<Result | string | void>,
): Promise<Result> {
  const session = await requireUser({ returnTo: afterConfirming, ...requirements })
  const result = await fromOwnPage("", async () => (await work(session)) ?? redirectTo, redirectTo)
  return typeof result === "string" ? goTo(result) : result
}

/**
 * For server actions: ends this browser's session and goes to `redirectTo`, a path of this site.
 *
 * @param options federated: whether the provider's own session ends too; otherwise the provider's file decides
 */
export async function signOut({
  redirectTo,
  federated,
}: { redirectTo?: string; federated?: boolean } = {}): Promise<never> {
  return goTo(await fromOwnPage("", ({ endSession }) => endSession(redirectTo, federated)))
}

/** The name of the provider, such as the one that opened a session, if it announces quickly that it can end its own; else null. */
export async function providerWithSignOut(session: Pick<Session, "provider">): Promise<string | null> {
  return (await engine()).providerWithSignOut(session)
}

/**
 * An access token for the API of a provider, from the signed-in user's account there; of several accounts, the one that
 * signed in last. An access token that expires too soon is refreshed, once for all callers of all processes. For server
 * components, actions and route handlers: never send it to the browser.
 *
 * @param options minimumSeconds: how long it must still be valid; insteadOf: an access token that the API rejected with 401,
 * which is refreshed while it is the stored one, whatever its expiry time; scope: scopes that it must have; offline: it must not
 * expire, or have a refresh token. If it does not meet the last two, the status is `scope_needed`, with the address of a page that asks
 * the user and comes back to `returnTo`, a path of this site. accountId: one of the user's accounts at the provider
 * @throws when the database cannot be reached; AuthError invalid_request for scopes that break RFC 6749's format, or of OAuth 1.0
 */
export async function getAccessToken(
  providerId: string,
  { minimumSeconds = 60, insteadOf, scope, offline = false, accountId, returnTo }: AccessTokenOptions = {},
): Promise<AccessToken> {
  const session = await auth()
  if (!session) return { status: "signed_out" }
  const { currentAccessToken } = await engine()
  const wanted = { minimumSeconds, insteadOf, scope, offline, accountId, returnTo }
  return currentAccessToken({ userId: session.user.id, providerId, ...wanted })
}

type AccessTokenOptions = {
  minimumSeconds?: number
  insteadOf?: string
  scope?: string
  offline?: boolean
  accountId?: string
  returnTo?: string
}

/**
 * What a page asks whose address `getAccessToken` returned with `scope_needed`. A form posts the same text as `access` to
 * /api/auth/signin/<provider>.
 *
 * @returns null for a text that is forged, expired or for another user
 */
export async function accessQuestion(
  session: Session,
  request: string | undefined,
): Promise<AccessQuestion | null> {
  return (await engine()).accessQuestion(session.user.id, request)
}

/**
 * Calls a provider's API for the signed-in user, whatever kind of token the account has: a bearer token, one that is bound to a key
 * (DPoP), or one of OAuth 1.0. If the API rejects the token (401), it is refreshed once. Redirects are not followed.
 *
 * @param url at an address of the provider's file or of its variables, or at an origin of `apis` or AUTH_<PROVIDER>_APIS; at a provider
 *   with many servers also a path at the server of the user's account: "/xrpc/com.atproto.server.getSession"
 * @returns the response, whatever its status; or why there is none: like `getAccessToken`, or "unavailable" if the API does not respond
 * @throws Error for another address: the token must not reach it
 * @throws when the database cannot be reached
 */
export async function providerFetch(
  providerId: string,
  url: string | URL,
  request: ProviderRequest = {},
): Promise<ProviderResponse> {
  const session = await auth()
  if (!session) return { status: "signed_out" }
  const { fetchFromProvider } = await engine()
  return fetchFromProvider({ userId: session.user.id, providerId, url, request })
}

/**
 * Runs work after the response, best effort: await this call before you respond. In a script it runs at once. A failure is logged.
 */
export async function afterResponse(work: () => unknown): Promise<void> {
  const { afterResponse: schedule } = await import("./after-response")
  schedule(work)
}

/** The account that the visitor may link, since its address belongs to this user. Null if there is none, or after ten minutes. */
export async function readPendingLink(userId: string): Promise<PendingLink | null> {
  return (await import("./cookies/pending-link")).readPendingLink(userId)
}

/** The visitor does not want to link it. */
export async function clearPendingLink(): Promise<void> {
  await (await import("./cookies/pending-link")).clearPendingLink()
}

/** The message of `reject()` for the error with this reference; null if this browser has none, or it has expired. */
export async function readRejectionMessage(reference: string): Promise<string | null> {
  return (await import("./cookies/rejection")).readRejectionMessage(reference)
}

/** The provider tokens of an account, for `revokeProviderTokens`. Read them before you delete the account. */
export async function readProviderTokens(accountId: string): Promise<StoredTokens | null> {
  return (await engine()).findProviderTokens({ id: accountId })
}

/** Revokes an account's tokens at its provider, best effort: call it in `afterResponse()`. Never throws. */
export async function revokeProviderTokens(tokens: StoredTokens): Promise<void> {
  await (await engine()).revokeTokensOf(tokens)
}

/**
 * Records what the caller's transaction did, on the user's page "Activity".
 *
 * @throws AuthError attempt_used when the attempt already caused something; the transaction then rolls back
 */
export async function recordActivity(tx: Tx, auditEvent: AuditEvent): Promise<void> {
  await (await engine()).recordActivity(tx, auditEvent)
}

/**
 * Counts one attempt within AUTH_RATE_LIMIT a minute: of the signed-in user, or else of the visitor's client IP.
 *
 * @throws AuthError rate_limited
 */
export async function limitAttempts(action: LimitedAction, user?: Session["user"]): Promise<void> {
  const { limitRate, limitVisitor } = await engine()
  await (user ? limitRate(action, user.id) : limitVisitor(action, await currentVisitor(), action))
}

/** The enabled providers, in the order of the catalogue, without those of connections, which are not for every visitor. */
export async function providers(): Promise<ProviderSummary[]> {
  return (await catalogue()).summaries()
}

/** The name of a provider or of a connection, also of a disabled one; of a deleted one its id. Read once for each page. */
export const providerName: (id: string) => Promise<string> = cache(async (id) =>
  (await catalogue()).nameOfProvider(id),
)

/** One enabled provider, also that of a connection. */
export async function findProvider(id: string): Promise<ProviderSummary | undefined> {
  return (await catalogue()).findSummary(id)
}

/** Whether a provider may be able to prove a level. Others are not worth the visitor's way there. */
export async function canProve(providerId: string, level: AuthenticationLevel): Promise<boolean> {
  const client = await (await catalogue()).findClient(providerId)
  return client !== undefined && mayProve(client.provider, level)
}

/**
 * Whether an account can sign in: its provider is enabled, at the issuer that knows the account. One without an issuer gets it at
 * the next sign-in.
 */
export async function canSignIn({
  provider: id,
  issuer,
}: {
  provider: string
  issuer: string
}): Promise<boolean> {
  return (await catalogue()).isUsable({ provider: id, issuer })
}

/**
 * Reads `error` and `ref` of an address: the error's code and the reference under which it was logged.
 *
 * @returns also a hint for developers, only under `next dev`; null without an error
 */
export function errorFor(
  code: string | undefined,
  ref?: string,
): { code: ErrorCode; reference?: string; hint?: string } | null {
  if (code === undefined) return null
  const known = isErrorCode(code) ? code : "unexpected"
  return {
    code: known,
    ...(ref && isReference(ref) && { reference: ref }),
    ...(process.env.NODE_ENV === "development" && { hint: errors[known].hint }),
  }
}

/** Explains the error with this reference: which check failed, and what to do. Only under `next dev`, from memory. */
export async function explainError(reference: string): Promise<FailureExplanation | undefined> {
  if (process.env.NODE_ENV !== "development") return undefined
  const { explainReference } = await import("./telemetry/explain-failure")
  return explainReference(reference)
}

/** Where a visitor wants to go: `callbackUrl` if it is a path of this site, else the page after a sign-in. */
export function destination(callbackUrl: string | undefined): string {
  return returnPath(callbackUrl, env()) ?? config.pages.afterSignIn
}

/** The preview to which a sign-in would be forwarded, and the provider's name; null for a question that is forged or expired. */
export async function previewQuestion(
  question: string | undefined,
): Promise<{ origin: string; provider: string } | null> {
  return (await engine()).previewQuestion(question)
}

/**
 * Redirects a visitor who used another host than AUTH_URL's to the right one, once. Cookies belong to one host, so a
 * sign-in that starts on one host cannot finish on another.
 *
 * @param path of the page
 * @param query of the page; `moved` in it shows that the visitor was already redirected
 * @returns the error to show when the redirect did not help, and its reference, or null
 */
export async function requireOwnHost(
  path: string,
  query: Record<string, string | string[] | undefined>,
): Promise<{ error: ErrorCode; ref: string } | null> {
  if (isOwnHost(await headers())) return null
  if (query.moved) {
    const { error, reference } = reportError(new AuthError("wrong_host"), "")
    return { error: error.code, ref: reference }
  }
  const texts = Object.entries(query).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  )
  return redirect(publicUrl(`${path}?${new URLSearchParams([...texts, ["moved", "1"]])}`))
}

/**
 * Redirects to a path of this app, or to a provider. To a path, Next adds the base path only for some callers: not in a route
 * handler, nor in an action that was called without JavaScript. An address it never changes.
 */
function goTo(destination: string): never {
  return redirect(env().basePath && destination.startsWith("/") ? publicUrl(destination) : destination)
}

async function fromOwnPage<Result>(
  providerId: string,
  work: (engine: typeof import("./engine")) => Promise<Result>,
  errorPage?: string,
): Promise<Result | string> {
  try {
    requireOwnOrigin(await headers())
    return await work(await engine())
  } catch (thrown) {
    return reportError(thrown, providerId, errorPage).page
  }
}
