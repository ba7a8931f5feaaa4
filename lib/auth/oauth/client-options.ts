// What every call of one exchange has in common.
import * as oauth from "oauth4webapi"
import type { RequestContext } from "./protocol"
import { type RequestPolicy, fetchFor } from "../http/provider-request"

/** Our side, as oauth4webapi wants to know it. */
export function oauthClient({ client }: RequestContext): oauth.Client {
  return { client_id: client.clientId, [oauth.clockTolerance]: client.clockSkewSeconds }
}

/** oauth4webapi's own check of https is off because ours, in `request.ts`, knows the owner's loopback hosts. */
export function callOptions(call: "pushed" | "token" | "resource" | "revocation", ctx: RequestContext) {
  return {
    [oauth.customFetch]: fetchFor(call, requestPolicy(ctx)),
    [oauth.allowInsecureRequests]: ctx.client.loopback,
  }
}

export function requestPolicy({ client, flow }: RequestContext): RequestPolicy {
  return { flow, loopback: client.loopback, hosts: client.hosts }
}
