import { expect, test } from "@playwright/test"
import fc from "fast-check"
import { readNetworks } from "../../env-lists"
import { clientIpFrom } from "./visitor"

const proxies = readNetworks("10.0.0.0/8, 192.0.2.1, fd00::/8").networks

const table: { list: string; address: string | null; condition: string }[] = [
  { list: "203.0.113.7", address: "203.0.113.7", condition: "no proxy" },
  { list: "203.0.113.7, 10.1.2.3", address: "203.0.113.7", condition: "one proxy" },
  { list: "203.0.113.7, 192.0.2.1, 10.1.2.3", address: "203.0.113.7", condition: "two proxies" },
  {
    list: "198.51.100.1, 203.0.113.7, 10.1.2.3",
    address: "203.0.113.7",
    condition: "with a forged entry before it",
  },
  {
    list: "10.0.0.1, 203.0.113.7, 10.1.2.3",
    address: "203.0.113.7",
    condition: "with a forged proxy before it",
  },
  { list: "10.9.9.9, 10.1.2.3", address: "10.9.9.9", condition: "only trusted addresses: the left-most one" },
  { list: "10.9.9.9", address: "10.9.9.9", condition: "only one trusted address" },
  { list: "203.0.113.7:50123, 10.1.2.3:80", address: "203.0.113.7", condition: "with ports" },
  { list: " 203.0.113.7\t,10.1.2.3 ", address: "203.0.113.7", condition: "with spaces" },
  { list: "203.0.113.7, ::ffff:10.1.2.3", address: "203.0.113.7", condition: "through a mapped proxy" },
  {
    list: "203.0.113.7, ::FFFF:0a01:0203",
    address: "203.0.113.7",
    condition: "through a mapped proxy in hex",
  },
  { list: "::ffff:203.0.113.7, 10.1.2.3", address: "203.0.113.7", condition: "as a mapped address" },
  { list: "[::ffff:203.0.113.7]:443", address: "203.0.113.7", condition: "mapped, with a port" },
  { list: "2001:db8:1:2:3:4:5:6", address: "2001:db8:1:2::/64", condition: "IPv6 as its /64 network" },
  { list: "2001:0DB8:0001:0002::1", address: "2001:db8:1:2::/64", condition: "IPv6 in another spelling" },
  { list: "[2001:db8:1:2::9]:50123, fd00::1", address: "2001:db8:1:2::/64", condition: "with a port" },
  { list: "[2001:db8::9]", address: "2001:db8::/64", condition: "in brackets" },
  { list: "::1", address: "::/64", condition: "IPv6 with zeros only" },
  {
    list: "2001:db8:1:2:3:4:192.0.2.9",
    address: "2001:db8:1:2::/64",
    condition: "IPv6 with IPv4 at the end",
  },
  { list: "", address: null, condition: "empty" },
  { list: "203.0.113.7, unknown, 10.1.2.3", address: null, condition: "hidden by a proxy" },
  { list: "203.0.113.7, , 10.1.2.3", address: null, condition: "with an empty entry" },
  { list: "203.0.113.7, 10.1.2.3,", address: null, condition: "with an empty entry at the end" },
  { list: "010.0.0.1", address: null, condition: "octal" },
  { list: "0x0a000001", address: null, condition: "hexadecimal" },
  { list: "203.0.113.7.1", address: null, condition: "five parts" },
  { list: "203.0.113", address: null, condition: "three parts" },
  { list: "[203.0.113.7]", address: null, condition: "IPv4 in brackets" },
  { list: "fe80::1%eth0", address: null, condition: "with a zone" },
  { list: '"203.0.113.7"', address: null, condition: "in quotes" },
  { list: "for=203.0.113.7", address: null, condition: "in the format of the Forwarded header" },
  { list: "203.0.113.7 10.1.2.3", address: null, condition: "without a comma" },
  { list: "1::2::3", address: null, condition: "with two zero groups" },
]

for (const { list, address, condition } of table)
  test(
    `the client of "${list}" is ${address ?? "unknown"} (${condition})`,
    { tag: ["@rate-limit", "@better-auth-10203"] },
    () => {
      expect(clientIpFrom(list, proxies, 64)).toBe(address)
    },
  )

const outside = fc.oneof(
  fc.ipV4().filter((ip) => !proxies.check(ip, "ipv4")),
  fc.ipV6().filter((ip) => !proxies.check(ip, "ipv6")),
)
const inside = fc.constantFrom("10.0.0.1", "10.255.3.4:8080", "192.0.2.1", "fd12::1", "[fd00::2]:80")
const forgedEntry = fc.oneof(
  fc.string(),
  outside,
  inside,
  fc.constantFrom(",", ",,", "unknown", "[", "\u0000"),
)

test(
  "entries to the left of the client's address do not change the result",
  { tag: ["@rate-limit", "@better-auth-10203"] },
  () => {
    fc.assert(
      fc.property(outside, fc.array(inside), fc.array(forgedEntry), (client, proxyEntries, forged) => {
        const expected = clientIpFrom([client, ...proxyEntries].join(), proxies, 64)
        expect(expected).not.toBeNull()
        expect(clientIpFrom([...forged, client, ...proxyEntries].join(), proxies, 64)).toBe(expected)
      }),
    )
  },
)

test("any header value gives a valid address or null", { tag: ["@rate-limit", "@malformed"] }, () => {
  fc.assert(
    fc.property(fc.array(forgedEntry), (entries) => {
      const address = clientIpFrom(entries.join(), proxies, 64)
      expect(address ?? "203.0.113.7").toMatch(/^(\d+(\.\d+){3}|[\da-f:]+\/64)$/)
    }),
  )
})

test("all addresses of one /64 network are one client", { tag: ["@rate-limit"] }, () => {
  const part = fc.integer({ min: 0, max: 0xffff }).map((number) => number.toString(16))
  fc.assert(
    fc.property(fc.array(part, { minLength: 4, maxLength: 4 }), (host) => {
      expect(clientIpFrom(`2001:db8:0:5:${host.join(":")}`, proxies, 64)).toBe("2001:db8:0:5::/64")
    }),
  )
})

for (const [prefix, network] of [
  [32, "2001:db8::/32"],
  [44, "2001:db8:abc0::/44"],
  [48, "2001:db8:abcd::/48"],
  [56, "2001:db8:abcd:ef00::/56"],
  [64, "2001:db8:abcd:ef12::/64"],
  [65, "2001:db8:abcd:ef12:8000::/65"],
  [128, "2001:db8:abcd:ef12:ffff:ffff:ffff:ffff/128"],
] as const)
  test(`with ${prefix} bits an IPv6 client is ${network}`, { tag: ["@rate-limit"] }, () => {
    expect(clientIpFrom("2001:db8:abcd:ef12:ffff:ffff:ffff:ffff", proxies, prefix)).toBe(network)
    expect(clientIpFrom("203.0.113.7", proxies, prefix)).toBe("203.0.113.7")
  })
