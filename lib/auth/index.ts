// The door for app/: nothing else of lib/auth is imported from outside.
import "server-only"
import { headers } from "next/headers.js"
import { notFound, redirect } from "next/navigation"
import { cache } from "react"
import type { AccessToken } from "./actions/access-token"
import { currentSession } from "./actions/session"
import { clients } from "./clients"
import { config } from "./config"
import { AuthError, type ErrorCode, errors, isErrorCode } from "./errors"
import { isOwnHost, requireOwnOrigin } from "./http/own-origin"
import { isReference } from "./telemetry/reference"
import { reportError } from "./report-error"
import { returnPath } from "./http/return-path"
import type { Provider } from "./providers/types"
import { env } from "../env"
import { isRecent, type Session } from "./store/sessions"
import type { AuthorizationParams } from "./oauth/authorization-params"

export type { AccessToken } from "./actions/access-token"
export { type ActivityEvent, recordActivity } from "./store/activity"
export { AuthError, type ErrorCode, isErrorCode } from "./errors"
export { readLastProvider } from "./cookies/last-provider"
export { clearPendingLink, readPendingLink } from "./cookies/pending-link"
export type { Session } from "./store/sessions"
export { currentVisitor } from "./http/visitor"

/** What signs people in and out. Whoever only asks for the session does not load it. */
const engine = () => import("./engine")

/** Answers a request to /api/auth. */
export const handle = async (request: Request): Promise<Response> => (await engine()).handle(request)

/** The name of the provider that a session was opened with, if it can end its own and says so quickly; else null. */
export const providerWithSignOut = async (session: Session) => (await engine()).providerWithSignOut(session)

export type ProviderSummary = Pick<Provider, "id" | "name" | "protocol"> & {
  /** An element of the drawing that app/provider-icons serves. */
  icon: string | null
  color: string | null
  /** It is a server on this machine, such as the ones that `npm run dev` brings. */
  loopback: boolean
  signinUrl: string
  callbackUrl: string
}

/**
 * The visitor's session, or null. Read once for each page that is rendered; in an action or a route handler call
 * it once and pass the value on.
 *
 * @throws when the database cannot be asked: an outage is not a sign-out
 */
export const auth: () => Promise<Session | null> = cache(currentSession)

type Needs = { recent?: true; role?: Session["user"]["role"] }

/**
 * The only protection there is: call it in every page, action and route handler that needs a user.
 *
 * @param options returnTo: the path to come back to after signing in; recent: they must have signed in within the
 * last minutes (config.ts), since what follows cannot be undone; role: everybody else finds no such page
 * @returns the session; a visitor without one is redirected to the sign-in page instead
 */
export async function requireUser({
  returnTo,
  recent,
  role,
}: { returnTo: string } & Needs): Promise<Session> {
  const session = await auth()
  if (session && role && session.user.role !== role) notFound()
  if (session && (!recent || isRecent(session))) return session
  const query = new URLSearchParams({ callbackUrl: returnTo, ...(session && { confirm: "1" }) })
  return redirect(`${config.pages.signIn}?${query}`)
}

/**
 * For server actions: sends the visitor to the provider, and then to `redirectTo`, a path of this site.
 *
 * @param options also what is asked of the provider: `{ prompt: "login", max_age: 0 }`
 */
export async function signIn(
  provider: string,
  { redirectTo, ...params }: { redirectTo?: string } & AuthorizationParams = {},
): Promise<never> {
  return redirect(
    await fromOwnPage(provider, ({ startSignIn }) =>
      startSignIn({ provider, destination: redirectTo, wish: (name) => params[name] }),
    ),
  )
}

/**
 * For server actions: connects one more account to the signed-in user, who must have signed in lately.
 *
 * @param options redirectTo: where to go then, a path of this site
 */
export async function linkAccount(provider: string, { redirectTo }: { redirectTo: string }): Promise<never> {
  await requireUser({ returnTo: redirectTo, recent: true })
  const request = { provider, destination: redirectTo, wish: () => undefined, to: "connect" } as const
  return redirect(await fromOwnPage(provider, ({ startSignIn }) => startSignIn(request)))
}

/**
 * For server actions: does something for the signed-in user that a page of ours asked for.
 *
 * @param options redirectTo: where to go then, or after a refusal, with `error` in the query
 * @param work throws an AuthError for what is refused, and may return another path to go to
 */
export async function withUser(
  { redirectTo, ...needs }: { redirectTo: string } & Needs,
  work: (session: Session) => Promise<string | void>,
): Promise<never> {
  const session = await requireUser({ returnTo: redirectTo, ...needs })
  return redirect(await fromOwnPage("", async () => (await work(session)) ?? redirectTo, redirectTo))
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
  return redirect(await fromOwnPage("", ({ endSession }) => endSession(redirectTo, federated)))
}

/**
 * An access token for the provider's API, of the signed-in user's account there; of several, the one that signed in
 * last. It is refreshed where it would be over too soon, once for all callers of all processes. One that never
 * expires comes as it is. For server components, actions and route handlers; it never belongs into a page.
 *
 * @param provider the provider's id
 * @param options minimumSeconds: how long it must still be good for
 * @throws when the database cannot be asked
 */
export async function getAccessToken(
  provider: string,
  { minimumSeconds = 60 }: { minimumSeconds?: number } = {},
): Promise<AccessToken> {
  const session = await auth()
  if (!session) return { status: "signed_out" }
  const { currentAccessToken } = await engine()
  return currentAccessToken({ userId: session.user.id, provider, minimumSeconds })
}

/** The enabled providers, in the order of the catalogue. */
export function providers(): ProviderSummary[] {
  return clients().map(({ provider: { id, name, protocol, icon, color }, redirectUri, loopback }) => ({
    id,
    name,
    protocol,
    icon: icon ? `/provider-icons#${id}` : null,
    color: color ?? null,
    loopback,
    signinUrl: `/api/auth/signin/${id}`,
    callbackUrl: redirectUri,
  }))
}

/**
 * What an `error` in the address stands for, and its `ref`: the reference by which the log has it. The hint is for
 * developers, and exists under `next dev` alone.
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

/** Where a visitor wants to go: `callbackUrl` if it is a path of this site, else the page after a sign-in. */
export function destination(callbackUrl: string | undefined): string {
  return returnPath(callbackUrl, env().origin) ?? config.pages.afterSignIn
}

/**
 * Sends a visitor who came by another host than AUTH_URL's to the right one, once: cookies stay with their host,
 * so a sign-in that starts on one cannot end on the other.
 *
 * @param path the page
 * @param query its query; a mark in it shows that the visitor was sent here already
 * @returns the error to show when that did not help, and its reference, or null
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
  return redirect(`${env().origin}${path}?${new URLSearchParams([...texts, ["moved", "1"]])}`)
}

async function fromOwnPage(
  provider: string,
  work: (engine: typeof import("./engine")) => Promise<string>,
  page?: string,
): Promise<string> {
  try {
    requireOwnOrigin(await headers())
    return await work(await engine())
  } catch (thrown) {
    return reportError(thrown, provider, page).page
  }
}
