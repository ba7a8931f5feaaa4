// Calls a provider's API with the user's access token, whatever kind of token it is.
import { variable } from "../client-variables"
import { accountIssuers, type Client } from "../clients"
import { AuthError } from "../errors"
import { findClient } from "../find-client"
import { apiFetch } from "../http/api-request"
import { sendWithToken } from "../oauth"
import { requestPolicy } from "../oauth/client-options"
import { serverOfAccount } from "../oauth/network"
import { reportError } from "../report-error"
import { findProviderTokens } from "../store/provider-tokens"
import { untracedFlowId } from "../telemetry/flow-events"
import { isNetwork } from "../unregistered-client"
import {
  heldAccessToken,
  type AccessToken,
  type HeldToken,
  type Request as TokenRequest,
} from "./access-token"

export type ProviderResponse =
  /** The API responded, with any status. */
  { status: "ok"; response: Response } | Exclude<AccessToken, { status: "ok" }>

/** What a request to an API has; `signal` replaces the timeout of ten seconds. */
export type ProviderRequest = Pick<RequestInit, "method" | "headers" | "body" | "signal"> &
  Partial<Pick<TokenRequest, "scope" | "offline" | "accountId" | "returnTo">>

type Call = { userId: string; providerId: string; url: string | URL; request: ProviderRequest }

/**
 * Sends a request with the user's access token, and once more with a new token if the API rejects it (401).
 *
 * @throws Error for an address that neither the provider's file nor the owner names
 * @throws when the database cannot be reached
 */
export async function fetchFromProvider({
  userId,
  providerId,
  url: given,
  request,
}: Call): Promise<ProviderResponse> {
  const client = await findClient(providerId)
  if (!client) return { status: "not_linked" }
  const { scope, offline = false, accountId, returnTo } = request
  const url = await addressOf(client, given, { userId, accountId })
  if (!(url instanceof URL)) return url
  const send = await sender(client, request)
  const wanted = { userId, providerId, minimumSeconds: 60, scope, offline, accountId, returnTo }
  const token = await heldAccessToken({ ...wanted, insteadOf: undefined })
  const first = await send(url, token)
  if (token.status !== "ok" || first.status !== "ok" || first.response.status !== 401) return first
  const current = await addressOf(client, given, { userId, accountId, isRejected: true })
  if (!(current instanceof URL)) return current
  return send(current, await heldAccessToken({ ...wanted, insteadOf: token.accessToken }))
}

type Account = { userId: string; accountId: string | undefined; isRejected?: boolean }

/**
 * The address of a call. At a provider with many servers, a path is one at the server of the user's account.
 *
 * @param account isRejected: whether its server has just rejected the token
 * @throws Error for an address that neither the provider's file nor the owner names
 */
async function addressOf(
  client: Client,
  given: string | URL,
  { userId, accountId, isRejected = false }: Account,
): Promise<URL | Exclude<ProviderResponse, { status: "ok" }>> {
  const isPath = typeof given === "string" && given.startsWith("/") && isNetwork(client.provider)
  if (!isPath) {
    const url = new URL(given)
    requireNamedApi(client, url)
    return url
  }
  const own = { userId, provider: client.provider.id, issuer: accountIssuers(client) }
  const account = await findProviderTokens({ ...own, ...(accountId !== undefined && { id: accountId }) })
  if (!account) return { status: "not_linked" }
  try {
    const origin = await serverOfAccount(contextOf(client), account.row.providerAccountId, { isRejected })
    const url = new URL(origin + given)
    requireNamedApi({ ...client, apis: [origin] }, url)
    return url
  } catch (error) {
    if (!(error instanceof AuthError)) throw error
    reportError(error, client.provider.id)
    return { status: "unavailable" }
  }
}

function contextOf(client: Client) {
  return { client, flow: { id: untracedFlowId, providerId: client.provider.id } }
}

/** The user's token must reach no other host, whatever a caller takes an address from. */
function requireNamedApi({ provider, apis }: Client, { origin }: URL): void {
  if (apis.includes(origin)) return
  throw new Error(
    `${origin} is no API of ${provider.name}: add it to ${variable(provider.id, "apis")}, or to apis in the provider's file.`,
  )
}

async function sender(client: Client, { method = "GET", body, signal, ...request }: ProviderRequest) {
  const headers = new Headers(request.headers)
  // The request may be sent again, so a stream is read first.
  const content = body === undefined || body === null ? undefined : new Response(body)
  const type = content?.headers.get("content-type")
  if (type && !headers.has("content-type")) headers.set("content-type", type)
  const bytes = content && new Uint8Array(await content.arrayBuffer())
  const providerId = client.provider.id
  const ctx = contextOf(client)
  return async (url: URL, token: HeldToken): Promise<ProviderResponse> => {
    if (token.status !== "ok") return token
    const { dpopKey, accessToken, tokenSecret } = token
    const sent = { accessToken, tokenSecret, method, url, headers: new Headers(headers), body: bytes }
    try {
      const response = await sendWithToken({ ...ctx, dpopKey }, sent, apiFetch(requestPolicy(ctx), signal))
      return { status: "ok", response }
    } catch (error) {
      if (!(error instanceof AuthError)) throw error
      reportError(error, providerId)
      return { status: "unavailable" }
    }
  }
}
