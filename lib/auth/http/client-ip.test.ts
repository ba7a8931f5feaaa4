import { expect, test } from "@playwright/test"
import fc from "fast-check"
import { readNetworks } from "../../networks"
import { clientIpFrom } from "./client-ip"

const proxies = readNetworks("10.0.0.0/8, 192.0.2.1, fd00::/8").networks

const table: { list: string; address: string | null; why: string }[] = [
  { list: "203.0.113.7", address: "203.0.113.7", why: "a client alone" },
  { list: "203.0.113.7, 10.1.2.3", address: "203.0.113.7", why: "behind one proxy" },
  { list: "203.0.113.7, 192.0.2.1, 10.1.2.3", address: "203.0.113.7", why: "behind two" },
  { list: "198.51.100.1, 203.0.113.7, 10.1.2.3", address: "203.0.113.7", why: "with a lie before it" },
  { list: "10.0.0.1, 203.0.113.7, 10.1.2.3", address: "203.0.113.7", why: "that calls itself a proxy" },
  { list: "10.9.9.9, 10.1.2.3", address: "10.9.9.9", why: "from within: the left-most" },
  { list: "10.9.9.9", address: "10.9.9.9", why: "a proxy itself" },
  { list: "203.0.113.7:50123, 10.1.2.3:80", address: "203.0.113.7", why: "with ports" },
  { list: " 203.0.113.7\t,10.1.2.3 ", address: "203.0.113.7", why: "with spaces" },
  { list: "203.0.113.7, ::ffff:10.1.2.3", address: "203.0.113.7", why: "through a mapped proxy" },
  { list: "203.0.113.7, ::FFFF:0a01:0203", address: "203.0.113.7", why: "through a mapped proxy in hex" },
  { list: "::ffff:203.0.113.7, 10.1.2.3", address: "203.0.113.7", why: "as a mapped address" },
  { list: "[::ffff:203.0.113.7]:443", address: "203.0.113.7", why: "mapped, with a port" },
  { list: "2001:db8:1:2:3:4:5:6", address: "2001:db8:1:2::/64", why: "IPv6 by its network" },
  { list: "2001:0DB8:0001:0002::1", address: "2001:db8:1:2::/64", why: "however it is spelled" },
  { list: "[2001:db8:1:2::9]:50123, fd00::1", address: "2001:db8:1:2::/64", why: "with a port" },
  { list: "[2001:db8::9]", address: "2001:db8::/64", why: "in brackets" },
  { list: "::1", address: "::/64", why: "with nothing but zeros" },
  { list: "2001:db8:1:2:3:4:192.0.2.9", address: "2001:db8:1:2::/64", why: "with IPv4 at its end" },
  { list: "", address: null, why: "nothing" },
  { list: "203.0.113.7, unknown, 10.1.2.3", address: null, why: "hidden by a proxy" },
  { list: "203.0.113.7, , 10.1.2.3", address: null, why: "with a gap" },
  { list: "203.0.113.7, 10.1.2.3,", address: null, why: "with nothing at the end" },
  { list: "010.0.0.1", address: null, why: "octal" },
  { list: "0x0a000001", address: null, why: "hexadecimal" },
  { list: "203.0.113.7.1", address: null, why: "five parts" },
  { list: "203.0.113", address: null, why: "three parts" },
  { list: "[203.0.113.7]", address: null, why: "IPv4 in brackets" },
  { list: "fe80::1%eth0", address: null, why: "with a zone" },
  { list: '"203.0.113.7"', address: null, why: "in quotes" },
  { list: "for=203.0.113.7", address: null, why: "of another header" },
  { list: "203.0.113.7 10.1.2.3", address: null, why: "without a comma" },
  { list: "1::2::3", address: null, why: "with two gaps" },
]

for (const { list, address, why } of table)
  test(
    `the client of "${list}" is ${address ?? "unknown"} (${why})`,
    { tag: ["@rate-limit", "@better-auth-10203"] },
    () => {
      expect(clientIpFrom(list, proxies)).toBe(address)
    },
  )

const outside = fc.oneof(
  fc.ipV4().filter((ip) => !proxies.check(ip, "ipv4")),
  fc.ipV6().filter((ip) => !proxies.check(ip, "ipv6")),
)
const inside = fc.constantFrom("10.0.0.1", "10.255.3.4:8080", "192.0.2.1", "fd12::1", "[fd00::2]:80")
const lie = fc.oneof(fc.string(), outside, inside, fc.constantFrom(",", ",,", "unknown", "[", "\u0000"))

test(
  "whatever a client writes left of its own address changes nothing",
  { tag: ["@rate-limit", "@better-auth-10203"] },
  () => {
    fc.assert(
      fc.property(outside, fc.array(inside), fc.array(lie), (client, behind, lies) => {
        const honest = clientIpFrom([client, ...behind].join(), proxies)
        expect(honest).not.toBeNull()
        expect(clientIpFrom([...lies, client, ...behind].join(), proxies)).toBe(honest)
      }),
    )
  },
)

test("a header of any shape gives an address or none", { tag: ["@rate-limit", "@malformed"] }, () => {
  fc.assert(
    fc.property(fc.array(lie), (entries) => {
      const address = clientIpFrom(entries.join(), proxies)
      expect(address ?? "203.0.113.7").toMatch(/^(\d+(\.\d+){3}|[\da-f:]+\/64)$/)
    }),
  )
})

test("all addresses of one /64 are one visitor", { tag: ["@rate-limit"] }, () => {
  const part = fc.integer({ min: 0, max: 0xffff }).map((number) => number.toString(16))
  fc.assert(
    fc.property(fc.array(part, { minLength: 4, maxLength: 4 }), (host) => {
      expect(clientIpFrom(`2001:db8:0:5:${host.join(":")}`, proxies)).toBe("2001:db8:0:5::/64")
    }),
  )
})
