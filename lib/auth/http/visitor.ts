// The client IP and browser of a request.
import { headers } from "next/headers.js"
import { env, isOnVercel } from "../../env"
import { clientIpFrom } from "./client-ip"

export type Visitor = {
  /** The client IP, or the network of an IPv6 address; null if it is unknown. */
  address: string | null
  userAgent: string | null
}

const maxUserAgentLength = 512

/** The visitor of the current request, in a route handler or a server action. */
export async function currentVisitor(): Promise<Visitor> {
  const { trustedProxies, ipv6Prefix } = env()
  const requestHeaders = await headers()
  const list = requestHeaders.get(isOnVercel() ? "x-vercel-forwarded-for" : "x-forwarded-for")
  return {
    address: trustedProxies && list !== null ? clientIpFrom(list, trustedProxies, ipv6Prefix) : null,
    userAgent: requestHeaders.get("user-agent")?.slice(0, maxUserAgentLength) ?? null,
  }
}
