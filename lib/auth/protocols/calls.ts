// What every call of one exchange has in common.
import * as oauth from "oauth4webapi"
import type { Asking } from "./protocol"
import { type Caller, fetchFor } from "./request"

/** Our side, as oauth4webapi wants to know it. */
export function oauthClient({ client }: Asking): oauth.Client {
  return { client_id: client.clientId, [oauth.clockTolerance]: client.clockSkewSeconds }
}

/** oauth4webapi's own check of https is off because ours, in `request.ts`, knows the owner's loopback hosts. */
export function callOptions(call: "pushed" | "token" | "resource" | "revocation", asking: Asking) {
  return {
    [oauth.customFetch]: fetchFor(call, caller(asking)),
    [oauth.allowInsecureRequests]: asking.client.loopback,
  }
}

export function caller({ client, flow }: Asking): Caller {
  return { flow, loopback: client.loopback, hosts: client.hosts }
}
