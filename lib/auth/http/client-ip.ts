// Whom a list of proxies heard, one after the other.
import { type BlockList, isIP } from "node:net"

/**
 * The client's address: the right-most entry outside our own proxies, and where all are inside, the left-most.
 * Each proxy appends whom it heard, so what lies left of the first stranger is that stranger's word.
 *
 * @param list as X-Forwarded-For has it
 * @returns null where an entry cannot be read before that
 */
export function clientIpFrom(list: string, proxies: BlockList): string | null {
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
