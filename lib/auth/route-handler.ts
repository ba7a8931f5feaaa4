// The HTTP entry point: URL and method → action → Response. Every failure ends in the one catch here.
import { env, publicUrl } from "../env"
import { requireTransportSecurity } from "../transport-security"
import { backchannelLogout } from "./actions/backchannel-logout"
import { finishAttempt } from "./actions/callback"
import { clientDocument } from "./actions/client-document"
import { startCompanySignIn } from "./actions/company-sign-in"
import { acceptsFormPost, storeFormPostResponse } from "./actions/form-post"
import { answerQuestion } from "./actions/forward"
import { initiatingClient, initiationQuery, startInitiatedSignIn } from "./actions/initiate"
import { publishedKeys } from "./actions/published-keys"
import { currentSession, sessionResponse } from "./actions/session"
import { startSignIn } from "./actions/sign-in"
import { endSession, finishProviderSignOut } from "./actions/sign-out"
import { clients, type Client } from "./clients"
import { config } from "./config"
import { setRejection } from "./cookies/rejection"
import { AuthError, errors, isErrorCode, type ErrorCode } from "./errors"
import { clientFor } from "./find-client"
import { errorPage } from "./http/error-page"
import { ownLoopbackAddress } from "./http/loopback-callback"
import { readForm } from "./http/request-form"
import { requireNavigation, requireOwnOrigin } from "./http/request-source"
import { returnPath } from "./http/return-path"
import { reportError, type ReportedError } from "./report-error"
import { timed } from "./telemetry/server-timing"

/** The sentence of each error code, for a JSON response. */
export type ErrorMessages = Readonly<Record<ErrorCode, string>>

type Handler = (request: Request, providerId: string) => Promise<Response>

const { signIn, signOut } = config.pages

const showSignIn: Handler = async (request, providerId) => {
  if (providerId) await clientFor(providerId)
  const callbackUrl = returnPath(new URL(request.url).searchParams.get("callbackUrl"), env())
  return seeOther(callbackUrl ? `${signIn}?${new URLSearchParams({ callbackUrl })}` : signIn)
}

const postSignIn: Handler = async (request, providerId) => {
  requireOwnOrigin(request.headers)
  const form = await readForm(request)
  const url = await startSignIn({
    providerId,
    destination: form.get("callbackUrl"),
    param: (name) => form.get(name),
    intent: intentOf(form.get("confirm")),
    access: form.get("access"),
  })
  return seeOther(url)
}

/** With an address in place of a provider. */
const postCompanySignIn: Handler = async (request) => {
  requireOwnOrigin(request.headers)
  const form = await readForm(request)
  return seeOther(await startCompanySignIn(form.get("email"), form.get("callbackUrl")))
}

/** The field that the sign-in page sends of a visitor who is signed in and must authenticate again. */
function intentOf(confirm: FormDataEntryValue | null) {
  if (confirm === "step-up") return "stepUp"
  return confirm ? "reauthenticate" : "signIn"
}

const getCallback: Handler = async (request, providerId) => {
  requireNavigation(request.headers)
  const own = ownLoopbackAddress(request)
  if (own && isCallbackHost(await clientFor(providerId), request)) return seeOther(own)
  return seeOther(await finishAttempt(providerId, new URL(request.url).searchParams))
}

function isCallbackHost({ redirectUri }: Client, { headers }: Request): boolean {
  return new URL(redirectUri).host === headers.get("host")
}

/** Comes from a page of the provider, so its Origin is not checked. */
const postCallback: Handler = async (request, providerId) => {
  requireNavigation(request.headers)
  return seeOther(pathOf(request) + (await storeFormPostResponse(providerId, await readForm(request))))
}

const showSignOut: Handler = async () => seeOther(signOut)

const postSignOut: Handler = async (request) => {
  requireOwnOrigin(request.headers)
  const form = await readForm(request)
  return seeOther(await endSession(form.get("callbackUrl"), form.get("federated"), form.get("provider")))
}

const getSignOutReturn: Handler = async (request) =>
  seeOther(await finishProviderSignOut(new URL(request.url).searchParams.get("state")))

/** Comes from the provider's server, without an Origin. The logout token proves the sender. */
const postBackchannelLogout: Handler = async (request, providerId) => {
  await backchannelLogout(providerId, await readForm(request))
  return uncached(new Response())
}

/** The visitor wants the response to go to the preview. */
const postPreview: Handler = async (request) => {
  requireOwnOrigin(request.headers)
  const form = await readForm(request)
  return seeOther(await answerQuestion(form.get("question"), form.get("remember") === "on"))
}

const getSession: Handler = async () => json(sessionResponse(await currentSession()))

const getProviders: Handler = async () =>
  json(
    Object.fromEntries(
      clients().map(({ provider: { id, name, protocol }, redirectUri }) => [
        id,
        { id, name, protocol, signinUrl: publicUrl(`/api/auth/signin/${id}`), callbackUrl: redirectUri },
      ]),
    ),
  )

const showError: Handler = async (request) => {
  const code = new URL(request.url).searchParams.get("error") ?? ""
  return seeOther(`${signIn}?error=${isErrorCode(code) ? code : "unexpected"}`)
}

/** A provider asks for it again when it meets an unknown key id. */
const getKeys: Handler = async (_, providerId) => published(await publishedKeys(providerId))

const getClientDocument: Handler = async (_, providerId) => published(await clientDocument(providerId))

type Methods = Partial<Record<string, Handler>>

