import type { RequestContext } from "../oauth/protocol"
import { requestPolicy } from "../oauth/client-options"
import { fetchFor } from "../http/provider-request"
import { type Check, fault, ok, unanswered, warn } from "./check"

/**
 * Whether a host answers, and whether its clock and ours agree, as far as its Date header tells (RFC 9110 section
 * 6.6.1). Times in ID tokens, and those of OAuth 1.0, count by the second.
 *
 * @param address one of its endpoints; nothing is sent to that, only the host is asked
 */
export async function checkHost(ctx: RequestContext, address: string): Promise<Check[]> {
  const { host, origin } = new URL(address)
  try {
    const { headers } = await fetchFor("metadata", requestPolicy(ctx))(origin, get)
    return [ok("host", `${host} answers`), ...clock(ctx, host, headers.get("date"))]
  } catch (error) {
    const answered = /answered (5\d\d)/.exec(String(Object(error).cause))?.[1]
    return answered
      ? [warn("host", `${host} answers ${answered}`, "It may be down for a while: look at its status page.")]
      : [unanswered("host", error)]
  }
}

const get = { method: "GET", headers: {}, body: undefined } as const

function clock({ client }: RequestContext, host: string, date: string | null): Check[] {
  const theirs = Date.parse(date ?? "")
  if (Number.isNaN(theirs)) return []
  // The header has whole seconds, and the answer took its time.
  const seconds = Math.round((Date.now() - theirs) / 1000)
  const apart = Math.abs(seconds)
  if (apart <= client.clockSkewSeconds) return [ok("clock", `within ${Math.max(apart, 1)} s of ${host}`)]
  const fix =
    "Set this machine's clock by NTP (`timedatectl`, `sudo sntp -sS time.apple.com`); else theirs is wrong."
  const detail = `this machine is ${apart} s ${seconds > 0 ? "ahead of" : "behind"} ${host}`
  return [client.provider.protocol === "oauth2" ? warn("clock", detail, fix) : fault("clock", detail, fix)]
}
