import { fetchFor } from "../http/provider-request"
import { requestPolicy } from "../oauth/client-options"
import type { RequestContext } from "../oauth/protocol"
import { detailsOf, fault, ok, unreachable, warn, type Check } from "./check"

/**
 * Whether a host responds, and whether its clock agrees with ours, as far as its Date header shows (RFC 9110 section 6.6.1).
 * ID tokens and OAuth 1.0 use times with a precision of seconds.
 *
 * @param address one of its endpoints; only the origin is requested
 */
export async function checkHost(ctx: RequestContext, address: string): Promise<Check[]> {
  const { host, origin } = new URL(address)
  try {
    const { headers } = await fetchFor("metadata", requestPolicy(ctx))(origin, get)
    return [ok("host", `${host} responds`), ...clockCheck(ctx, host, headers.get("date"))]
  } catch (error) {
    const { status } = detailsOf(error)
    return status === undefined
      ? [unreachable("host", error)]
      : [warn("host", `${host} responds with ${status}`, "It may be down: look at its status page.")]
  }
}

const get = { method: "GET", headers: {}, body: undefined } as const

function clockCheck({ client }: RequestContext, host: string, date: string | null): Check[] {
  const providerTime = Date.parse(date ?? "")
  if (Number.isNaN(providerTime)) return []
  // The header has whole seconds, and the response took time.
  const seconds = Math.round((Date.now() - providerTime) / 1000)
  const difference = Math.abs(seconds)
  if (difference <= client.clockSkewSeconds)
    return [ok("clock", `within ${Math.max(difference, 1)} s of ${host}`)]
  const fix =
    "Set this machine's clock by NTP (`timedatectl`, `sudo sntp -sS time.apple.com`); else the provider's is wrong."
  const detail = `this machine is ${difference} s ${seconds > 0 ? "ahead of" : "behind"} ${host}`
  return [client.provider.protocol === "oauth2" ? warn("clock", detail, fix) : fault("clock", detail, fix)]
}