/** A GET looks the provider up itself. */
const callback = async (providerId: string, method: string): Promise<Methods> =>
  method !== "GET" && (await acceptsFormPost(providerId))
    ? { GET: getCallback, POST: postCallback }
    : { GET: getCallback }

/** While it is off, the route does not exist. */
const initiate = async (providerId: string): Promise<Methods | undefined> => {
  const client = await initiatingClient(providerId)
  return client && initiateWith(client)
}

/** Requests of another site, such as the provider's dashboard. */
function initiateWith(client: Client): Methods {
  return {
    async GET(request) {
      requireNavigation(request.headers)
      return seeOther(await startInitiatedSignIn(client, new URL(request.url).searchParams))
    },
    async POST(request) {
      requireNavigation(request.headers)
      return seeOther(pathOf(request) + initiationQuery(client, await readForm(request)))
    },
  }
}

const routes: [path: RegExp, methods: Methods | typeof callback | typeof initiate][] = [
  [/^signin$/, { GET: showSignIn, POST: postCompanySignIn }],
  [/^signin\/([\w-]+)$/, { GET: showSignIn, POST: postSignIn }],
  [/^callback\/([\w-]+)$/, callback],
  [/^([\w-]+)\/callback$/, callback],
  [/^([\w-]+)\/initiate$/, initiate],
  [/^preview$/, { POST: postPreview }],
  [/^jwks$/, { GET: getKeys, HEAD: getKeys }],
  [/^([\w-]+)\/jwks$/, { GET: getKeys, HEAD: getKeys }],
  [/^([\w-]+)\/client-metadata\.json$/, { GET: getClientDocument, HEAD: getClientDocument }],
  [/^session$/, { GET: getSession }],
  [/^providers$/, { GET: getProviders }],
  [/^signout$/, { GET: showSignOut, POST: postSignOut }],
  [/^signout\/return$/, { GET: getSignOutReturn }],
  [/^([\w-]+)\/backchannel-logout$/, { POST: postBackchannelLogout }],
  [/^error$/, { GET: showError }],
]

/** Handles every request below /api/auth. */
export async function handle(request: Request, messages: ErrorMessages): Promise<Response> {
  return timed((timedRequest) => respond(timedRequest, messages))(request)
}

async function respond(request: Request, messages: ErrorMessages): Promise<Response> {
  const path = pathOf(request).replace("/api/auth/", "")
  const [pattern, declared] = routes.find(([route]) => route.test(path)) ?? []
  const providerId = pattern?.exec(path)?.[1] ?? ""
  try {
    const methods = typeof declared === "function" ? await declared(providerId, request.method) : declared
    if (!methods) throw new AuthError("not_found")
    const handler = methods[request.method]
    if (!handler)
      throw new AuthError("method_not_allowed", { headers: { allow: Object.keys(methods).join(", ") } })
    return await handler(request, providerId)
  } catch (thrown) {
    // A route that does not exist belongs to no provider.
    const isRoute = !(thrown instanceof AuthError && thrown.code === "not_found")
    return errorResponse(request, reportError(thrown, isRoute ? providerId : ""), messages)
  }
}

/** The path below the base path. With Next's `trailingSlash`, requests end with a slash. */
function pathOf(request: Request): string {
  const { pathname } = new URL(request.url)
  const { basePath } = env()
  const path = pathname.startsWith(`${basePath}/`) ? pathname.slice(basePath.length) : pathname
  return path.replace(/\/$/, "")
}

/** A visitor's browser gets a page, every other caller the status and JSON. */
async function errorResponse(
  request: Request,
  { error: { code, headers, visitorMessage }, reference, page }: ReportedError,
  messages: ErrorMessages,
): Promise<Response> {
  const isProvider = pathOf(request).endsWith("/backchannel-logout")
  const isVisitor = !isProvider && request.headers.get("accept")?.includes("text/html")
  const { status } = errors[code]
  if (isVisitor && withStatus.includes(code))
    return uncached(errorPage(messages[code], new URL(publicUrl(page)), { status, headers }))
  if (isVisitor) {
    if (visitorMessage) await setRejection({ reference, message: visitorMessage })
    return seeOther(page)
  }
  const error = { code, message: visitorMessage ?? messages[code], reference }
  return json({ error }, { status, headers })
}

/** Requests that no page of this site makes, unless it is outdated or a proxy changed it. Their status says so, also to a browser. */
const withStatus: string[] = [
  "not_found",
  "method_not_allowed",
  "unknown_provider",
  "origin_mismatch",
  "navigation_required",
]

/** Never 302 or 307: after a POST the browser must GET. */
function seeOther(destination: string): Response {
  const location = new URL(destination.startsWith("/") ? publicUrl(destination) : destination).href
  return uncached(new Response(null, { status: 303, headers: { location } }))
}

function json(data: unknown, init?: ResponseInit): Response {
  return uncached(Response.json(data, init))
}

/** JSON that is the same for everyone, and public. */
function published(text: string): Response {
  const headers = { "content-type": "application/json", "cache-control": "public, max-age=600" }
  const response = new Response(text, { headers })
  response.headers.set("x-content-type-options", "nosniff")
  requireTransportSecurity(response.headers)
  return response
}

function uncached(response: Response): Response {
  response.headers.set("cache-control", "private, no-store")
  response.headers.append("vary", "Cookie")
  response.headers.set("x-content-type-options", "nosniff")
  requireTransportSecurity(response.headers)
  return response
}
