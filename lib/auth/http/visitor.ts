// Who is asking, as far as a request tells: the address and the browser.
import { headers } from "next/headers.js"
import { clientIpFrom } from "./client-ip"
import { env, isOnVercel } from "../../env"

export type Visitor = {
  /** The client's address, an IPv6 one by its /64; null where it is not known. */
  address: string | null
  userAgent: string | null
}

const userAgentLength = 512

/** The visitor whose request is being answered, in a route handler or a server action. */
export async function currentVisitor(): Promise<Visitor> {
  const { trustedProxies } = env()
  const sent = await headers()
  const list = sent.get(isOnVercel() ? "x-vercel-forwarded-for" : "x-forwarded-for")
  return {
    address: trustedProxies && list !== null ? clientIpFrom(list, trustedProxies) : null,
    userAgent: sent.get("user-agent")?.slice(0, userAgentLength) ?? null,
  }
}
