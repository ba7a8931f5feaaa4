// Reads lists of networks, such as AUTH_TRUST_PROXY.
import { BlockList, isIP } from "node:net"

/**
 * @param list addresses and networks (10.0.0.1, 10.0.0.0/8, fd00::/8), separated by commas
 * @returns also the entries that are neither. A network of length 0 is rejected: it would trust every address
 */
export function readNetworks(list: string): { networks: BlockList; unreadable: string[] } {
  const networks = new BlockList()
  const entries = list.split(",").map((entry) => entry.trim())
  return { networks, unreadable: entries.filter((entry) => !add(networks, entry)) }
}

function add(networks: BlockList, entry: string): boolean {
  const [, address = "", length] = /^([\d.]+|[\da-f:.]+)(?:\/(\d{1,3}))?$/i.exec(entry) ?? []
  const family = isIP(address)
  const bits = Number(length ?? (family === 4 ? 32 : 128))
  if (family === 0 || bits === 0 || bits > (family === 4 ? 32 : 128)) return false
  networks.addSubnet(address, bits, family === 4 ? "ipv4" : "ipv6")
  return true
}
