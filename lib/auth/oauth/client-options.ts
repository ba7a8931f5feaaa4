// The options of all requests of one context.
import * as oauth from "oauth4webapi"
import { fetchFor, type RequestPolicy } from "../http/provider-request"
import type { RequestContext } from "./protocol"

/** The client, as oauth4webapi expects it. */
export function oauthClient({ client }: RequestContext): oauth.Client {
  return { client_id: client.clientId, [oauth.clockTolerance]: client.clockSkewSeconds }
}

/** oauth4webapi's own check of https is off, because `http/provider-request.ts` knows which loopback hosts the owner allows. */
export function requestOptions(request: "pushed" | "token" | "resource" | "revocation", ctx: RequestContext) {
  return {
    [oauth.customFetch]: fetchFor(request, requestPolicy(ctx)),
    [oauth.allowInsecureRequests]: ctx.client.loopback,
  }
}

export function requestPolicy({ client, flow }: RequestContext): RequestPolicy {
  const { provider, loopback, hosts } = client
  const isNamedByVisitors = provider.protocol === "oauth2" && provider.network !== undefined
  return { flow, loopback, hosts, ...(isNamedByVisitors && { isStranger: true }) }
}
