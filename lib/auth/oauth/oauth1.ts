// OAuth 1.0a (RFC 5849), and OAuth Core 1.0 where a provider declares it.
import { createHash } from "node:crypto"
import { AuthError } from "../errors"
import { readProfile } from "./profile"
import type { Provider } from "../providers/types"
import { reportStep } from "../telemetry/flow-events"
import { parseJson } from "../http/json"
import { type Credentials, oauth1Provider, readCredentials, signedFetch } from "./oauth1-request"
import type { AttemptContext, Protocol } from "./protocol"
import { withErrorCode } from "../http/provider-request"

/** The secret of temporary credentials travels in a cookie, and their token in an address. */
const longest = 500

export const oauth1: Protocol = {
  async begin(ctx, params) {
    // No answer says when or how somebody signed in, so nobody may rely on it. The other wishes have no place here.
    if (params.max_age !== undefined || params.acr_values !== undefined)
      throw new AuthError("invalid_request", { cause: "max_age and acr_values need OpenID Connect" })
    const { token, secret } = await temporaryCredentials(ctx)
    const temporary = { token: tokenKey(token), secret }
    return {
      url: authorizationRequest(ctx, token),
      keep: { temporary },
      ...(isCore10(ctx.client.provider) && { mark: temporary.token }),
    }
  },

  mark(declared, answer) {
    if (!isCore10(declared)) return answer.get("state")
    const token = answer.get("denied") || answer.get("oauth_token")
    return token && tokenKey(token)
  },

  async complete(ctx, answer) {
    const { token, verifier } = authorizationGrant(ctx, answer)
    const access = await tokenRequest(ctx, token, verifier)
    const person = await readRawProfile(ctx, access)
    return {
      profile: readProfile(person, oauth1Provider(ctx).profile),
      tokens: {
        accessToken: access.token,
        refreshToken: null,
        idToken: null,
        tokenType: null,
        scope: null,
        expiresAt: null,
        extra: { ...access.more, oauth_token_secret: access.secret },
      },
      providerSid: null,
      authenticatedAt: new Date(),
    }
  },
}

/** Section 2.1. Our state rides in the callback, since there is no other place for it. */
async function temporaryCredentials(ctx: AttemptContext): Promise<Credentials> {
  const isOld = isCore10(ctx.client.provider)
  const callback = new URL(ctx.client.redirectUri)
  callback.searchParams.set("state", ctx.attempt.state)
  return withErrorCode("token_invalid", async () => {
    const response = await signedFetch("temporary", ctx, {
      method: "POST",
      address: oauth1Provider(ctx).requestToken,
      parameters: isOld ? {} : { oauth_callback: callback.href },
    })
    const credentials = await readCredentials(response)
    // Else the service speaks Core 1.0 and took no note of the callback.
    if (!isOld && credentials.more.oauth_callback_confirmed !== "true")
      throw new Error("oauth_callback_confirmed is not true")
    if (credentials.token.length > longest || credentials.secret.length > longest)
      throw new Error(`temporary credentials of more than ${longest} characters`)
    return credentials
  })
}

/** The address of section 2.2. In Core 1.0 it names the callback. */
function authorizationRequest(ctx: AttemptContext, token: string): URL {
  const { authorization, params } = oauth1Provider(ctx)
  const { provider: declared, redirectUri } = ctx.client
  const url = new URL(authorization)
  const parameters = {
    ...params,
    oauth_token: token,
    ...(isCore10(declared) && { oauth_callback: redirectUri }),
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  reportStep(ctx.flow, "authorization_request", () => ({ url: url.origin + url.pathname, parameters }))
  return url
}

/** Checks that the answer is about this attempt's temporary credentials, and a yes (section 2.2). */
function authorizationGrant({ client, attempt, flow }: AttemptContext, answer: URLSearchParams) {
  reportStep(flow, "authorization_grant", () => ({ parameters: Object.fromEntries(answer) }))
  const only = (name: string) => {
    const [value = "", ...others] = answer.getAll(name)
    if (others.length > 0) throw invalid(`the answer has more than one ${name}`)
    return value
  }
  if (!isCore10(client.provider) && only("state") !== attempt.state)
    throw invalid("the answer has another state")
  // Twitter tells of a refusal by this name, and many do as Twitter does.
  const denied = only("denied")
  const token = denied || only("oauth_token")
  if (!token || tokenKey(token) !== attempt.temporary?.token)
    throw invalid("the answer is about another token")
  // Others use the extension OAuth Problem Reporting.
  const problem = only("oauth_problem")
  if (denied || problem === "user_refused" || problem === "permission_denied")
    throw new AuthError("access_denied")
  if (problem) throw new AuthError("provider_refused", { cause: "the answer tells of a problem" })
  const verifier = only("oauth_verifier")
  if (!verifier && !isCore10(client.provider)) throw invalid("the answer has no verifier")
  return { token, verifier }
}

/** Section 2.3. */
async function tokenRequest(ctx: AttemptContext, token: string, verifier: string): Promise<Credentials> {
  return withErrorCode("token_invalid", async () => {
    const response = await signedFetch("token", ctx, {
      method: "POST",
      address: oauth1Provider(ctx).token,
      credentials: { token, secret: ctx.attempt.temporary?.secret ?? "" },
      parameters: isCore10(ctx.client.provider) ? {} : { oauth_verifier: verifier },
    })
    return readCredentials(response)
  })
}

/** Who the person is, and what the token answer says of them. */
async function readRawProfile(ctx: AttemptContext, access: Credentials): Promise<unknown> {
  const { userinfo } = oauth1Provider(ctx)
  if (userinfo === undefined) return { token: access.more }
  return withErrorCode("userinfo_invalid", async () => {
    const call = { method: "GET", address: userinfo, credentials: access } as const
    const response = await signedFetch("resource", ctx, call)
    if (!response.ok) throw new Error(`${new URL(userinfo).host} answered ${response.status}`)
    const person = parseJson(await response.text())
    if (person === undefined) throw new Error(`${new URL(userinfo).host} answered no JSON`)
    return { ...Object(person), token: access.more }
  })
}

function isCore10(declared: Provider): boolean {
  return declared.protocol === "oauth1" && declared.version === "1.0"
}

/** What is kept of a temporary token: enough to know it again, and short whatever its length. */
function tokenKey(token: string): string {
  return createHash("sha256").update(token).digest("base64url").slice(0, 16)
}

function invalid(cause: string): AuthError {
  return new AuthError("answer_invalid", { cause })
}
