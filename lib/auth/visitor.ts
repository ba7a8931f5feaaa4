// Who is asking, as far as a request tells: the address and the browser.
import { type BlockList, isIP } from "node:net"
import { headers } from "next/headers.js"
import { env, isOnVercel } from "../env"

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
    address: trustedProxies && list !== null ? addressIn(list, trustedProxies) : null,
    userAgent: sent.get("user-agent")?.slice(0, userAgentLength) ?? null,
  }
}

/**
 * The client's address: the right-most entry outside our own proxies, and where all are inside, the left-most.
 * Each proxy appends whom it heard, so what lies left of the first stranger is that stranger's word.
 *
 * @param list as X-Forwarded-For has it
 * @returns null where an entry cannot be read before that
 */
export function addressIn(list: string, proxies: BlockList): string | null {
  let address: string | null = null
  for (const entry of list.split(",").reverse()) {
    address = read(entry.trim())
    if (address === null || !proxies.check(address, isIP(address) === 4 ? "ipv4" : "ipv6")) break
  }
  return address && withoutHost(address)
}

/** An address as `URL` spells it, without port and brackets; IPv4 within IPv6 is IPv4. */
function read(entry: string): string | null {
  const [, inBrackets, v4, v6] =
    /^(?:\[([\da-f:.]+)\](?::\d{1,5})?|([\d.]+)(?::\d{1,5})?|([\da-f:.]+))$/i.exec(entry) ?? []
  const address = inBrackets ?? v4 ?? v6 ?? ""
  if (isIP(address) !== 6) return isIP(address) === 4 && !inBrackets ? address : null
  const spelled = spell(address)
  const [, high, low] = /^::ffff:([\da-f]+):([\da-f]+)$/.exec(spelled) ?? []
  if (!high || !low) return spelled
  return [high, low].flatMap((part) => [parseInt(part, 16) >> 8, parseInt(part, 16) & 255]).join(".")
}

/** One subscriber has a whole /64 to take addresses from. */
function withoutHost(address: string): string {
  if (isIP(address) === 4) return address
  const [left = [], right = []] = address.split("::").map((side) => side.split(":").filter(Boolean))
  const gap = Array<string>(8 - left.length - right.length).fill("0")
  return `${spell(`${[...left, ...gap, ...right].slice(0, 4).join(":")}::`)}/64`
}

function spell(v6: string): string {
  return new URL(`http://[${v6}]`).hostname.slice(1, -1)
}
