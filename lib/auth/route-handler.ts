// The HTTP door: URL and method → action → response. Every failure ends in the one catch here.
import { messages } from "../../messages/en"
import { env } from "../env"
import { storeFormPostResponse, acceptsFormPost } from "./actions/form-post"
import { endProviderSessions } from "./actions/backchannel-logout"
import { finishSignIn } from "./actions/callback"
import { currentSession } from "./actions/session"
import { startSignIn } from "./actions/sign-in"
import { finishProviderSignOut, endSession } from "./actions/sign-out"
import { clientFor, clients } from "./clients"
import { config } from "./config"
import { AuthError, errors, isErrorCode } from "./errors"
import { readForm } from "./http/request-form"
import { requireOwnOrigin } from "./http/own-origin"
import { type ReportedError, reportError } from "./report-error"
import { returnPath } from "./http/return-path"

type Answer = (request: Request, provider: string) => Promise<Response>

const { signIn, signOut } = config.pages

const showSignIn: Answer = async (request, provider) => {
  if (provider) clientFor(provider)
  const callbackUrl = returnPath(new URL(request.url).searchParams.get("callbackUrl"), env().origin)
  return seeOther(callbackUrl ? `${signIn}?${new URLSearchParams({ callbackUrl })}` : signIn)
}

const postSignIn: Answer = async (request, provider) => {
  requireOwnOrigin(request.headers)
  const form = await readForm(request)
  const wish = (name: string) => form.get(name)
  const to = form.get("confirm") ? "confirm" : undefined
  return seeOther(await startSignIn({ provider, destination: form.get("callbackUrl"), wish, to }))
}

const getCallback: Answer = async (request, provider) => {
  return seeOther(await finishSignIn(provider, new URL(request.url).searchParams))
}

/** Cross-site by nature: its own page is the provider's, so no Origin is asked for. */
const postCallback: Answer = async (request, provider) => {
  const { pathname } = new URL(request.url)
  return seeOther(pathname + (await storeFormPostResponse(provider, await readForm(request))))
}

const showSignOut: Answer = async () => seeOther(signOut)

const postSignOut: Answer = async (request) => {
  requireOwnOrigin(request.headers)
  const form = await readForm(request)
  return seeOther(await endSession(form.get("callbackUrl"), form.get("federated")))
}

const getSignOutReturn: Answer = async (request) =>
  seeOther(await finishProviderSignOut(new URL(request.url).searchParams.get("state")))

/** The provider's own server asks, so there is no Origin; the logout token says who it is. */
const postBackchannelLogout: Answer = async (request, provider) => {
  await endProviderSessions(provider, await readForm(request))
  return uncached(new Response())
}

const getSession: Answer = async () => {
  const session = await currentSession()
  if (!session) return json(null)
  const { id, name, email, image } = session.user
  return json({ user: { id, name, email, image }, expires: session.expires })
}

const getProviders: Answer = async () =>
  json(
    Object.fromEntries(
      clients().map(({ provider: { id, name, protocol }, redirectUri }) => [
        id,
        { id, name, protocol, signinUrl: `${env().origin}/api/auth/signin/${id}`, callbackUrl: redirectUri },
      ]),
    ),
  )

const showError: Answer = async (request) => {
  const code = new URL(request.url).searchParams.get("error") ?? ""
  return seeOther(`${signIn}?error=${isErrorCode(code) ? code : "unexpected"}`)
}

type Methods = Partial<Record<string, Answer>>

const callback = (provider: string): Methods =>
  acceptsFormPost(provider) ? { GET: getCallback, POST: postCallback } : { GET: getCallback }

const routes: [path: RegExp, methods: Methods | ((provider: string) => Methods)][] = [
  [/^signin$/, { GET: showSignIn }],
  [/^signin\/([\w-]+)$/, { GET: showSignIn, POST: postSignIn }],
  [/^callback\/([\w-]+)$/, callback],
  [/^([\w-]+)\/callback$/, callback],
  [/^session$/, { GET: getSession }],
  [/^providers$/, { GET: getProviders }],
  [/^signout$/, { GET: showSignOut, POST: postSignOut }],
  [/^signout\/return$/, { GET: getSignOutReturn }],
  [/^([\w-]+)\/backchannel-logout$/, { POST: postBackchannelLogout }],
  [/^error$/, { GET: showError }],
]

/** Answers every request below /api/auth. */
export async function handle(request: Request): Promise<Response> {
  const path = new URL(request.url).pathname.replace("/api/auth/", "")
  const [pattern, declared] = routes.find(([route]) => route.test(path)) ?? []
  const provider = pattern?.exec(path)?.[1] ?? ""
  try {
    if (!declared) throw new AuthError("not_found")
    const methods = typeof declared === "function" ? declared(provider) : declared
    const answer = methods[request.method]
    if (!answer)
      throw new AuthError("method_not_allowed", { headers: { allow: Object.keys(methods).join(", ") } })
    return await answer(request, provider)
  } catch (thrown) {
    return refused(request, reportError(thrown, provider))
  }
}

/** A visitor on the way to or from a provider gets a page, everybody else the status. */
function refused(request: Request, { error: { code, headers }, reference, page }: ReportedError): Response {
  const isProvider = new URL(request.url).pathname.endsWith("/backchannel-logout")
  const isVisitor = !isProvider && request.headers.get("accept")?.includes("text/html")
  if (isVisitor && !wrongDoors.includes(code)) return seeOther(page)
  const error = { code, message: messages.errors[code], reference }
  return json({ error }, { status: errors[code].status, headers })
}

const wrongDoors = ["not_found", "method_not_allowed", "unknown_provider", "origin_mismatch"]

/** Never 302 or 307: after a POST the browser must GET. */
function seeOther(destination: string): Response {
  const location = new URL(destination, env().origin).href
  return uncached(new Response(null, { status: 303, headers: { location } }))
}

function json(data: unknown, init?: ResponseInit): Response {
  return uncached(Response.json(data, init))
}

function uncached(response: Response): Response {
  response.headers.set("cache-control", "private, no-store")
  response.headers.append("vary", "Cookie")
  response.headers.set("x-content-type-options", "nosniff")
  return response
}
